import { containing, satisfying, type Pattern } from "../expectations/pattern.js";
import type { StateContext } from "./state-context.js";

const PEM_REQUEST = satisfying(
  "a certificate signing request as PEM (RFC 2986)",
  (value) => typeof value === "string" && /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(value),
);

/** Reusable state GetInstalledCertificates: the station has a certificate of that use, with those hashes. */
export async function getInstalledCertificates(
  { csms }: StateContext,
  certificateType: string,
  certificateHashData: Pattern,
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

/**
 * Memory states RenewChargingStationCertificate and RenewV2GChargingStationCertificate.
 * @param sign makes the chain (PEM) that the CSMS sends for a request
 */
export async function renewCertificate(
  { csms }: StateContext,
  certificateType: "ChargingStationCertificate" | "V2GCertificate",
  sign: (csr: string) => string,
): Promise<void> {
  csms.answers.next("SignCertificate", { status: "Accepted" });
  await csms.ask(
    "TriggerMessage",
    {
      requestedMessage:
        certificateType === "V2GCertificate" ? "SignV2GCertificate" : "SignChargingStationCertificate",
    },
    { status: "Accepted" },
  );
  const { csr } = await csms.expects("SignCertificate", { csr: PEM_REQUEST });
  await csms.ask(
    "CertificateSigned",
    { certificateChain: sign(String(csr)), certificateType },
    { status: "Accepted" },
  );
}
