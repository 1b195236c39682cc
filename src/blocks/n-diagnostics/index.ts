/** Will hold logs, monitors and customer information (N01 to N10); not built yet. */
export {};
