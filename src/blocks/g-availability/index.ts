export * from "./interface.js";
export { createAvailability, type AvailabilityAbilities, type AvailabilityEngine } from "./availability.js";
export { isPlugged } from "./connector-status.js";
export { createAvailabilityOcpp2, type AvailabilityOcpp2 } from "./ocpp2.js";
export { createAvailabilityOcpp16, type AvailabilityOcpp16 } from "./ocpp16.js";
export { numberConnectors, type ConnectorNumbers } from "./connector-numbers.js";
