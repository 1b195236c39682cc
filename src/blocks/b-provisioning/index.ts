export { createConfigurationOcpp16, type ConfigurationOptions } from "./ocpp16-configuration.js";
export { loadOcpp16Keys, type ConfigurationKeyDefinition } from "./ocpp16-keys.js";
export { createVariablesOcpp2, type VariablesOptions } from "./ocpp2-variables.js";
export * from "./boot.js";
export { createHeartbeat, type Heartbeat, type HeartbeatAbilities } from "./heartbeat.js";
export { createBootPortOcpp2, type StationDescription } from "./ocpp2-boot.js";
export { createBootPortOcpp16 } from "./ocpp16-boot.js";
export * from "./reset.js";
export { resetHandlersOcpp16, resetHandlersOcpp2 } from "./ocpp-reset.js";
