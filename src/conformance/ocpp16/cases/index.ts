import type { TestCase } from "../../case.js";
import { CORE_CASES } from "./core/index.js";
import { FIRMWARE_MANAGEMENT_CASES } from "./firmware-management/index.js";
import { LOCAL_LIST_CASES_16 } from "./local-auth-list-management/index.js";
import { REMOTE_TRIGGER_CASES } from "./remote-trigger/index.js";
import { RESERVATION_CASES_16 } from "./reservation/index.js";
import { SECURITY_CASES_16 } from "./security/index.js";
import { SMART_CHARGING_CASES_16 } from "./smart-charging/index.js";

/** All cases of OCPP 1.6 there are, in the order of their ids. */
export const ALL_CASES_16: readonly TestCase[] = [
  ...CORE_CASES,
  ...FIRMWARE_MANAGEMENT_CASES,
  ...LOCAL_LIST_CASES_16,
  ...RESERVATION_CASES_16,
  ...REMOTE_TRIGGER_CASES,
  ...SMART_CHARGING_CASES_16,
  ...SECURITY_CASES_16,
].sort((a, b) => a.id.localeCompare(b.id));
