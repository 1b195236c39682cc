import type { IdToken } from "../c-authorization/index.js";
import type { StoppedReason, TriggerReason } from "./interface.js";

/** Something that happened in a session, before it is known what follows from it. */
export interface Occurrence {
  readonly trigger: TriggerReason;
  /** Why the transaction would end, if this ends it. */
  readonly stopReason: StoppedReason;
  /** The token to tell with it (E07.FR.02). */
  readonly idToken?: IdToken;
  /** Ends the transaction whatever the stop points say. */
  readonly ends?: boolean;
  /** Told only where the charging state differs from what was last told. */
  readonly onlyIfChanged?: boolean;
}
