export * from "./rpc-errors.js";
export * from "./versions.js";
