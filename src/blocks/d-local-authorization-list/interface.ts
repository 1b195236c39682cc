import type { IdToken, IdTokenInfo, LocalListLookup } from "../c-authorization/index.js";

/** An idToken of an update, and what the list is to say of it. */
export interface ListEntry {
  readonly idToken: IdToken;
  /** Absent: a differential update takes the idToken out of the list (D01.FR.17). */
  readonly info?: IdTokenInfo;
}

/** What a CSMS sends to have the list replaced or changed. */
export interface ListUpdate {
  readonly type: "Full" | "Differential";
  /** The version of the list once it is updated; above 0 (D01.FR.18). */
  readonly version: number;
  readonly entries: readonly ListEntry[];
  /** Of the request. */
  readonly bytes: number;
}

/** Why an update was refused; the list is as it was before. */
export interface UpdateRefusal {
  readonly status: "Failed" | "VersionMismatch";
  /** A reason code of the appendices. */
  readonly reasonCode: string;
  /** A sentence for the operator. */
  readonly because: string;
}

/** How an update ended (D01.FR.02). */
export type UpdateOutcome = { readonly status: "Accepted" } | UpdateRefusal;

/** The Local Authorization List (D01, D02): idTokens that the CSMS has sent, with what it says of them. */
export interface LocalAuthorizationList extends LocalListLookup {
  /** `LocalAuthListCtrlr.Available`: whether this station has such a list at all. */
  readonly available: boolean;
  /** It is available, and `LocalAuthListCtrlr.Enabled` (D01.FR.13). While it is not, the list is kept but not used. */
  readonly enabled: boolean;
  /** Of the list; 0 while there is none or it is disabled (D02.FR.01 to D02.FR.03). */
  readonly version: number;
  /** How many idTokens the list has. */
  readonly size: number;
  /** Replaces or changes the list, durable and as a whole or not at all, before it returns. Never throws. */
  update(update: ListUpdate): UpdateOutcome;
  /** Whether the list accepts an idToken that the CSMS does not accept, or the other way round. */
  contradicts(idToken: IdToken, info: Pick<IdTokenInfo, "status">): boolean;
  /** What is stored of an idToken, whether or not the list is used now (N09). */
  stored(idToken: IdToken): IdTokenInfo | null;
}
