import type { SecureVersion } from "node:tls";
import type { Certificate, Credential } from "../../pki/index.js";

/** How the endpoint is secured from the next connection on. */
export interface EndpointSecurity {
  /** 0: anybody is let in. */
  readonly profile: 0 | 1 | 2 | 3;
  /** Shown to the station in profiles 2 and 3. */
  readonly credential?: Credential;
  /** Who may have signed the station's certificate, in profile 3. */
  readonly clientRoots?: readonly Certificate[];
  /** The only version of TLS that is spoken; any from 1.2 on unless told. */
  readonly only?: SecureVersion;
  /** The only cipher suites that are accepted, in the words of OpenSSL. */
  readonly ciphers?: string;
}
