/** Will hold firmware updates (L01 to L04); not built yet. */
export {};
