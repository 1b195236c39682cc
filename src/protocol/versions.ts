/** The versions of OCPP-J, by the names of their WebSocket subprotocols. */
export const OCPP_VERSIONS = ["ocpp2.1", "ocpp2.0.1", "ocpp1.6"] as const;
export type OcppVersion = (typeof OCPP_VERSIONS)[number];
