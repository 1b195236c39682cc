export { loadMonitorDefinitions, type MonitorDefinitions } from "./built-in-monitors.js";
export type { ComponentFacts, MonitoringEvent } from "./events.js";
export type { Monitor, MonitoringBase, MonitorType } from "./monitor.js";
export type { Monitoring, MonitoringCriterion } from "./monitoring.js";
export { createMonitoring } from "./resting-monitoring.js";
export type { MonitorWish, WishOutcome } from "./wishes.js";
