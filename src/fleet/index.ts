export { loadFleet, type FleetConfiguration } from "./configurations.js";
export { createFleet, type Fleet, type FleetParts } from "./fleet.js";
export type { FleetSummary } from "./summary.js";
