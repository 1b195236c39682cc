export type { Override } from "./layers.js";
export { loadConfiguration, type ConfigurationSources } from "./load.js";
export * from "./station-configuration.js";
