import type { ConnectionOptions } from "node:tls";

/** What security profiles 2 and 3 give the TLS handshake; asked for at every attempt, so certificates may change. */
export type TlsOptions = {
  readonly [
    Option in
      | "allowPartialTrustChain"
      | "ca"
      | "cert"
      | "key"
      | "ciphers"
      | "minVersion"
      | "maxVersion"
      | "servername"
      | "checkServerIdentity"
      | "rejectUnauthorized"
  ]?: NonNullable<ConnectionOptions[Option]>;
};
