export type { ApiConfiguration, OcttConfiguration, RelayConfiguration } from "./configuration.js";
export type { Surroundings } from "./surrounding-operations.js";
export { createHttpServers, type HttpServers, type HttpServersOptions } from "./http-servers.js";
