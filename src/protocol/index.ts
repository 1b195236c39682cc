export * from "./frames.js";
export * from "./messages.js";
export * from "./parse-frame.js";
export * from "./rpc-errors.js";
export * from "./validators.js";
export * from "./versions.js";
export type * as ocpp16 from "./generated/ocpp16.js";
export type * as ocpp201 from "./generated/ocpp201.js";
export type * as ocpp21 from "./generated/ocpp21.js";
