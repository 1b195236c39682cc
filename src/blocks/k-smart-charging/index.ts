/** Will hold charging profiles and the limits that follow from them (K01 to K17); not built yet. */
export {};
