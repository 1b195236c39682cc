export { loadMonitorDefinitions, type MonitorDefinitions } from "./built-in-monitors.js";
export type { ComponentFacts, MonitoringEvent } from "./events.js";
export type { Monitor, MonitoringBase, MonitorType } from "./monitor.js";
export { createMonitoring, type Monitoring, type MonitoringCriterion } from "./monitoring.js";
export type { MonitorWish, WishOutcome } from "./wishes.js";
