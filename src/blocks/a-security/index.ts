/** Will hold security events and the security log, keys and certificates of the station (A01 to A05); not built yet. */
export {};
