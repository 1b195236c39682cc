export { createDeviceModel, type DeviceModelOptions } from "./device-model.js";
export type {
  AttributeDefinition,
  CharacteristicsDefinition,
  ComponentDefinition,
  VariableDefinition,
} from "./definitions.js";
export { canonicalPath } from "./path.js";
export { selects, type Selection } from "./selection.js";
export type { InitialValues, PlainValue } from "./initial-values.js";
export * from "./interface.js";
export type { StationLayout as DeviceModelLayout } from "./layout.js";
export {
  createDefinitions,
  loadDefinitions,
  readDataFile,
  type DeviceModelDefinitions,
} from "./load-definitions.js";
export type { StationIdentity } from "./station-values.js";
