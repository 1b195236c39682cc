import type { TestCase } from "../../../case.js";

/** The Security profile. */
export const SECURITY_CASES_16: readonly TestCase[] = [];
