import type { TestCase } from "../../../case.js";

/** The LocalAuthListManagement profile. */
export const LOCAL_LIST_CASES_16: readonly TestCase[] = [];
