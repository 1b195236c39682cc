import type { TestCase } from "../case.js";
import { SECURITY_CASES } from "./a-security/index.js";
import { AUTHORIZATION_CASES } from "./c-authorization/index.js";
import { PROVISIONING_CASES } from "./b-provisioning/index.js";
import { LOCAL_LIST_CASES } from "./d-local-authorization-list/index.js";
import { TRANSACTION_CASES } from "./e-transactions/index.js";
import { REMOTE_CONTROL_CASES } from "./f-remote-control/index.js";
import { AVAILABILITY_CASES } from "./g-availability/index.js";
import { RESERVATION_CASES } from "./h-reservation/index.js";
import { TARIFF_CASES } from "./i-tariff-and-cost/index.js";
import { METER_VALUE_CASES } from "./j-meter-values/index.js";
import { FIRMWARE_CASES } from "./l-firmware-management/index.js";
import { SMART_CHARGING_CASES } from "./k-smart-charging/index.js";
import { CERTIFICATE_CASES } from "./m-certificate-management/index.js";
import { DIAGNOSTICS_CASES } from "./n-diagnostics/index.js";
import { DISPLAY_MESSAGE_CASES } from "./o-display-message/index.js";
import { DATA_TRANSFER_CASES } from "./p-data-transfer/index.js";

/** All cases there are, in the order of their ids. */
export const ALL_CASES: readonly TestCase[] = [
  ...SECURITY_CASES,
  ...PROVISIONING_CASES,
  ...AUTHORIZATION_CASES,
  ...LOCAL_LIST_CASES,
  ...TRANSACTION_CASES,
  ...REMOTE_CONTROL_CASES,
  ...AVAILABILITY_CASES,
  ...RESERVATION_CASES,
  ...TARIFF_CASES,
  ...METER_VALUE_CASES,
  ...SMART_CHARGING_CASES,
  ...FIRMWARE_CASES,
  ...CERTIFICATE_CASES,
  ...DIAGNOSTICS_CASES,
  ...DISPLAY_MESSAGE_CASES,
  ...DATA_TRANSFER_CASES,
].sort((a, b) => a.id.localeCompare(b.id));
