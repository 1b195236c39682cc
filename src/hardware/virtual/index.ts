export type { EvDetails } from "./electric-vehicle.js";
export { createVirtualStation, type VirtualStation, type VirtualStationParts } from "./virtual-station.js";
