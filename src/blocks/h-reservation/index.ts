/** Will hold reservations (H01 to H04); not built yet. */
export {};
