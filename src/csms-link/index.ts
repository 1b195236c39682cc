export * from "./interface.js";
export { createCsmsLink, type CsmsLinkAbilities } from "./link.js";
export type { LinkSettings, LinkValidators, LoadLinkValidators, Network, TlsOptions } from "./settings.js";
export { createDurableNotification } from "./durable-notification.js";
