import { messageOf } from "../../kernel/index.js";
import { readSigningRequest, weakness, type SigningRequest } from "../../pki/index.js";
import { ValidationFailed } from "../verdict.js";
import { satisfying } from "./pattern.js";

/** What SignCertificate must carry. */
export const PEM_REQUEST = satisfying(
  "a certificate signing request as PEM (RFC 2986)",
  (value) => typeof value === "string" && /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(value),
);

/** The request can be read, is signed with its key, and the key is strong enough; gives it (A00.FR.502, A00.FR.503). */
export async function checkSigningRequest(csr: string): Promise<SigningRequest> {
  const request = await readSigningRequest(csr).catch((error: unknown) => {
    throw new ValidationFailed(`SignCertificate: ${messageOf(error)}`);
  });
  const weak = weakness(request.publicKey);
  if (weak !== null) throw new ValidationFailed(`SignCertificate: ${weak}`);
  return request;
}
