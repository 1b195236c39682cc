import type { TestCase } from "./case.js";
import { ALL_CASES } from "./cases/index.js";
import { ALL_CASES_16 } from "./ocpp16/cases/index.js";

/** The versions of OCPP that there are cases of. */
export type SuiteVersion = "ocpp2.0.1" | "ocpp1.6";

/** All cases of each version. */
export const CASES_OF: Readonly<Record<SuiteVersion, readonly TestCase[]>> = {
  "ocpp2.0.1": ALL_CASES,
  "ocpp1.6": ALL_CASES_16,
};
