import type { TestCase } from "../case.js";
import { PROVISIONING_CASES } from "./b-provisioning/index.js";

/** All cases there are, in the order of their ids. */
export const ALL_CASES: readonly TestCase[] = [...PROVISIONING_CASES].sort((a, b) =>
  a.id.localeCompare(b.id),
);
