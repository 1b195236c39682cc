import type { TestCase } from "../../case.js";
import { CLOCK_ALIGNED_CASES } from "./clock-aligned.js";
import { SAMPLED_CASES } from "./sampled.js";

/** Block J, Meter Values. */
export const METER_VALUE_CASES: readonly TestCase[] = [...CLOCK_ALIGNED_CASES, ...SAMPLED_CASES];
