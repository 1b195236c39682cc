import type { TestCase } from "../../case.js";
import { CUSTOMER_INFORMATION_CASES } from "./customer-information.js";

/** Block N, Diagnostics: the customer information. */
export const DIAGNOSTICS_CASES: readonly TestCase[] = CUSTOMER_INFORMATION_CASES;
