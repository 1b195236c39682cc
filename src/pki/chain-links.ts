import type { Certificate } from "./certificate.js";
import { certificateHashData, type CertificateHashData } from "./hash-data.js";

/** A certificate of a chain with whoever signed it; `null` where that one is not known. */
export interface ChainLink {
  readonly certificate: Certificate;
  readonly issuer: Certificate | null;
}

/**
 * The links of a chain from its leaf up to, and without, its root.
 * @param chain the leaf first; the others in any order, the root may be among them
 * @param roots that are trusted
 */
export function chainLinks(
  chain: readonly Certificate[],
  roots: readonly Certificate[],
): readonly ChainLink[] {
  const isRoot = (one: Certificate): boolean =>
    one.isIssuedBy(one) || roots.some(({ fingerprint }) => fingerprint === one.fingerprint);
  const links: ChainLink[] = [];
  for (let next = chain[0]; next && !isRoot(next);) {
    const certificate = next;
    const issuer = [...roots, ...chain].find(
      (one) => one.fingerprint !== certificate.fingerprint && certificate.isIssuedBy(one),
    );
    links.push({ certificate, issuer: issuer ?? null });
    next = links.some((link) => link.certificate === issuer) ? undefined : issuer;
  }
  return links;
}

/** Hash data of a link; where its issuer is not known, as if it had signed itself. */
export const hashDataOfLink = (
  { certificate, issuer }: ChainLink,
  algorithm?: CertificateHashData["hashAlgorithm"],
): CertificateHashData => certificateHashData(certificate, issuer ?? certificate, algorithm);
