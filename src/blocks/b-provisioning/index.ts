export { createConfigurationOcpp16, type ConfigurationOptions } from "./ocpp16-configuration.js";
export { loadOcpp16Keys, type ConfigurationKeyDefinition } from "./ocpp16-keys.js";
export { createVariablesOcpp2, type VariablesOptions } from "./ocpp2-variables.js";
