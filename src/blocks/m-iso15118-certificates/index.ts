/** Will hold certificates of ISO 15118 and of the CSMS (M01 to M06); not built yet. */
export {};
