/** Will hold tariffs and costs shown to the driver (I01 to I06); not built yet. */
export {};
