import type { TestCase } from "../../../case.js";

/** The FirmwareManagement profile. */
export const FIRMWARE_MANAGEMENT_CASES: readonly TestCase[] = [];
