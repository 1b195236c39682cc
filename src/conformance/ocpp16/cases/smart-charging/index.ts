import { COMPOSITE_CASES } from "./composite-schedules.js";
import { SETTING_CASES } from "./setting.js";

/** The SmartCharging profile. */
export const SMART_CHARGING_CASES_16 = [...SETTING_CASES, ...COMPOSITE_CASES];
