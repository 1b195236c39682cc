import { messageOf } from "../../kernel/index.js";
import { readSigningRequest, weakness } from "../../pki/index.js";
import { ValidationFailed } from "../verdict.js";
import { containing, satisfying, type Condition, type Pattern } from "../expectations/pattern.js";
import type { StateContext } from "./state-context.js";

export const PEM_REQUEST = satisfying(
  "a certificate signing request as PEM (RFC 2986)",
  (value) => typeof value === "string" && /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(value),
);

/** Reusable state GetInstalledCertificates: the station has a certificate of that use, with those hashes. */
export async function getInstalledCertificates(
  { csms }: StateContext,
  certificateType: string,
  certificateHashData: Pattern | Condition,
): Promise<void> {
  await csms.ask(
    "GetInstalledCertificateIds",
    { certificateType: [certificateType] },
    {
      status: "Accepted",
      certificateHashDataChain: containing({ certificateType, certificateHashData }),
    },
  );
}

/** Memory state CertificateInstalled. */
export async function certificateInstalled(
  { csms }: StateContext,
  certificateType: string,
  certificate: string,
): Promise<void> {
  await csms.ask("InstallCertificate", { certificateType, certificate }, { status: "Accepted" });
}

/** The request can be read, is signed with its key, and the key is strong enough (A00.FR.502, A00.FR.503). */
export async function checkSigningRequest(csr: string): Promise<void> {
  const { publicKey } = await readSigningRequest(csr).catch((error: unknown) => {
    throw new ValidationFailed(`SignCertificate: ${messageOf(error)}`);
  });
  const weak = weakness(publicKey);
  if (weak !== null) throw new ValidationFailed(`SignCertificate: ${weak}`);
}

/** A request for a certificate. */
export interface SigningRequest {
  /** PEM. */
  readonly csr: string;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
}

/** The station is told to make a key, and asks to have it signed. */
export async function asksForCertificate(
  { csms }: StateContext,
  answer: "Accepted" | "Rejected" = "Accepted",
): Promise<SigningRequest> {
  csms.answers.next("SignCertificate", { status: answer });
  await csms.ask(
    "TriggerMessage",
    { requestedMessage: "SignChargingStationCertificate" },
    { status: "Accepted" },
  );
  const { payload, at } = await csms.expectsCall("SignCertificate", { csr: PEM_REQUEST });
  const csr = String(payload["csr"]);
  await checkSigningRequest(csr);
  return { csr, at };
}

/**
 * Memory state RenewChargingStationCertificate.
 * @param sign makes the chain (PEM) that the CSMS sends for a request
 */
export async function renewChargingStationCertificate(
  context: StateContext,
  sign: (csr: string) => string | Promise<string>,
): Promise<void> {
  const { csr } = await asksForCertificate(context);
  await context.csms.ask(
    "CertificateSigned",
    { certificateChain: await sign(csr), certificateType: "ChargingStationCertificate" },
    { status: "Accepted" },
  );
}
