import { describe, type Certificate } from "../../pki/index.js";
import type { EndpointSecurity } from "./endpoint-security.js";

/** Who asks for a WebSocket. */
export interface Caller {
  readonly path: string;
  /** Subprotocols. */
  readonly offered: readonly string[];
  readonly authorization: string | undefined;
  readonly certificate: Certificate | null;
}

/** Whom the endpoint lets in. */
export interface House {
  readonly accepts: boolean;
  readonly identity: string;
  readonly password: string | null;
  readonly subprotocol: string;
  readonly security: EndpointSecurity;
}

/** Why a handshake is refused, and the HTTP status that says so; `null`: it is not. */
export function refusalReason(
  { path, offered, authorization, certificate }: Caller,
  { accepts, identity, password, subprotocol, security }: House,
): { readonly reason: string; readonly status: string } | null {
  if (!accepts) return { reason: "the CSMS accepts no connection now", status: "503 Service Unavailable" };
  const named = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  if (named !== identity) return { reason: `${path} does not end in ${identity}`, status: "404 Not Found" };
  if (!offered.includes(subprotocol))
    return { reason: `the subprotocol ${subprotocol} was not offered`, status: "400 Bad Request" };
  if (security.profile === 3) {
    const reason = certificateProblem(certificate, security.clientRoots ?? []);
    return reason === null ? null : { reason, status: "401 Unauthorized" };
  }
  if (security.profile === 0 || password === null) return null;
  const expected = `Basic ${Buffer.from(`${identity}:${password}`).toString("base64")}`;
  return authorization === expected
    ? null
    : { reason: "wrong basic authentication", status: "401 Unauthorized" };
}

function certificateProblem(certificate: Certificate | null, roots: readonly Certificate[]): string | null {
  if (!certificate) return "the station shows no certificate";
  return roots.some((root) => certificate.isIssuedBy(root))
    ? null
    : `the station's ${describe(certificate)} is signed by nobody who is trusted`;
}
