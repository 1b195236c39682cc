import type { TestCase } from "../../case.js";
import { CHANGE_AVAILABILITY_CASES } from "./change-availability.js";
import { STATUS_CASES } from "./status.js";

/** Block G, Availability. */
export const AVAILABILITY_CASES: readonly TestCase[] = [...STATUS_CASES, ...CHANGE_AVAILABILITY_CASES];
