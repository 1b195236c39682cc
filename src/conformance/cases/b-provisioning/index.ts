import type { TestCase } from "../../case.js";
import { BOOT_CASES } from "./boot.js";
import { CUSTOM_REPORT_CASES } from "./custom-reports.js";
import { NETWORK_PROFILE_CASES } from "./network-profiles.js";
import { OFFLINE_CASES } from "./offline.js";
import { REPORT_CASES } from "./reports.js";
import { RESET_CASES } from "./reset.js";
import { VARIABLE_CASES } from "./variables.js";

/** Block B, Provisioning. */
export const PROVISIONING_CASES: readonly TestCase[] = [
  ...BOOT_CASES,
  ...VARIABLE_CASES,
  ...REPORT_CASES,
  ...CUSTOM_REPORT_CASES,
  ...RESET_CASES,
  ...OFFLINE_CASES,
  ...NETWORK_PROFILE_CASES,
];
