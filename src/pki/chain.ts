import type { Certificate } from "./certificate.js";

/** A period in which a certificate is not valid, in words; `null`: it is valid. */
export function validityProblem({ validFrom, validTo }: Certificate, now: number): string | null {
  if (now < validFrom) return "is not valid yet";
  if (now > validTo) return "has expired";
  return null;
}

/** The path from a leaf to a trusted root (leaf first, root last), or why there is none. */
export type PathFound = { readonly path: readonly Certificate[] } | { readonly problem: string };

/** No chain of OCPP is longer. */
const LONGEST_PATH = 8;

/**
 * Path validation (RFC 5280, chapter 6) as far as OCPP's certificates need it: signatures, names, periods of
 * validity, and authorities that are such.
 * @param chain the leaf first; the others in any order, the root may be among them
 */
export function findPath(
  chain: readonly Certificate[],
  roots: readonly Certificate[],
  now: number,
): PathFound {
  const [leaf, ...others] = chain;
  if (!leaf) return { problem: "there is no certificate" };
  const path: Certificate[] = [leaf];
  for (let current = leaf; path.length <= LONGEST_PATH;) {
    const problem = validityProblem(current, now);
    if (problem) return { problem: `${describe(current)} ${problem}` };
    const trusted = roots.find(({ fingerprint }) => fingerprint === current.fingerprint);
    if (trusted) return { path };
    const root = roots.find((one) => current.isIssuedBy(one));
    if (root) {
      const rootProblem = validityProblem(root, now);
      return rootProblem ? { problem: `${describe(root)} ${rootProblem}` } : { path: [...path, root] };
    }
    const issuer = others.find((one) => one.isAuthority && !path.includes(one) && current.isIssuedBy(one));
    if (!issuer) return { problem: `${describe(current)} is signed by nobody who is trusted` };
    path.push(issuer);
    current = issuer;
  }
  return { problem: "the chain is too long" };
}

/** A certificate as a log names it. */
export function describe({ subject, serialNumber }: Certificate): string {
  return `certificate ${subject.commonNames.join("/") || "without a common name"} (serial number ${serialNumber})`;
}
