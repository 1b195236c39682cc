import type { AuthorizationOutcome, IdTokenInfo, IdTokenType } from "./interface.js";

/** What list or cache hold of an idToken. */
export interface LocalEntry {
  readonly source: "localList" | "cache";
  readonly info: IdTokenInfo;
  /** Its time is over: as good as status Expired, but worth asking again (C10.FR.10, C10.FR.13, C14.FR.05). */
  readonly lapsed: boolean;
}

/** The variables that rule local decisions. */
export interface LocalRules {
  /** `AuthCtrlr.LocalPreAuthorize` */
  readonly localPreAuthorize: boolean;
  /** `AuthCtrlr.LocalAuthorizeOffline` */
  readonly localAuthorizeOffline: boolean;
  /** `AuthCtrlr.OfflineTxForUnknownIdEnabled` */
  readonly offlineTxForUnknownId: boolean;
  /** `AuthCtrlr.DisableRemoteAuthorization` */
  readonly disableRemoteAuthorization: boolean;
  /** `AuthCacheCtrlr.DisablePostAuthorize` and `LocalAuthListCtrlr.DisablePostAuthorize` */
  readonly disablePostAuthorize: Readonly<Record<LocalEntry["source"], boolean>>;
  /** `ISO15118Ctrlr.ContractValidationOffline` */
  readonly contractValidationOffline: boolean;
}

/** What can be said without a CSMS: the answer, or that a CSMS must be asked. */
export type LocalDecision =
  | {
      readonly verdict: "accept" | "refuse";
      readonly info: IdTokenInfo;
      readonly source: Extract<
        AuthorizationOutcome["source"],
        "localList" | "cache" | "unknownOffline" | "none"
      >;
    }
  | { readonly verdict: "ask" };

const ASK: LocalDecision = { verdict: "ask" };

const refusal = (status: IdTokenInfo["status"]): LocalDecision => ({
  verdict: "refuse",
  info: { status },
  source: "none",
});

/** Types whose every presentation a CSMS wants to see while it can be reached (C06.FR.02, C07.FR.01). */
const alwaysAsked = (type: IdTokenType): boolean => type === "Local" || type === "eMAID";

/**
 * The decision table of local authorization.
 *
 * | online | entry | accept | refuse | ask |
 * | --- | --- | --- | --- | --- |
 * | yes | none | | DisableRemoteAuthorization | else |
 * | yes | Accepted | LocalPreAuthorize or DisableRemoteAuthorization | | else, and always for Local and eMAID |
 * | yes | lapsed | | DisableRemoteAuthorization | else |
 * | yes | not Accepted | | DisablePostAuthorize of its source or DisableRemoteAuthorization | else |
 * | no | none | OfflineTxForUnknownIdEnabled | else | |
 * | no | Accepted | LocalAuthorizeOffline | else | |
 * | no | lapsed, not Accepted | | always | |
 * | no | any, for an eMAID | as above | no ContractValidationOffline or LocalAuthorizeOffline | |
 *
 * @param entry of the Local Authorization List where it has one, else of the cache (C13.FR.01, C14.FR.01)
 */
export function decideLocally(
  type: IdTokenType,
  entry: LocalEntry | null,
  online: boolean,
  rules: LocalRules,
): LocalDecision {
  return online ? decideOnline(type, entry, rules) : decideOffline(type, entry, rules);
}

function decideOnline(type: IdTokenType, entry: LocalEntry | null, rules: LocalRules): LocalDecision {
  if (rules.disableRemoteAuthorization) return entry ? byEntryAlone(entry) : refusal("Unknown");
  if (alwaysAsked(type)) return ASK;
  if (!entry || entry.lapsed) return ASK; // C01.FR.02, C14.FR.05
  if (entry.info.status !== "Accepted") {
    return rules.disablePostAuthorize[entry.source] ? byEntryAlone(entry) : ASK; // C10.FR.03, C12.FR.05, C14.FR.03
  }
  return rules.localPreAuthorize ? byEntryAlone(entry) : ASK; // C12.FR.02, C14.FR.02, C14.FR.04; C01.FR.05
}

function decideOffline(type: IdTokenType, entry: LocalEntry | null, rules: LocalRules): LocalDecision {
  if (type === "eMAID") {
    if (!rules.contractValidationOffline) return refusal("Invalid"); // C07.FR.07
    if (!rules.localAuthorizeOffline) return refusal("NotAtThisTime"); // C07.FR.09
  }
  if (!entry) {
    return rules.offlineTxForUnknownId // C15.FR.08, C13.FR.04, C13.FR.06
      ? { verdict: "accept", info: { status: "Accepted" }, source: "unknownOffline" }
      : refusal("Unknown"); // C13.FR.02, C13.FR.05
  }
  // Known and valid, but local authorization is switched off for now.
  if (!rules.localAuthorizeOffline && isValid(entry)) return refusal("NotAtThisTime");
  return byEntryAlone(entry);
}

/** Whether the entry authorizes by itself. */
export function isValid(entry: LocalEntry): boolean {
  return entry.info.status === "Accepted" && !entry.lapsed;
}

function byEntryAlone(entry: LocalEntry): LocalDecision {
  if (isValid(entry)) return { verdict: "accept", info: entry.info, source: entry.source };
  const info: IdTokenInfo =
    entry.info.status === "Accepted" ? { ...entry.info, status: "Expired" } : entry.info;
  return { verdict: "refuse", info, source: entry.source };
}
