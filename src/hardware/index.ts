export * from "./configuration.js";
export type * from "./ev-communication.js";
export * from "./interface.js";
export { shareCurrent, type FeedRequest } from "./current-sharing.js";
export * from "./manual-actions.js";
export type { NetworkConditions } from "./network-conditions.js";
export * from "./virtual/index.js";
