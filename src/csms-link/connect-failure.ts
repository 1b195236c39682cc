import type { ConnectFailure } from "./interface.js";

/** Codes of Node about a server's certificate; those that end in `_` begin so. */
const CERTIFICATE_CODES = [
  "CERT_",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_",
  "ERROR_IN_CERT_",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
];

/** What OpenSSL says, in a code (`ERR_SSL_…`) or in the message of `EPROTO`. */
const SAYINGS: readonly (readonly [RegExp, ConnectFailure])[] = [
  [/certificate verify failed|ee key too small|ca md too weak/, "csmsCertificate"],
  [/unsupported protocol|alert protocol version|version too low|wrong (ssl )?version/, "tlsVersion"],
  [
    /alert handshake failure|alert insufficient security|wrong cipher returned|unknown cipher returned|dh key too small/,
    "cipherSuite",
  ],
  // Alerts of a server that does not like the station's certificate.
  [
    /alert (bad certificate|certificate|unknown ca|unsupported certificate|access denied|no certificate)/,
    "authentication",
  ],
];

/** What an error of an attempt to connect means. */
export function connectFailure({
  code,
  message = "",
}: {
  readonly code?: unknown;
  readonly message?: string;
}): ConnectFailure {
  if (typeof code !== "string") return "unreachable";
  const isCertificate = CERTIFICATE_CODES.some((one) =>
    one.endsWith("_") ? code.startsWith(one) : code === one,
  );
  if (isCertificate) return "csmsCertificate";
  if (code !== "EPROTO" && !code.startsWith("ERR_SSL_")) return "unreachable";
  const said = `${code} ${message}`.toLowerCase().replace(/_/g, " ");
  return SAYINGS.find(([saying]) => saying.test(said))?.[1] ?? "unreachable";
}

/** What an HTTP answer that is no upgrade means. */
export function httpFailure(status: number | undefined): ConnectFailure {
  return status === 401 || status === 403 ? "authentication" : "unreachable";
}
