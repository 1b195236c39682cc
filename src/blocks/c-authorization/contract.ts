import type { PresentedContract } from "../../hardware/index.js";
import {
  certificateHashData,
  describe,
  findPath,
  parseCertificates,
  validityProblem,
  type Certificate,
} from "../../pki/index.js";
import { messageOf } from "../../kernel/index.js";
import type { OcspRequestData } from "./interface.js";

/** What the station itself finds of a contract's chain. */
export type ContractCheck =
  /** It leads to a root that is installed; the data are those of all but the root, the contract first. */
  | { readonly verdict: "valid"; readonly ocspRequests: readonly OcspRequestData[] }
  /** In itself it is in order, but nobody trusts whoever signed it first. */
  | { readonly verdict: "unknownRoot"; readonly pem: string }
  | { readonly verdict: "invalid"; readonly status: "Expired" | "Invalid"; readonly because: string };

/** As many hold a chain of ISO 15118-2: contract, two sub CAs, root. */
const MOST_REQUESTS = 4;

/**
 * Validates a contract certificate and its chain (C07.FR.06, C07.FR.08).
 * @param roots of mobility operators and of V2G, as they are installed
 * @param now milliseconds since 1970
 */
export function checkContract(
  { emaid, chain }: PresentedContract,
  roots: readonly Certificate[],
  now: number,
): ContractCheck {
  let certificates: readonly Certificate[];
  try {
    certificates = parseCertificates(chain.join("\n"));
  } catch (error) {
    return invalid(messageOf(error));
  }
  const [contract] = certificates;
  if (!contract || !contract.subject.commonNames.some((name) => sameEmaid(name, emaid)))
    return invalid(`the certificate is not that of contract ${emaid}`);
  const found = findPath(certificates, roots, now);
  if ("path" in found) return { verdict: "valid", ocspRequests: ocspRequestsOf(found.path) };
  const lapsed = certificates.find((one) => validityProblem(one, now) !== null);
  if (lapsed) {
    const problem = `${describe(lapsed)} ${validityProblem(lapsed, now)}`;
    return { ...invalid(problem), status: now > lapsed.validTo ? "Expired" : "Invalid" };
  }
  const isKnown = roots.some((root) => certificates.some((one) => one.isIssuedBy(root)));
  return isKnown ? invalid(found.problem) : { verdict: "unknownRoot", pem: pemOf(certificates) };
}

const invalid = (because: string) => ({ verdict: "invalid", status: "Invalid", because }) as const;

/** An eMAID without its check digit. */
const BARE_EMAID = 14;

/** Separators and case do not count, nor does a check digit that only one of the two has. */
function sameEmaid(one: string, other: string): boolean {
  const [shorter = "", longer = ""] = [one, other]
    .map((emaid) => emaid.replace(/-/g, "").toUpperCase())
    .sort((a, b) => a.length - b.length);
  const lacksCheckDigit = shorter.length === BARE_EMAID && longer.length === BARE_EMAID + 1;
  return lacksCheckDigit ? longer.startsWith(shorter) : shorter === longer;
}

/** What a CSMS needs to ask whether the certificates of a path were revoked; nobody asks that of a root. */
function ocspRequestsOf(path: readonly Certificate[]): readonly OcspRequestData[] {
  return path
    .slice(0, -1)
    .flatMap((certificate, index) => {
      const issuer = path[index + 1];
      return issuer
        ? [{ ...certificateHashData(certificate, issuer), responderURL: certificate.ocspResponder ?? "" }]
        : [];
    })
    .slice(0, MOST_REQUESTS);
}

const pemOf = (certificates: readonly Certificate[]): string => certificates.map(({ pem }) => pem).join("");
