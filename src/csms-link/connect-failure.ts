import type { ConnectFailure } from "./interface.js";

/** Errors of Node and OpenSSL about a server's certificate. */
const CERTIFICATE_ERRORS = [
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
  "ERR_SSL_CERTIFICATE_VERIFY_FAILED",
  "ERR_SSL_EE_KEY_TOO_SMALL",
  "ERR_SSL_CA_MD_TOO_WEAK",
];
const VERSION_ERRORS = [
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_SSL_VERSION_TOO_LOW",
  "ERR_SSL_WRONG_SSL_VERSION",
];
const CIPHER_ERRORS = [
  // The alert of a server that likes none of the offered suites.
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY",
  "ERR_SSL_WRONG_CIPHER_RETURNED",
  "ERR_SSL_UNKNOWN_CIPHER_RETURNED",
  "ERR_SSL_DH_KEY_TOO_SMALL",
];
/** Alerts of a server that does not like the station's certificate. */
const AUTHENTICATION_ERRORS =
  /^ERR_SSL_(SSLV3|TLSV1|TLSV13|SSL\/TLS)_ALERT_(BAD_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|NO_CERTIFICATE)/;

/** What an error of an attempt to connect means. */
export function connectFailure({ code }: { readonly code?: unknown }): ConnectFailure {
  if (typeof code !== "string") return "unreachable";
  const isOneOf = (codes: readonly string[]): boolean =>
    codes.some((one) => (one.endsWith("_") ? code.startsWith(one) : code === one));
  if (isOneOf(CERTIFICATE_ERRORS)) return "csmsCertificate";
  if (isOneOf(VERSION_ERRORS)) return "tlsVersion";
  if (isOneOf(CIPHER_ERRORS)) return "cipherSuite";
  return AUTHENTICATION_ERRORS.test(code) ? "authentication" : "unreachable";
}

/** What an HTTP answer that is no upgrade means. */
export function httpFailure(status: number | undefined): ConnectFailure {
  return status === 401 || status === 403 ? "authentication" : "unreachable";
}
