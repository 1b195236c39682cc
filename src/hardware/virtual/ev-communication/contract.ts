import { X509Certificate } from "node:crypto";
import type { PresentedContract } from "../../ev-communication.js";

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The contract of a certificate chain: the eMAID is the common name of the first certificate.
 * @param pem the contract certificate, then its sub CAs
 * @param emaid shown in place of the certificate's own
 * @returns `null` where the text holds no certificate that can be read, or no eMAID
 */
export function readContract(pem: string, emaid?: string): PresentedContract | null {
  try {
    const chain = (pem.match(CERTIFICATES) ?? []).map((one) => `${one.replace(/\r\n?/g, "\n")}\n`);
    const certificates = chain.map((one) => new X509Certificate(one));
    const shown = emaid ?? /^CN=(.+)$/m.exec(certificates[0]?.subject ?? "")?.[1];
    return certificates.length === 0 || !shown ? null : { emaid: shown.replace(/-/g, ""), chain };
  } catch {
    return null;
  }
}
