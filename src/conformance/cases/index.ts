import type { TestCase } from "../case.js";
import { AUTHORIZATION_CASES } from "./c-authorization/index.js";
import { PROVISIONING_CASES } from "./b-provisioning/index.js";
import { TRANSACTION_CASES } from "./e-transactions/index.js";

/** All cases there are, in the order of their ids. */
export const ALL_CASES: readonly TestCase[] = [
  ...PROVISIONING_CASES,
  ...AUTHORIZATION_CASES,
  ...TRANSACTION_CASES,
].sort((a, b) => a.id.localeCompare(b.id));
