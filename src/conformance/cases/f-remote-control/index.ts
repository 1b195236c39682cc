import type { TestCase } from "../../case.js";
import { REMOTE_START_STOP_CASES } from "./remote-start-stop.js";
import { TRIGGER_CASES } from "./triggers.js";
import { FILE_TRIGGER_CASES } from "./triggers-of-transfers.js";
import { UNLOCK_CASES } from "./unlock.js";

/** Block F, Remote Control. */
export const REMOTE_CONTROL_CASES: readonly TestCase[] = [
  ...REMOTE_START_STOP_CASES,
  ...UNLOCK_CASES,
  ...TRIGGER_CASES,
  ...FILE_TRIGGER_CASES,
];
