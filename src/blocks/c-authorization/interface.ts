import type { PresentedContract } from "../../hardware/index.js";
import type { CertificateHashData } from "../../pki/index.js";

/** Values of IdTokenEnumType that Kerbside knows. */
export type IdTokenType =
  "Central" | "eMAID" | "ISO14443" | "ISO15693" | "KeyCode" | "Local" | "MacAddress" | "NoAuthorization";

/** Who wants to charge. Two are equal when `idToken` (case-insensitive) and `type` are (C01.FR.25). */
export interface IdToken {
  readonly idToken: string;
  readonly type: IdTokenType;
  readonly additionalInfo?: readonly { readonly additionalIdToken: string; readonly type: string }[];
}

/** Values of AuthorizationStatusEnumType. */
export type AuthorizationStatus =
  | "Accepted"
  | "Blocked"
  | "ConcurrentTx"
  | "Expired"
  | "Invalid"
  | "NoCredit"
  | "NotAllowedTypeEVSE"
  | "NotAtThisLocation"
  | "NotAtThisTime"
  | "Unknown";

/** What a CSMS says about an idToken. */
export interface IdTokenInfo {
  readonly status: AuthorizationStatus;
  readonly groupIdToken?: IdToken;
  /** RFC 3339; when it leaves the cache (C10.FR.13). */
  readonly cacheExpiryDateTime?: string;
  /** The EVSEs it may charge at; absent or empty: all (C01.FR.19 to C01.FR.22). */
  readonly evseId?: readonly number[];
  readonly chargingPriority?: number;
  readonly language1?: string;
  readonly language2?: string;
  readonly personalMessage?: {
    readonly format: string;
    readonly language?: string;
    readonly content: string;
  };
}

/** How an idToken was judged. */
export interface AuthorizationOutcome {
  readonly info: IdTokenInfo;
  /** Who judged: a list or cache entry, the CSMS, an offline rule, or nobody because none is needed. */
  readonly source: "localList" | "cache" | "csms" | "unknownOffline" | "notRequired" | "none";
  /** Its group is the MasterPassGroupId: it may stop transactions and start none (C12.FR.09, C16.FR.03). */
  readonly masterPass: boolean;
}

/** What a CSMS needs to ask whether a certificate was revoked (OCSPRequestDataType). */
export interface OcspRequestData extends CertificateHashData {
  /** Empty where the certificate names nobody. */
  readonly responderURL: string;
}

/** What shows a CSMS that a contract is good: data to ask for its revocation, or the chain to validate it. */
export type ContractEvidence =
  | { readonly kind: "ocsp"; readonly requests: readonly OcspRequestData[] } // C07.FR.02
  | { readonly kind: "chain"; readonly pem: string }; // C07.FR.06

/** Values of AuthorizeCertificateStatusEnumType. */
export type CertificateStatus =
  | "Accepted"
  | "CertChainError"
  | "CertificateExpired"
  | "CertificateRevoked"
  | "ContractCancelled"
  | "NoCertificateAvailable"
  | "SignatureError";

/** What a CSMS says of a contract and of its eMAID. */
export interface ContractJudgement {
  readonly info: IdTokenInfo;
  /** Absent where the CSMS says nothing of the certificate. */
  readonly certificateStatus?: CertificateStatus;
}

/** How the engine asks a CSMS; each OCPP version has one. @throws CallFailed */
export interface AuthorizePort {
  authorize(idToken: IdToken): Promise<IdTokenInfo>;
  /** Asks of an eMAID, with what shows that its contract is good. */
  authorizeContract(emaid: IdToken, evidence: ContractEvidence): Promise<ContractJudgement>;
}

/** The Authorization engine: cache, local list, CSMS and offline rules decide on one token (C01 to C16). */
export interface Authorization {
  /**
   * Judges a token for starting, or for stopping somebody else's transaction. Asks list, cache, CSMS or the
   * offline rules, in the order that the requirements and variables give. Never throws; what cannot be
   * decided is not accepted.
   */
  authorize(idToken: IdToken): Promise<AuthorizationOutcome>;
  /**
   * Judges a contract that an EV shows (C07): the chain by the roots that are installed, or by the CSMS where
   * that is allowed; then its eMAID as {@link Authorization.authorize} does. What the station itself finds
   * invalid is refused without asking anybody. Never throws.
   */
  authorizeContract(contract: PresentedContract): Promise<AuthorizationOutcome>;
  /** What list or cache say of a token that is valid now, without asking anybody (C01.FR.03 (b), C09.FR.07). */
  validLocally(idToken: IdToken): IdTokenInfo | null;
  /** Learns what a CSMS said in any response (C10.FR.04, C10.FR.05, C12.FR.06). */
  learn(idToken: IdToken, info: IdTokenInfo): void;
  /** What the cache holds of an idToken (N09); `null` where it holds nothing. */
  cached(idToken: IdToken): IdTokenInfo | null;
  /** Removes an idToken from the cache (N10). */
  forgetCached(idToken: IdToken): void;
  /** Empties the cache (C11); `false`: cannot, or the cache is disabled (C11.FR.04). */
  clearCache(): boolean;
  /** Whether `AuthCtrlr.MasterPassGroupId` is set and is the group of `info`. */
  isMasterPass(info: IdTokenInfo): boolean;
  /** Whether a token is needed at all (`AuthCtrlr.Enabled`, C01.FR.01). */
  readonly required: boolean;
}

/** The Local Authorization List as the judge sees it; block D has it. */
export interface LocalListLookup {
  /** The entry, expired ones included; `null` where there is none or the list is disabled. */
  find(idToken: IdToken): IdTokenInfo | null;
}
