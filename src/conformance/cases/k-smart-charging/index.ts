import type { TestCase } from "../../case.js";
import { CLEARING_CASES } from "./clearing.js";
import { COMPOSITE_SCHEDULE_CASES } from "./composite-schedule.js";
import { EV_NEGOTIATION_CASES } from "./ev-negotiation.js";
import { GETTING_CASES } from "./getting.js";
import { REMOTE_START_CASES } from "./remote-start.js";
import { SETTING_CASES } from "./setting.js";
import { VALIDITY_CASES } from "./periods-of-validity.js";

/** Block K, Smart Charging: profiles, what they limit, and what is told of them. */
export const SMART_CHARGING_CASES: readonly TestCase[] = [
  ...SETTING_CASES,
  ...VALIDITY_CASES,
  ...CLEARING_CASES,
  ...GETTING_CASES,
  ...REMOTE_START_CASES,
  ...COMPOSITE_SCHEDULE_CASES,
  ...EV_NEGOTIATION_CASES,
];
