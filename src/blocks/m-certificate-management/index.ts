export * from "./installed-certificates.js";
export { certificateHandlersOcpp2, type OwnChain } from "./ocpp2.js";
