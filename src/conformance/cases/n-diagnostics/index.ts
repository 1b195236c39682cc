import type { TestCase } from "../../case.js";
import { CUSTOMER_INFORMATION_CASES } from "./customer-information.js";
import { LOG_CASES } from "./logs.js";
import { MONITOR_BASE_CASES } from "./monitor-bases.js";
import { MONITOR_EVENT_CASES } from "./monitor-events.js";
import { MONITOR_REPORT_CASES } from "./monitor-reports.js";
import { MONITOR_SETTING_CASES } from "./monitor-settings.js";
import { OFFLINE_MONITOR_CASES } from "./monitors-offline.js";

/** Block N, Diagnostics: logs, customer information and monitors. */
export const DIAGNOSTICS_CASES: readonly TestCase[] = [
  ...LOG_CASES,
  ...CUSTOMER_INFORMATION_CASES,
  ...MONITOR_REPORT_CASES,
  ...MONITOR_BASE_CASES,
  ...MONITOR_SETTING_CASES,
  ...MONITOR_EVENT_CASES,
  ...OFFLINE_MONITOR_CASES,
];
