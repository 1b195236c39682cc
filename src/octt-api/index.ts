export type { ApiConfiguration, OcttConfiguration, RelayConfiguration } from "./configuration.js";
export { createHttpServers, type HttpServers, type HttpServersOptions } from "./http-servers.js";
