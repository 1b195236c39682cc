import { checkSigningRequest, PEM_REQUEST } from "../../../expectations/signing-request.js";
import type { Payload } from "../../../../protocol/index.js";
import { ValidationFailed } from "../../../verdict.js";
import type { CaseTools16 } from "../../case-tools.js";
import { lastBoot } from "../restart.js";

/** Uses of the roots of OCPP 1.6. */
export type RootUse = "CentralSystemRootCertificate" | "ManufacturerRootCertificate";

/** Whose certificates the station's are to be. */
const CPO_NAME = "Kerbside Test CPO";

/** InstallCertificate (PEM). */
export async function installsCertificate(
  { csms }: CaseTools16,
  certificateType: RootUse,
  certificate: string,
  status = "Accepted",
): Promise<void> {
  await csms.ask("InstallCertificate", { certificateType, certificate }, { status });
}

/** A security event of that type comes; others do not matter, nor the order. */
export async function expectsEvent({ csms }: CaseTools16, type: string): Promise<void> {
  await csms.expects("SecurityEventNotification", { type }, { where: (event) => event["type"] === type });
}

/** The number by which certificates name the station (A00.FR.511); its identity where it has none. */
export async function serialNumberOf(tools: CaseTools16): Promise<string> {
  const { chargePointSerialNumber, chargeBoxSerialNumber } = await lastBoot(tools);
  return String(chargePointSerialNumber ?? chargeBoxSerialNumber ?? tools.identity);
}

/** The station is told to make a key and asks to have it signed, for the CPO; gives its request (PEM). */
export async function asksForCertificate(tools: CaseTools16): Promise<string> {
  const { csms, keys } = tools;
  const serialNumber = await serialNumberOf(tools);
  await keys.set("CpoName", CPO_NAME);
  csms.answers.next("SignCertificate", { status: "Accepted" });
  await csms.ask(
    "ExtendedTriggerMessage",
    { requestedMessage: "SignChargePointCertificate" },
    { status: "Accepted" },
  );
  const { csr } = await csms.expects("SignCertificate", { csr: PEM_REQUEST });
  const { subject } = await checkSigningRequest(String(csr));
  if (subject.organization !== CPO_NAME)
    throw new ValidationFailed(`SignCertificate is for ${subject.organization}, not ${CPO_NAME} (A02.FR.13)`);
  if (subject.commonName !== serialNumber)
    throw new ValidationFailed(
      `SignCertificate is for ${subject.commonName}, not ${serialNumber} (A00.FR.511)`,
    );
  return String(csr);
}

/** Memory state RenewChargePointCertificate; gives the chain (PEM). */
export async function renewsCertificate(tools: CaseTools16): Promise<string> {
  const certificateChain = await tools.pki.signs(await asksForCertificate(tools));
  await tools.csms.ask("CertificateSigned", { certificateChain }, { status: "Accepted" });
  return certificateChain;
}

/** Hash data of the roots of that use; none where the station finds none. */
export async function installed(
  { csms }: CaseTools16,
  certificateType: RootUse,
): Promise<readonly Payload[]> {
  const { status, certificateHashData } = await csms.request("GetInstalledCertificateIds", {
    certificateType,
  });
  const found = (certificateHashData ?? []) as readonly Payload[];
  if ((status === "Accepted") !== found.length > 0)
    throw new ValidationFailed(
      `GetInstalledCertificateIds is ${String(status)} with ${found.length} certificates`,
    );
  return found;
}
