import type { IdToken } from "../c-authorization/index.js";

/** Who is authorized in a session, and how. A fact that survives a power cut as part of its transaction. */
export interface AuthorizationRecord {
  readonly idToken: IdToken;
  readonly groupIdToken?: IdToken;
  /** Of the order that started it (F01.FR.25, F02.FR.01). */
  readonly remoteStartId?: number;
  readonly reservationId?: number;
}
