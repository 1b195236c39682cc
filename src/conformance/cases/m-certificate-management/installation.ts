import type { Certificate } from "../../../pki/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { ValidationFailed } from "../../verdict.js";
import { describes, hashDataOf, installed } from "./hash-data.js";

const isStrict = async ({ variables }: CaseTools): Promise<boolean> =>
  (await variables.get("SecurityCtrlr.AdditionalRootCertificateCheck"))?.toLowerCase() === "true";

/** A CSMS root that the station may take: one that the old root has signed, where that is asked for. */
export async function newCsmsRoot(
  tools: CaseTools,
): Promise<{ readonly certificate: Certificate; readonly issuer: Certificate }> {
  if (await isStrict(tools)) {
    const [{ certificate }, root] = [await tools.pki.successor(), await tools.pki.root()];
    return { certificate, issuer: root.certificate };
  }
  const { certificate } = await tools.pki.secondRoot();
  return { certificate, issuer: certificate };
}

/** A refused certificate is not installed. */
async function staysOut(tools: CaseTools, certificate: Certificate): Promise<void> {
  const entries = await installed(tools, "CSMSRootCertificate");
  if (entries.some(({ certificateHashData }) => describes(certificateHashData, certificate)))
    throw new ValidationFailed("the refused certificate is installed");
}

export const INSTALLATION_CASES = [
  testCase("TC_M_01_CS", "Install CA certificate - CSMSRootCertificate", { Core: "M" }, async (tools) => {
    const { memory, state } = tools;
    const { certificate, issuer } = await newCsmsRoot(tools);
    await memory.certificateInstalled("CSMSRootCertificate", certificate.pem);
    await state.getInstalledCertificates("CSMSRootCertificate", hashDataOf(certificate, issuer));
  }),

  testCase(
    "TC_M_02_CS",
    "Install CA certificate - ManufacturerRootCertificate",
    { Core: "M" },
    async ({ memory, state, pki }) => {
      const { certificate } = await pki.manufacturerRoot();
      await memory.certificateInstalled("ManufacturerRootCertificate", certificate.pem);
      await state.getInstalledCertificates("ManufacturerRootCertificate", hashDataOf(certificate));
    },
  ),

  testCase(
    "TC_M_03_CS",
    "Install CA certificate - V2GRootCertificate",
    { ISO15118Support: "M" },
    async ({ memory, state, pki }) => {
      const { certificate } = await pki.secondV2gRoot();
      await memory.certificateInstalled("V2GRootCertificate", certificate.pem);
      await state.getInstalledCertificates("V2GRootCertificate", hashDataOf(certificate));
    },
  ),

  testCase(
    "TC_M_04_CS",
    "Install CA certificate - MORootCertificate",
    { ISO15118Support: "M" },
    async ({ memory, state, pki }) => {
      const { certificate } = await pki.moRoot();
      await memory.certificateInstalled("MORootCertificate", certificate.pem);
      await state.getInstalledCertificates("MORootCertificate", hashDataOf(certificate));
    },
  ),

  testCase(
    "TC_M_07_CS",
    "Install CA certificate - Rejected - Certificate invalid",
    { Core: "NOT AS-2" },
    async (tools) => {
      const { csms, pki } = tools;
      const { certificate } = await pki.expiredRoot();
      await csms.ask(
        "InstallCertificate",
        { certificateType: "CSMSRootCertificate", certificate: certificate.pem },
        { status: "Rejected" },
      );
      await staysOut(tools, certificate);
    },
  ),

  testCase(
    "TC_M_09_CS",
    "Install CA certificate - AdditionalRootCertificateCheck - Rejected",
    { Core: "AS-2" },
    async (tools) => {
      const { csms, pki, state } = tools;
      const { certificate } = await pki.secondRoot();
      await csms.ask(
        "InstallCertificate",
        { certificateType: "CSMSRootCertificate", certificate: certificate.pem },
        { status: "Rejected" },
      );
      await staysOut(tools, certificate);
      await state.getInstalledCertificates("CSMSRootCertificate", hashDataOf((await pki.root()).certificate));
    },
  ),
];
