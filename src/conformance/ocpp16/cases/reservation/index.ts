import type { TestCase } from "../../../case.js";

/** The Reservation profile. */
export const RESERVATION_CASES_16: readonly TestCase[] = [];
