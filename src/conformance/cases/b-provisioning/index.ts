import type { TestCase } from "../../case.js";
import { BOOT_CASES } from "./boot.js";
import { OFFLINE_CASES } from "./offline.js";
import { REPORT_CASES } from "./reports.js";
import { RESET_CASES } from "./reset.js";
import { VARIABLE_CASES } from "./variables.js";

/** Block B, Provisioning, without the network connection profiles. */
export const PROVISIONING_CASES: readonly TestCase[] = [
  ...BOOT_CASES,
  ...VARIABLE_CASES,
  ...REPORT_CASES,
  ...RESET_CASES,
  ...OFFLINE_CASES,
];
