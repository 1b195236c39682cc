export * from "./configuration.js";
export * from "./interface.js";
export * from "./manual-actions.js";
export * from "./virtual/index.js";
