import { constants, createPrivateKey, createSign, createVerify, type KeyObject } from "node:crypto";
import { createReadStream } from "node:fs";

const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};
const PSS_ANY_SALT = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_AUTO,
};

const isRsa = ({ asymmetricKeyType }: KeyObject): boolean =>
  asymmetricKeyType === "rsa" || asymmetricKeyType === "rsa-pss";

/**
 * Signs a whole file: RSA-PSS or ECDSA, with SHA-256 (L01.FR.04).
 * @param privateKey PKCS #8 PEM
 * @returns base64
 */
export async function signFile(file: string, privateKey: string): Promise<string> {
  const key = createPrivateKey(privateKey);
  const signing = createSign("sha256");
  for await (const chunk of createReadStream(file)) signing.update(chunk as Buffer);
  return signing.sign(isRsa(key) ? { key, ...PSS } : key, "base64");
}

/** Whether the signature (base64) over the whole file is that of the key (L01.FR.04). */
export async function isSignedBy(file: string, signature: string, key: KeyObject): Promise<boolean> {
  const verification = createVerify("sha256");
  for await (const chunk of createReadStream(file)) verification.update(chunk as Buffer);
  try {
    return verification.verify(isRsa(key) ? { key, ...PSS_ANY_SALT } : key, signature, "base64");
  } catch {
    // What is no signature at all.
    return false;
  }
}
