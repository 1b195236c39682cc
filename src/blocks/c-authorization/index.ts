export { createAuthorization, type AuthorizationAbilities } from "./authorization.js";
export { DEFAULT_CACHE_CAPACITY } from "./authorization-cache.js";
export { createAuthorizePort } from "./authorize-port.js";
export * from "./id-token.js";
export * from "./interface.js";
export * from "./ocpp16.js";
export * from "./ocpp2.js";
export * from "./stored-id-token.js";
