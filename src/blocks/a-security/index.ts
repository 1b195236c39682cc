export * from "./certificate-signing.js";
export * from "./ocpp2.js";
export * from "./own-certificates.js";
export { type SecurityEvent, type SecurityEventType } from "./security-event-types.js";
export { createSecurityEvents, type SecurityEvents } from "./security-events.js";
export { createSecurityLog, type SecurityLog } from "./security-log.js";
export { tlsOptions } from "./tls.js";
