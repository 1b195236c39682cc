import { isIP } from "node:net";
import type { DetailedPeerCertificate, PeerCertificate } from "node:tls";
import type { TlsOptions } from "../../csms-link/index.js";
import { isCertificateOfHost, parseCertificate, toPem, type Certificate } from "../../pki/index.js";
import type { OwnCredential } from "./own-certificates.js";

/**
 * A00.FR.319, A00.FR.422: both pairs of suites, first those with forward secrecy; the last two are for CSMS
 * with RSA certificates that know no other. Nothing else is offered (A00.FR.320, A00.FR.423). Those of TLS 1.3
 * have no choice of key exchange.
 */
export const CIPHER_SUITES: readonly string[] = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "AES128-GCM-SHA256",
];

/** What a TLS connection is made with. */
export interface TlsMaterial {
  readonly url: string;
  readonly roots: readonly Certificate[];
  /** Shown to the CSMS in security profile 3. */
  readonly credential: OwnCredential | null;
  /** AllowCSMSTLSWildcards. */
  readonly wildcards: boolean;
  /** Told the SHA-256 fingerprints (hexadecimal) of the certificates above that of a server that was verified. */
  readonly verifiedBy?: (authorities: readonly string[]) => void;
}

/** How the station speaks TLS with its CSMS (security profiles 2 and 3). */
export function tlsOptions({ url, roots, credential, wildcards, verifiedBy }: TlsMaterial): TlsOptions {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return {
    minVersion: "TLSv1.2", // A00.FR.313, A00.FR.416
    maxVersion: "TLSv1.3",
    ciphers: CIPHER_SUITES.join(":"),
    ca: roots.map(({ pem }) => pem), // A00.FR.308, A00.FR.411
    // A root that another one has signed is trusted by itself (M05.FR.10).
    allowPartialTrustChain: true,
    rejectUnauthorized: true, // A00.FR.311, A00.FR.414
    ...(isIP(host) === 0 && { servername: host }),
    checkServerIdentity: (_name, shown) => {
      if (!isCertificateOfHost(parseCertificate(toPem("CERTIFICATE", shown.raw)), host, wildcards))
        return new CsmsNameMismatch(host); // A00.FR.309, A00.FR.412
      verifiedBy?.(authoritiesAbove(shown));
      return undefined;
    },
    ...(credential && { cert: credential.chain, key: credential.privateKey }), // A00.FR.401, A00.FR.402
  };
}

/** Node hands over the whole chain, with the root that it found among ours. */
function authoritiesAbove(shown: PeerCertificate): readonly string[] {
  const found: string[] = [];
  let above = (shown as Partial<DetailedPeerCertificate>).issuerCertificate;
  for (; above && !found.includes(printOf(above)); above = above.issuerCertificate)
    found.push(printOf(above));
  return found;
}

const printOf = ({ fingerprint256 }: PeerCertificate): string =>
  fingerprint256.replace(/:/g, "").toLowerCase();

/** The certificate that a server showed is that of another host. */
class CsmsNameMismatch extends Error {
  readonly code = "ERR_TLS_CERT_ALTNAME_INVALID";

  constructor(host: string) {
    super(`the server's certificate is not that of ${host}`);
  }
}
