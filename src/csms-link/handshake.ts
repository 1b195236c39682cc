import type { ClientOptions } from "ws";
import { connectFailure } from "./connect-failure.js";
import type { ConnectionTarget } from "./interface.js";
import type { TlsOptions } from "./settings.js";

/** Frames above this many bytes close the connection (1009); the largest legal OCPP message is far smaller. */
export const LARGEST_FRAME = 1024 * 1024;

/** The connection URL: the endpoint's with the identity behind it, percent-encoded (Part 4, 3.1.1). */
export function connectionUrl({ url, identity }: Pick<ConnectionTarget, "url" | "identity">): string {
  const withIdentity = new URL(url);
  const path = withIdentity.pathname.replace(/\/$/, "");
  withIdentity.pathname = `${path}/${encodeURIComponent(identity)}`;
  return withIdentity.href;
}

/** The endpoint as logs may show it: without credentials. */
export function printableUrl(url: string): string {
  if (!url.includes("@") || !URL.canParse(url)) return url;
  const printable = new URL(url);
  printable.username = "";
  printable.password = "";
  return printable.href;
}

function schemeOf(url: string): string | undefined {
  try {
    return new URL(url).protocol;
  } catch {
    return undefined;
  }
}

/** Why this target must not be connected to, as a sentence; `null` where all is in place. */
export function targetProblem(target: ConnectionTarget, hasTls: boolean): string | null {
  const { securityProfile, url } = target;
  const scheme = schemeOf(url);
  if (scheme !== "ws:" && scheme !== "wss:")
    return `the CSMS URL ${printableUrl(url)} is not a ws: or wss: URL`;
  if (target.versions.length === 0) return "no OCPP version is offered";
  if (securityProfile >= 2 && scheme !== "wss:")
    return `security profile ${securityProfile} needs a wss: URL`;
  if (securityProfile >= 2 && !hasTls)
    return `security profile ${securityProfile} needs TLS, which is not set up`;
  // A00.FR.203, A00.FR.302
  if ((securityProfile === 1 || securityProfile === 2) && !target.basicAuthPassword) {
    return `security profile ${securityProfile} needs a BasicAuthPassword`;
  }
  return null;
}

/** Options of the WebSocket for a target: credentials, TLS, limits. */
export function handshakeOptions(target: ConnectionTarget, tls: TlsOptions | undefined): ClientOptions {
  const { identity, securityProfile, basicAuthPassword } = target;
  const withPassword = securityProfile === 1 || securityProfile === 2;
  return {
    // The types of ws declare checkServerIdentity unlike node:tls, which is what it is handed to.
    ...(securityProfile >= 2 && (tls as ClientOptions | undefined)),
    // Compression costs each connection some 100 KB; Part 4, 3.3 leaves it to the station.
    perMessageDeflate: false,
    maxPayload: LARGEST_FRAME,
    followRedirects: false,
    // One message in each turn: the answer to a CALL of ours takes effect before a CALL that came with it is served.
    allowSynchronousEvents: false,
    ...(withPassword && {
      headers: {
        // A00.FR.202 to A00.FR.205, A00.FR.301 to A00.FR.304
        Authorization: `Basic ${credentialsOf(identity, basicAuthPassword ?? "").toString("base64")}`,
      },
    }),
  };
}

/** A text is told in UTF-8; passwords of OCPP 1.6 need not be text (OCPP-J 1.6, 6.2.2). */
const credentialsOf = (identity: string, password: string | Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`${identity}:`, "utf8"),
    typeof password === "string" ? Buffer.from(password, "utf8") : password,
  ]);

/** A failed attempt in words for the operator. */
export function connectProblem(error: Error & { code?: unknown }): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "nobody listens there";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "its name cannot be resolved";
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "it cannot be reached";
    case "ECONNRESET":
    case "EPIPE":
      return "the connection broke";
    case "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH":
      return `it sent a message of more than ${LARGEST_FRAME} bytes`;
    case "WS_ERR_INVALID_UTF8":
      return "it sent text that is not UTF-8";
    case "CERT_HAS_EXPIRED":
      return "its certificate has expired";
    case "CERT_NOT_YET_VALID":
      return "its certificate is not valid yet";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return "its certificate is that of another host";
    default:
      switch (connectFailure(error)) {
        case "csmsCertificate":
          return `its certificate is not trusted (${String(error.code)})`;
        case "tlsVersion":
          return "it speaks no TLS from 1.2 on";
        case "cipherSuite":
          return "it accepts none of the cipher suites that OCPP allows";
        case "authentication":
          return `it refused the station's certificate (${String(error.code)})`;
        case "unreachable":
      }
      if (/subprotocol/i.test(error.message)) return "it chose none of the offered OCPP versions";
      return error.message || "the connection failed";
  }
}

/** An HTTP answer that is no upgrade, in words for the operator. */
export function httpProblem(status: number | undefined): string {
  switch (status) {
    case 401:
    case 403:
      return `it refused the identity or password (HTTP ${status})`;
    case 404:
      return "it does not know this identity (HTTP 404)";
    default:
      return `it answered HTTP ${status ?? "without a status"}`;
  }
}
