import type { TestCase } from "../../case.js";
import { CANCELLATION_CASES } from "./cancellation.js";
import { SPECIFIC_EVSE_CASES } from "./specific-evse.js";
import { UNSPECIFIED_EVSE_CASES } from "./unspecified-evse.js";

/** Block H, Reservation. */
export const RESERVATION_CASES: readonly TestCase[] = [
  ...SPECIFIC_EVSE_CASES,
  ...UNSPECIFIED_EVSE_CASES,
  ...CANCELLATION_CASES,
];
