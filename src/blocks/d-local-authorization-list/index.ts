/** Will hold the Local Authorization List (D01, D02); not built yet. */
export {};
