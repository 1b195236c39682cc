import type { TestCase } from "../../../case.js";
import { BASIC_ACTION_CASES } from "./basic-actions.js";
import { CACHE_CASES } from "./cache.js";
import { COLD_BOOT_CASES } from "./cold-boot.js";
import { CONFIGURATION_CASES } from "./configuration.js";
import { DATA_TRANSFER_CASES_16 } from "./data-transfer.js";
import { METER_VALUE_CASES_16 } from "./meter-values.js";
import { OFFLINE_CASES } from "./offline.js";
import { POWER_FAILURE_CASES } from "./power-failure.js";
import { REMOTE_ACTION_CASES } from "./remote-actions.js";
import { RESET_CASES } from "./reset.js";
import { START_SESSION_CASES } from "./start-session.js";
import { STOP_SESSION_CASES } from "./stop-session.js";
import { UNLOCK_CASES } from "./unlock.js";

/** The Core profile. */
export const CORE_CASES: readonly TestCase[] = [
  ...COLD_BOOT_CASES,
  ...START_SESSION_CASES,
  ...STOP_SESSION_CASES,
  ...CACHE_CASES,
  ...REMOTE_ACTION_CASES,
  ...RESET_CASES,
  ...UNLOCK_CASES,
  ...CONFIGURATION_CASES,
  ...METER_VALUE_CASES_16,
  ...BASIC_ACTION_CASES,
  ...POWER_FAILURE_CASES,
  ...OFFLINE_CASES,
  ...DATA_TRANSFER_CASES_16,
];
