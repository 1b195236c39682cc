import { messageOf } from "../../kernel/index.js";
import { readSigningRequest } from "../../pki/index.js";
import { expectsReport, nameOf } from "../expectations/report-data.js";
import { ValidationFailed } from "../verdict.js";
import { PEM_REQUEST } from "./certificate-states.js";
import type { StateContext } from "./state-context.js";

/** Who talks to EVs, and at which EVSE; neither where the station does not tell. */
interface Secc {
  readonly seccId?: string;
  readonly evseId?: number;
}

const REPORT_ID = 90;

/**
 * Memory state RenewV2GChargingStationCertificate: every SECC of the station gets a certificate.
 * @param sign makes the chain (PEM) that the CSMS sends for a request
 */
export async function renewV2gCertificates(
  context: StateContext,
  sign: (csr: string) => string | Promise<string>,
): Promise<void> {
  const { csms, variables, configured } = context;
  await variables.setIfImplemented("ISO15118Ctrlr.V2GCertificateInstallationEnabled", true);
  await variables.setIfImplemented("ISO15118Ctrlr.CountryName", "NL");
  await variables.setIfImplemented("ISO15118Ctrlr.OrganizationName", configured.vendorId);
  for (const { seccId, evseId } of await seccs(context)) {
    csms.answers.next("SignCertificate", { status: "Accepted" });
    await csms.ask(
      "TriggerMessage",
      { requestedMessage: "SignV2GCertificate", ...(evseId !== undefined && { evse: { id: evseId } }) },
      { status: "Accepted" },
    );
    const { csr } = await csms.expects("SignCertificate", {
      csr: PEM_REQUEST,
      certificateType: "V2GCertificate", // A02.FR.13
    });
    await checkV2gSigningRequest(String(csr), seccId);
    await csms.ask(
      "CertificateSigned",
      { certificateChain: await sign(String(csr)), certificateType: "V2GCertificate" },
      { status: "Accepted" },
    );
  }
}

/** The SECCs that the device model names, each once; one without a name where there is none. */
async function seccs({ csms }: StateContext): Promise<readonly Secc[]> {
  await csms.ask(
    "GetBaseReport",
    { requestId: REPORT_ID, reportBase: "FullInventory" },
    { status: "Accepted" },
  );
  const found = new Map<string, Secc>();
  for (const entry of await expectsReport(csms, REPORT_ID)) {
    const seccId = entry.variableAttribute.find(({ type = "Actual" }) => type === "Actual")?.value ?? "";
    if (nameOf(entry) !== "ISO15118Ctrlr.SeccId" || seccId === "" || found.has(seccId)) continue;
    const { evse } = entry.component;
    found.set(seccId, { seccId, ...(evse && { evseId: evse.id }) });
  }
  return found.size > 0 ? [...found.values()] : [{}];
}

/** ISO 15118 knows ECDSA only, with keys of 256 bits or more; the request names the SECC where that has a name. */
async function checkV2gSigningRequest(csr: string, seccId: string | undefined): Promise<void> {
  const { publicKey, subject } = await readSigningRequest(csr).catch((error: unknown) => {
    throw new ValidationFailed(`SignCertificate: ${messageOf(error)}`);
  });
  const bits = Number(/\d{3}/.exec(publicKey.asymmetricKeyDetails?.namedCurve ?? "")?.[0] ?? 0);
  if (publicKey.asymmetricKeyType !== "ec" || bits < 256)
    throw new ValidationFailed("SignCertificate: the key must be one of ECDSA, with 256 bits or more");
  if (seccId !== undefined && subject.commonName !== seccId)
    throw new ValidationFailed(
      `SignCertificate: the common name must be ${seccId}, but is ${subject.commonName}`,
    );
}
