import type { CsmsLink, Reply, RequestHandlers } from "../../csms-link/index.js";
import type { Authorization, AuthorizePort, IdToken, IdTokenInfo } from "./interface.js";

/** IdTagInfo of OCPP 1.6 as it stands on the wire. */
export interface IdTagInfo {
  readonly status: "Accepted" | "Blocked" | "Expired" | "Invalid" | "ConcurrentTx";
  readonly expiryDate?: string;
  readonly parentIdTag?: string;
}

const LONGEST_ID_TAG = 20;

/** The idTag of an idToken; `null` where it is too long, for a shortened one could be somebody else's. */
export function idTagFromIdToken({ idToken }: IdToken): string | null {
  return idToken.length <= LONGEST_ID_TAG ? idToken : null;
}

/**
 * The idToken of an idTag. An idTag has no type; it counts as ISO14443, so that the same card at the reader is
 * the same idToken.
 */
export function idTokenFromIdTag(idTag: string): IdToken {
  return { idToken: idTag, type: "ISO14443" };
}

/** The group of a parentIdTag. */
export function groupFromParentIdTag(parentIdTag: string): IdToken {
  return { idToken: parentIdTag, type: "Central" };
}

/** Reads an IdTagInfo: the parentIdTag is the group, and the expiryDate the day it leaves the cache. */
export function idTokenInfoFromIdTagInfo({ status, expiryDate, parentIdTag }: IdTagInfo): IdTokenInfo {
  return {
    status,
    ...(parentIdTag !== undefined && { groupIdToken: groupFromParentIdTag(parentIdTag) }),
    ...(expiryDate !== undefined && { cacheExpiryDateTime: expiryDate }),
  };
}

/**
 * Asks by Authorize.req. An idToken that is no idTag is Invalid without asking. OCPP 1.6 knows no contract
 * certificates: of a contract that the station has validated it asks for the eMAID; others it cannot hand over.
 */
export function createOcpp16AuthorizePort(link: Pick<CsmsLink, "call">): AuthorizePort {
  const authorize = async (idToken: IdToken): Promise<IdTokenInfo> => {
    const idTag = idTagFromIdToken(idToken);
    if (idTag === null) return { status: "Invalid" };
    const { idTagInfo } = await link.call<{ idTagInfo: IdTagInfo }>("Authorize", { idTag });
    return idTokenInfoFromIdTagInfo(idTagInfo);
  };
  return {
    authorize,
    authorizeContract: async (emaid, { kind }) => ({
      info: kind === "ocsp" ? await authorize(emaid) : { status: "Invalid" },
    }),
  };
}

/** What OCPP 1.6 lets a CSMS ask of this block: ClearCache. */
export function authorizationHandlersOcpp16(
  authorization: Pick<Authorization, "clearCache">,
): RequestHandlers {
  return {
    ClearCache: (): Reply<object> => ({
      response: { status: authorization.clearCache() ? "Accepted" : "Rejected" },
    }),
  };
}
