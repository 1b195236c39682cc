export * from "./interface.js";
export { createCsmsLink, type CsmsLinkAbilities } from "./link.js";
export type { OpenSocket, Socket, SocketListener } from "./socket-interface.js";
export type { LinkSettings, LinkValidators, LoadLinkValidators, Network, TlsOptions } from "./settings.js";
export { exceededMessageLimit, type LimitExceeded } from "./message-limits.js";
export { PART_LIMITS, cutIntoParts, sendInParts, type PartLimits, type PartNumber } from "./report-parts.js";
export { createEventIds } from "./event-ids.js";
export { createDurableNotification } from "./durable-notification.js";
