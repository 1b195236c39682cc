export * from "./clock-aligned.js";
export * from "./interface.js";
export { SUPPORTED_MEASURANDS } from "./measurands.js";
export * from "./meter-values.js";
export * from "./ocmf.js";
export * from "./ocpp16.js";
export * from "./ocpp2.js";
