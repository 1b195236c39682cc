export * from "./installed-certificates.js";
export { certificateHandlersOcpp16 } from "./ocpp16.js";
export { certificateHandlersOcpp2, type OwnChain } from "./ocpp2.js";
