import type { TestCase } from "../../case.js";
import { EV_SIDE_CASES } from "./ev-side.js";
import { OFFLINE_CASES } from "./offline.js";
import { RETRY_CASES } from "./retry.js";
import { START_CASES } from "./start.js";
import { STATUS_CASES } from "./status.js";
import { STOP_CASES } from "./stop.js";

/** Block E, Transactions. */
export const TRANSACTION_CASES: readonly TestCase[] = [
  ...START_CASES,
  ...STOP_CASES,
  ...EV_SIDE_CASES,
  ...STATUS_CASES,
  ...OFFLINE_CASES,
  ...RETRY_CASES,
];
