import { DIAGNOSTICS_CASES } from "./diagnostics.js";
import { PLAIN_UPDATE_CASES } from "./plain-update.js";

/** The FirmwareManagement profile. */
export const FIRMWARE_MANAGEMENT_CASES = [...PLAIN_UPDATE_CASES, ...DIAGNOSTICS_CASES];
