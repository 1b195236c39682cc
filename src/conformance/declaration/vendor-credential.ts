import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConfigurationError, messageOf } from "../../kernel/index.js";
import {
  describe,
  isPair,
  jwsAlgorithmOf,
  parseCertificates,
  validityProblem,
  type Certificate,
} from "../../pki/index.js";

/** What a vendor signs with. */
export interface VendorCredential {
  /** PEM. */
  readonly privateKey: string;
  /** The vendor's certificate first, then those that signed it. */
  readonly chain: readonly Certificate[];
}

/** What is wrong with a chain in which each certificate is signed by the next, all valid at an instant; `null`: nothing. */
export function chainProblem(chain: readonly Certificate[], at: number): string | null {
  for (const [index, certificate] of chain.entries()) {
    const problem = validityProblem(certificate, at);
    if (problem !== null) return `${describe(certificate)} ${problem}`;
    const issuer = chain[index + 1];
    if (issuer && !(issuer.isAuthority && certificate.isIssuedBy(issuer)))
      return `${describe(certificate)} is not signed by the next of the chain`;
  }
  return null;
}

/**
 * Reads the key and the certificate chain of a vendor.
 * @param now milliseconds since 1970
 * @throws ConfigurationError for a file that cannot be read, a key of another kind or of another certificate, or a
 *   certificate that is not valid now
 */
export async function loadVendorCredential(
  { key, cert }: { readonly key: string; readonly cert: string },
  now: number,
): Promise<VendorCredential> {
  const privateKey = await readable("--key", key);
  const chain = readAs("--cert", cert, parseCertificates, await readable("--cert", cert));
  const [certificate] = chain;
  if (!certificate) throw new ConfigurationError("--cert", `${cert} holds no certificate`);
  readAs("--key", key, createPrivateKey, privateKey);
  if (jwsAlgorithmOf(certificate.publicKey) === null)
    throw new ConfigurationError(
      "--cert",
      "must be of a key of ECDSA P-256, or of RSA with 2048 bits or more",
    );
  if (!isPair(privateKey, certificate.publicKey))
    throw new ConfigurationError("--key", "must be the key of the certificate in --cert");
  const problem = chainProblem(chain, now);
  if (problem !== null) throw new ConfigurationError("--cert", problem);
  return { privateKey, chain };
}

async function readable(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new ConfigurationError(option, `cannot be read: ${messageOf(error)}`);
  }
}

function readAs<T>(option: string, file: string, read: (text: string) => T, text: string): T {
  try {
    return read(text);
  } catch (error) {
    throw new ConfigurationError(option, `${file} cannot be read: ${messageOf(error)}`);
  }
}
