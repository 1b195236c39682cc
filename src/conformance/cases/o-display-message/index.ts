import type { TestCase } from "../../case.js";
import { CLEAR_CASES, GET_CASES } from "./get-and-clear.js";
import { SET_CASES } from "./set.js";
import { STATE_CASES } from "./states.js";
import { TRANSACTION_CASES } from "./for-transactions.js";

/** Block O, Display Message. */
export const DISPLAY_MESSAGE_CASES: readonly TestCase[] = [
  ...SET_CASES,
  ...TRANSACTION_CASES,
  ...STATE_CASES,
  ...GET_CASES,
  ...CLEAR_CASES,
];
