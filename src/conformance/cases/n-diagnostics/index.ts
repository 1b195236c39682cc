import type { TestCase } from "../../case.js";
import { CUSTOMER_INFORMATION_CASES } from "./customer-information.js";
import { LOG_CASES } from "./logs.js";

/** Block N, Diagnostics: logs and customer information. */
export const DIAGNOSTICS_CASES: readonly TestCase[] = [...LOG_CASES, ...CUSTOMER_INFORMATION_CASES];
