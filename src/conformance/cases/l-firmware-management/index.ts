import { CANCELLATION_CASES } from "./cancellation.js";
import { REFUSAL_CASES } from "./refusal.js";
import { SUCCESS_CASES } from "./success.js";
import { TRANSACTION_CASES } from "./with-transactions.js";

/** Block L. */
export const FIRMWARE_CASES = [
  ...SUCCESS_CASES,
  ...REFUSAL_CASES,
  ...CANCELLATION_CASES,
  ...TRANSACTION_CASES,
];
