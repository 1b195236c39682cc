import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** Kinds of key that a station makes; both are as strong as A00.FR.501 asks. */
export const KEY_ALGORITHMS = ["ECDSA-P256", "RSA-2048"] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

const generate = promisify(generateKeyPair);

/** A new private key as PKCS #8 PEM, from the operating system's source of randomness (A02.FR.02). */
export async function generatePrivateKey(algorithm: KeyAlgorithm): Promise<string> {
  const { privateKey } =
    algorithm === "ECDSA-P256"
      ? await generate("ec", { namedCurve: "P-256" })
      : await generate("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Why a public key is too weak for OCPP, or `null` (A00.FR.502, A00.FR.503). */
export function weakness(publicKey: KeyObject): string | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  if (type === "rsa" || type === "rsa-pss" || type === "dsa") {
    const bits = details?.modulusLength ?? 0;
    return bits < 2048 ? `a key of ${bits} bits is too short; at least 2048 are asked for` : null;
  }
  if (type === "ec") {
    const curve = details?.namedCurve ?? "";
    const bits = Number(/\d{3}/.exec(curve)?.[0] ?? 0);
    return bits < 224 ? `the curve ${curve} is too small; at least 224 bits are asked for` : null;
  }
  return type === "ed25519" || type === "ed448" ? null : `keys of the kind ${type ?? "?"} are not accepted`;
}

/** Whether a private key (PEM) and a public key are a pair. */
export function isPair(privateKey: string, publicKey: KeyObject): boolean {
  const own = createPrivateKey(privateKey);
  const { x, y, n } = own.export({ format: "jwk" });
  const other = publicKey.export({ format: "jwk" });
  return x === other.x && y === other.y && n === other.n;
}
