import { certificateHashData, type Certificate, type HashAlgorithm } from "../../../pki/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { satisfying, type Condition } from "../../expectations/pattern.js";

const same = (one: unknown, other: string): boolean =>
  typeof one === "string" &&
  one.toLowerCase().replace(/^0+(?=.)/, "") === other.toLowerCase().replace(/^0+(?=.)/, "");

/** Whether reported hash data are those of a certificate, by the algorithm that the report names. */
export function describes(
  data: unknown,
  certificate: Certificate,
  issuer: Certificate = certificate,
): boolean {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = (data ?? {}) as Payload;
  if (!["SHA256", "SHA384", "SHA512"].includes(String(hashAlgorithm))) return false;
  const expected = certificateHashData(certificate, issuer, hashAlgorithm as HashAlgorithm);
  return (
    same(issuerNameHash, expected.issuerNameHash) &&
    same(issuerKeyHash, expected.issuerKeyHash) &&
    same(serialNumber, expected.serialNumber)
  );
}

/** Hash data of that certificate, as an expectation. */
export const hashDataOf = (certificate: Certificate, issuer: Certificate = certificate): Condition =>
  satisfying(`hash data of ${certificate.subject.commonNames.join("/")}`, (data) =>
    describes(data, certificate, issuer),
  );

/** Hash data of each certificate of a chain, which goes from its leaf up to the one that the root has signed. */
export const linksOf = (chain: readonly Certificate[], root: Certificate): readonly Condition[] =>
  chain.map((certificate, index) => hashDataOf(certificate, chain[index + 1] ?? root));

/** The entries of a GetInstalledCertificateIds of one type; none where it finds none. */
export async function installed(
  { csms }: CaseTools,
  certificateType: string,
): Promise<readonly { readonly certificateHashData: Payload }[]> {
  const { certificateHashDataChain } = await csms.request("GetInstalledCertificateIds", {
    certificateType: [certificateType],
  });
  return (certificateHashDataChain ?? []) as readonly { readonly certificateHashData: Payload }[];
}
