import { createPublicKey, type KeyObject } from "node:crypto";
import { KerbsideError, messageOf } from "../kernel/index.js";
import { toPem } from "./pem.js";
import type { Subject } from "./subject.js";
import { loadX509, nameOf, signingPair } from "./x509.js";

/** A certificate signing request cannot be read, or its signature is not that of its key. */
export class SigningRequestError extends KerbsideError {
  readonly exitCode = 1;
}

/**
 * A certificate signing request (RFC 2986) as PEM (A02.FR.03).
 * @param privateKey PKCS #8 PEM
 */
export async function createSigningRequest(subject: Subject, privateKey: string): Promise<string> {
  const x509 = await loadX509();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: nameOf(subject),
    ...(await signingPair(privateKey)),
    extensions: [
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
        true,
      ),
    ],
  });
  return toPem("CERTIFICATE REQUEST", new Uint8Array(request.rawData));
}

/** What a request asks for. */
export interface SigningRequest {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
}

/**
 * Reads a request and checks that whoever made it has the key.
 * @throws SigningRequestError
 */
export async function readSigningRequest(pem: string): Promise<SigningRequest> {
  const x509 = await loadX509();
  try {
    const request = new x509.Pkcs10CertificateRequest(pem);
    if (!(await request.verify()))
      throw new SigningRequestError("the request is not signed with the key it is for");
    const first = (attribute: string): string => request.subjectName.getField(attribute)[0] ?? "";
    const country = first("C");
    return {
      subject: {
        ...{ commonName: first("CN"), organization: first("O") },
        ...(country !== "" && { country }),
      },
      publicKey: createPublicKey({
        key: Buffer.from(request.publicKey.rawData),
        format: "der",
        type: "spki",
      }),
    };
  } catch (error) {
    if (error instanceof SigningRequestError) throw error;
    throw new SigningRequestError(`the signing request cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
