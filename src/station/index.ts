export { CIPHER_SUITES } from "../blocks/a-security/index.js";
export * from "./configuration/index.js";
export { prepareForManyStations } from "./many-stations.js";
export { createStation, type Station, type StationParts } from "./station.js";
export { loadSharedDefinitions, type SharedDefinitions } from "./shared-definitions.js";
export { surveyStation, type StationSurvey } from "./survey.js";
export * from "./surface.js";
export type { MaintenanceLogin } from "./maintenance-logins.js";
export { NOTHING_PROVISIONED, readPkiFolder, type Provisioning } from "./provisioning.js";
