export { createSecurityEvents, type SecurityEvents, type SecurityEventType } from "./security-events.js";
