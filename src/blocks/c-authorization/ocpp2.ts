import type { CsmsLink, Reply, RequestHandlers } from "../../csms-link/index.js";
import type {
  AuthorizationStatus,
  Authorization,
  AuthorizePort,
  CertificateStatus,
  IdToken,
  IdTokenInfo,
  IdTokenType,
} from "./interface.js";

/** IdTokenType of OCPP 2.0.1 and 2.1 as it stands on the wire. */
export interface Ocpp2IdToken {
  readonly idToken: string;
  readonly type: string;
  readonly additionalInfo?: readonly { readonly additionalIdToken: string; readonly type: string }[];
}

/** The parts of IdTokenInfoType that Kerbside uses. */
export interface Ocpp2IdTokenInfo {
  readonly status: AuthorizationStatus;
  readonly cacheExpiryDateTime?: string;
  readonly chargingPriority?: number;
  readonly language1?: string;
  readonly language2?: string;
  readonly evseId?: readonly number[];
  readonly groupIdToken?: Ocpp2IdToken;
  readonly personalMessage?: {
    readonly format: string;
    readonly language?: string;
    readonly content: string;
  };
}

/** Longest idToken and chain of certificates of OCPP 2.0.1 and of 2.1. */
const LONGEST = {
  "ocpp2.0.1": { idToken: 36, certificate: 5_500 },
  "ocpp2.1": { idToken: 255, certificate: 10_000 },
};

const KNOWN_TYPES: readonly string[] = [
  "Central",
  "eMAID",
  "ISO14443",
  "ISO15693",
  "KeyCode",
  "Local",
  "MacAddress",
  "NoAuthorization",
] satisfies IdTokenType[];

const isKnownType = (type: string): type is IdTokenType => KNOWN_TYPES.includes(type);

/** Reads an idToken. OCPP 2.1 leaves the types open: one that Kerbside does not know counts as Central. */
export function idTokenFromOcpp2({ idToken, type, additionalInfo }: Ocpp2IdToken): IdToken {
  return {
    idToken,
    type: isKnownType(type) ? type : "Central",
    ...(additionalInfo !== undefined && { additionalInfo }),
  };
}

/** Reads an IdTokenInfo; a tariff or custom data is left behind (C10.FR.09). */
export function idTokenInfoFromOcpp2(info: Ocpp2IdTokenInfo): IdTokenInfo {
  const { status, cacheExpiryDateTime, chargingPriority, language1, language2, evseId, groupIdToken } = info;
  const message = info.personalMessage;
  return {
    status,
    ...(groupIdToken !== undefined && { groupIdToken: idTokenFromOcpp2(groupIdToken) }),
    ...(cacheExpiryDateTime !== undefined && { cacheExpiryDateTime }),
    ...(evseId !== undefined && { evseId }),
    ...(chargingPriority !== undefined && { chargingPriority }),
    ...(language1 !== undefined && { language1 }),
    ...(language2 !== undefined && { language2 }),
    ...(message !== undefined && {
      personalMessage: {
        format: message.format,
        content: message.content,
        ...(message.language !== undefined && { language: message.language }),
      },
    }),
  };
}

interface AuthorizeResponse {
  readonly idTokenInfo: Ocpp2IdTokenInfo;
  readonly certificateStatus?: CertificateStatus;
}

/**
 * Asks by AuthorizeRequest, which serves nothing else (C01.FR.04). An idToken or a chain of certificates too long
 * for it is Invalid.
 */
export function createOcpp2AuthorizePort(link: Pick<CsmsLink, "call" | "version">): AuthorizePort {
  const ask = async (
    { idToken, type, additionalInfo }: IdToken,
    contract: { readonly iso15118CertificateHashData?: readonly object[]; readonly certificate?: string },
  ): Promise<AuthorizeResponse> => {
    const longest = LONGEST[link.version === "ocpp2.1" ? "ocpp2.1" : "ocpp2.0.1"];
    const { certificate = "" } = contract;
    if (idToken.length > longest.idToken || certificate.length > longest.certificate)
      return { idTokenInfo: { status: "Invalid" } };
    return link.call<AuthorizeResponse>("Authorize", {
      idToken: { idToken, type, ...(additionalInfo !== undefined && { additionalInfo }) },
      ...contract,
    });
  };
  return {
    authorize: async (idToken) => idTokenInfoFromOcpp2((await ask(idToken, {})).idTokenInfo),
    async authorizeContract(emaid, evidence) {
      const { idTokenInfo, certificateStatus } = await ask(
        emaid,
        evidence.kind === "ocsp"
          ? { iso15118CertificateHashData: evidence.requests } // C07.FR.02
          : { certificate: evidence.pem }, // C07.FR.06
      );
      return {
        info: idTokenInfoFromOcpp2(idTokenInfo),
        ...(certificateStatus !== undefined && { certificateStatus }),
      };
    },
  };
}

/** What OCPP 2.0.1 and 2.1 let a CSMS ask of this block: ClearCache (C11). */
export function authorizationHandlersOcpp2(
  authorization: Pick<Authorization, "clearCache">,
): RequestHandlers {
  return {
    ClearCache: (): Reply<object> => ({
      response: { status: authorization.clearCache() ? "Accepted" : "Rejected" }, // C11.FR.02 to C11.FR.05
    }),
  };
}
