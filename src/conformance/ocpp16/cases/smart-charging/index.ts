import type { TestCase } from "../../../case.js";

/** The SmartCharging profile. */
export const SMART_CHARGING_CASES_16: readonly TestCase[] = [];
