export * from "./configuration/index.js";
export { createStation, type Station, type StationParts } from "./station.js";
export { loadSharedDefinitions, type SharedDefinitions } from "./shared-definitions.js";
export * from "./surface.js";
export type { MaintenanceLogin } from "./maintenance-logins.js";
export { NOTHING_PROVISIONED, readPkiFolder, type Provisioning } from "./provisioning.js";
