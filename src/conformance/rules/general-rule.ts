import type { StationCall } from "../csms/inbox.js";

/** What the general rules look at when a case has ended. */
export interface Heard {
  readonly calls: readonly StationCall[];
  /** Whether the case kept messages from coming in time: closed connections, gave no or refusing answers. */
  readonly disturbed: boolean;
  /** Seconds that a cause and its time stamp may differ. */
  readonly deviation: number;
}

/** A rule that holds in every case; gives the sentence that says how it was broken. */
export type GeneralRule = (heard: Heard) => string | null;
