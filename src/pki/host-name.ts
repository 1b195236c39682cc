import { isIP } from "node:net";
import type { Certificate } from "./certificate.js";

/**
 * Whether a server's certificate belongs to a host (A00.FR.309, A00.FR.412): its common name, or a
 * subjectAltName for servers that are reached by several names (A00.FR.511).
 * @param wildcards whether `*` may stand for the first label (AllowCSMSTLSWildcards)
 */
export function isCertificateOfHost(certificate: Certificate, host: string, wildcards: boolean): boolean {
  const { subject, dnsNames, ipAddresses } = certificate;
  return [...subject.commonNames, ...dnsNames, ...ipAddresses].some((name) => matches(name, host, wildcards));
}

function matches(name: string, host: string, wildcards: boolean): boolean {
  const [pattern, wanted] = [name.toLowerCase(), host.toLowerCase().replace(/^\[|\]$/g, "")];
  if (pattern === wanted) return true;
  // An address has no labels.
  if (!wildcards || isIP(wanted) !== 0 || !pattern.startsWith("*.")) return false;
  const dot = wanted.indexOf(".");
  return dot > 0 && wanted.slice(dot) === pattern.slice(1);
}
