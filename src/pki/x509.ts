import { createPrivateKey, webcrypto } from "node:crypto";
import type * as x509 from "@peculiar/x509";
import type { Subject } from "./subject.js";

/** The library that writes certificates; loaded when the first is written, as most stations never do. */
export async function loadX509(): Promise<typeof x509> {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

export type X509 = Awaited<ReturnType<typeof loadX509>>;

const RSA = {
  name: "RSA-PSS",
  hash: "SHA-256",
  saltLength: 32,
};
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A pair of keys and how it signs, as the library wants them. */
export interface SigningPair {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signingAlgorithm: typeof RSA | typeof ECDSA;
}

/** @param privateKey PKCS #8 PEM, RSA or ECDSA P-256 */
export async function signingPair(privateKey: string): Promise<SigningPair> {
  const key = createPrivateKey(privateKey);
  const signingAlgorithm = key.asymmetricKeyType === "ec" ? ECDSA : RSA;
  const { subtle } = webcrypto;
  const imported = await subtle.importKey(
    "pkcs8",
    key.export({ type: "pkcs8", format: "der" }),
    signingAlgorithm,
    true,
    ["sign"],
  );
  const {
    d: _d,
    p: _p,
    q: _q,
    dp: _dp,
    dq: _dq,
    qi: _qi,
    key_ops: _ops,
    ...open
  } = await subtle.exportKey("jwk", imported);
  const publicKey = await subtle.importKey("jwk", open, signingAlgorithm, true, ["verify"]);
  return { keys: { privateKey: imported, publicKey }, signingAlgorithm };
}

/** A distinguished name in the library's words. */
export function nameOf({ commonName, organization, country }: Subject): {
  readonly [attribute: string]: string[];
}[] {
  return [{ CN: [commonName] }, { O: [organization] }, ...(country === undefined ? [] : [{ C: [country] }])];
}
