export * from "./interface.js";
export { createLocalAuthorizationList } from "./local-authorization-list.js";
export * from "./ocpp16.js";
export * from "./ocpp2.js";
