import type { TestCase } from "../../../case.js";
import { COLD_BOOT_CASES } from "./cold-boot.js";
import { REMOTE_ACTION_CASES } from "./remote-actions.js";
import { START_SESSION_CASES } from "./start-session.js";

/** The Core profile. */
export const CORE_CASES: readonly TestCase[] = [
  ...COLD_BOOT_CASES,
  ...START_SESSION_CASES,
  ...REMOTE_ACTION_CASES,
];
