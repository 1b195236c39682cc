/** Will hold messages on the display (O01 to O06); not built yet. */
export {};
