import type { DialogueItem } from "./dialogue.js";
import type { OfferedFirmware } from "./files/test-files.js";
import type { Verdict } from "./verdict.js";

/** How one case ended. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly block: string;
  readonly variant: string;
  readonly verdict: Verdict;
  /** The failed validation, or why there is no verdict, in one sentence; `null` for PASS. */
  readonly reason: string | null;
  /** Of a run, in milliseconds; 0 where it was not run. */
  readonly durationMs: number;
  readonly dialogue: readonly DialogueItem[];
  /** Good images of firmware that the station was offered; absent where there were none. */
  readonly firmware?: readonly OfferedFirmware[];
}
