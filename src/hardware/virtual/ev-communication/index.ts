export { createV2gActions } from "./v2g-actions.js";
export { VirtualEvCommunication } from "./virtual-ev-communication.js";
