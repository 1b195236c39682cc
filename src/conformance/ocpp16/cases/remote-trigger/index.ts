import type { TestCase } from "../../../case.js";
import { TRIGGER_MESSAGE_CASES } from "./trigger-message.js";

/** The RemoteTrigger profile. */
export const REMOTE_TRIGGER_CASES: readonly TestCase[] = [...TRIGGER_MESSAGE_CASES];
