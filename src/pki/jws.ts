import { createPrivateKey, sign, verify, type KeyObject } from "node:crypto";
import { KerbsideError } from "../kernel/index.js";
import { parseCertificate, type Certificate } from "./certificate.js";
import { weakness } from "./keys.js";
import { toPem } from "./pem.js";

/** A text is no JSON Web Signature that can be relied on. */
export class JwsError extends KerbsideError {
  readonly exitCode = 1;
}

/** The algorithms that are used; no other is accepted, none least of all. */
type JwsAlgorithm = "ES256" | "RS256";

/** What a JWS says, whose signature is that of the first certificate's key. */
export interface VerifiedJws {
  readonly payload: string;
  /** The signer's first; nothing is said of who trusts them. */
  readonly chain: readonly Certificate[];
}

const ALGORITHMS: readonly JwsAlgorithm[] = ["ES256", "RS256"];

/** Which algorithm a key signs with; `null` where it is neither ECDSA P-256 nor RSA of 2048 bits or more. */
export function jwsAlgorithmOf(key: KeyObject): JwsAlgorithm | null {
  if (key.asymmetricKeyType === "rsa") return weakness(key) === null ? "RS256" : null;
  const isP256 = key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
  return isP256 ? "ES256" : null;
}

/** How Node is to write an ECDSA signature as RFC 7518 (3.4) wants it; it means nothing to RSA. */
const dsaEncoding = "ieee-p1363";

const base64url = (content: string | Uint8Array): string => Buffer.from(content).toString("base64url");

/**
 * Signs a text as JWS in compact serialization (RFC 7515, 7.1) with the certificate chain in x5c (4.1.6).
 * @param privateKey PEM, of the first certificate of the chain
 * @param type what the payload is, as `typ`
 * @throws JwsError for a key that is neither ECDSA P-256 nor RSA
 */
export function signJws(
  payload: string,
  {
    privateKey,
    chain,
    type,
  }: {
    readonly privateKey: string;
    readonly chain: readonly Certificate[];
    readonly type: string;
  },
): string {
  const alg = chain[0] ? jwsAlgorithmOf(chain[0].publicKey) : null;
  if (alg === null) throw new JwsError("only keys of ECDSA P-256, and of RSA with 2048 bits or more, sign");
  const x5c = chain.map(({ der }) => Buffer.from(der).toString("base64"));
  const signed = `${base64url(JSON.stringify({ alg, typ: type, x5c }))}.${base64url(payload)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: createPrivateKey(privateKey), dsaEncoding });
  return `${signed}.${base64url(signature)}`;
}

const PART = /^[A-Za-z0-9_-]+$/;

/**
 * Reads a JWS of {@link signJws} and checks its signature.
 * @throws JwsError that says what is wrong
 */
export function verifyJws(text: string, type: string): VerifiedJws {
  const parts = text.trim().split(".");
  const [head, body, tail] = parts;
  if (parts.length !== 3 || head === undefined || body === undefined || tail === undefined)
    throw new JwsError("it is no JSON Web Signature in compact serialization");
  const header = headerOf(head);
  const algorithm = ALGORITHMS.find((known) => known === header["alg"]);
  if (!algorithm)
    throw new JwsError(
      `the signature's algorithm is ${String(header["alg"])}; only ES256 and RS256 are accepted`,
    );
  if (header["crit"] !== undefined) throw new JwsError("its header asks for extensions that are not known");
  if (header["typ"] !== type) throw new JwsError(`it is a ${String(header["typ"])}, not a ${type}`);
  const chain = chainOf(header["x5c"]);
  const [signer] = chain;
  if (!signer) throw new JwsError("there is no certificate in its header");
  if (jwsAlgorithmOf(signer.publicKey) !== algorithm)
    throw new JwsError(`the key of the certificate does not sign with ${algorithm}`);
  const key = { key: signer.publicKey, dsaEncoding } as const;
  const good =
    PART.test(body) &&
    PART.test(tail) &&
    verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(tail, "base64url"));
  if (!good) throw new JwsError("the signature is not that of the certificate's key over this text");
  return { payload: Buffer.from(body, "base64url").toString("utf8"), chain };
}

function headerOf(part: string): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (typeof header === "object" && header !== null) return header as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new JwsError("its header cannot be read");
}

function chainOf(x5c: unknown): readonly Certificate[] {
  if (!Array.isArray(x5c)) return [];
  try {
    return x5c.map((one) => parseCertificate(toPem("CERTIFICATE", Buffer.from(String(one), "base64"))));
  } catch (error) {
    throw new JwsError("a certificate in its header cannot be read", { cause: error });
  }
}
