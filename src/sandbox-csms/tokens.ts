/** The answers that a token can get (AuthorizationStatusEnumType of OCPP 2.0.1). */
export const AUTHORIZATION_STATUSES = [
  "Accepted",
  "Blocked",
  "ConcurrentTx",
  "Expired",
  "Invalid",
  "NoCredit",
  "NotAllowedTypeEVSE",
  "NotAtThisLocation",
  "NotAtThisTime",
  "Unknown",
] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

/** The types of token of OCPP 2.0.1 and 2.1. */
export const TOKEN_TYPES = [
  "Central",
  "DirectPayment",
  "eMAID",
  "EVCCID",
  "ISO14443",
  "ISO15693",
  "KeyCode",
  "Local",
  "MacAddress",
  "NoAuthorization",
  "VIN",
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** A token that the CSMS knows. */
export interface KnownToken {
  /** 1 to 36 characters; upper and lower case are the same. */
  readonly idToken: string;
  readonly type: TokenType;
  readonly status: AuthorizationStatus;
  /** The group whose members may stop each other's transactions; 1 to 36 characters. */
  readonly group?: string;
}

/** The tokens of a fresh sandbox. */
export const SANDBOX_TOKENS: readonly KnownToken[] = [
  { idToken: "04A2B3C4D5E680", type: "ISO14443", status: "Accepted", group: "FLEET-A" },
  { idToken: "04A2B3C4D5E681", type: "ISO14443", status: "Accepted", group: "FLEET-A" },
  { idToken: "04A2B3C4D5E682", type: "ISO14443", status: "Accepted" },
  { idToken: "04A2B3C4D5E6B0", type: "ISO14443", status: "Blocked" },
  { idToken: "04A2B3C4D5E6E0", type: "ISO14443", status: "Expired" },
  { idToken: "1234", type: "KeyCode", status: "Accepted" },
  { idToken: "MASTER-0001", type: "ISO14443", status: "Accepted", group: "MASTERPASS" },
];

/** The token list of a CSMS. */
export interface TokenList {
  all(): readonly KnownToken[];
  /**
   * The token of that name.
   * @param type where given, a token of another type does not match; OCPP 1.6 knows no types
   */
  find(idToken: string, type?: string): KnownToken | undefined;
  /** Puts another list in the place of this one. */
  replace(tokens: readonly KnownToken[]): void;
}

/** Makes a {@link TokenList}. */
export function createTokenList(initial: readonly KnownToken[] = SANDBOX_TOKENS): TokenList {
  let tokens = [...initial];
  return {
    all: () => tokens,
    find(idToken, type) {
      const wanted = idToken.toLowerCase();
      return tokens.find(
        (token) => token.idToken.toLowerCase() === wanted && (type === undefined || token.type === type),
      );
    },
    replace(next) {
      tokens = [...next];
    },
  };
}
