import type { TestCase } from "../../../case.js";

/** The RemoteTrigger profile. */
export const REMOTE_TRIGGER_CASES: readonly TestCase[] = [];
