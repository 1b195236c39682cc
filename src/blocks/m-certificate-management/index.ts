export * from "./certificate-statuses.js";
export * from "./ev-certificates.js";
export * from "./installed-certificates.js";
export * from "./iso15118-port.js";
export { certificateHandlersOcpp16 } from "./ocpp16.js";
export { certificateHandlersOcpp2, type OwnChain } from "./ocpp2.js";
