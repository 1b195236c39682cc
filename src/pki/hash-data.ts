import { createHash } from "node:crypto";
import type { Certificate } from "./certificate.js";
import { issuerNameOf, subjectPublicKeyOf } from "./der.js";

export type HashAlgorithm = "SHA256" | "SHA384" | "SHA512";

/** What OCPP identifies a certificate by (CertificateHashDataType); hexadecimal, lower case. */
export interface CertificateHashData {
  readonly hashAlgorithm: HashAlgorithm;
  /** Hash of the issuer's distinguished name as DER. */
  readonly issuerNameHash: string;
  /** Hash of the issuer's public key as DER, without tag and length. */
  readonly issuerKeyHash: string;
  /** Without leading zeros. */
  readonly serialNumber: string;
}

/**
 * @param issuer who signed it; the certificate itself where it is a root
 * @throws CertificateError where the certificate's DER is not that of a certificate
 */
export function certificateHashData(
  certificate: Certificate,
  issuer: Certificate,
  hashAlgorithm: HashAlgorithm = "SHA256",
): CertificateHashData {
  const hash = (bytes: string): string =>
    createHash(hashAlgorithm.toLowerCase()).update(bytes, "latin1").digest("hex");
  return {
    hashAlgorithm,
    issuerNameHash: hash(issuerNameOf(certificate)),
    issuerKeyHash: hash(subjectPublicKeyOf(issuer.publicKey)),
    serialNumber: certificate.serialNumber,
  };
}

/** Whether two describe the same certificate; identifiers are compared without regard to case. */
export function sameHashData(one: CertificateHashData, other: CertificateHashData): boolean {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return (
    one.hashAlgorithm === other.hashAlgorithm &&
    same(one.issuerNameHash, other.issuerNameHash) &&
    same(one.issuerKeyHash, other.issuerKeyHash) &&
    same(one.serialNumber, other.serialNumber.replace(/^0+(?=.)/, ""))
  );
}
