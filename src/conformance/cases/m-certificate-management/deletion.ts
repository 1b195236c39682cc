import { certificateHashData, parseCertificate } from "../../../pki/index.js";
import { testCase } from "../../case.js";
import { oneOf } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";
import { describes } from "../../expectations/hash-data.js";
import { installed } from "./installed.js";
import { newCsmsRoot } from "./installation.js";

export const DELETION_CASES = [
  testCase(
    "TC_M_20_CS",
    "Delete a certificate from a Charging Station - Success",
    { Core: "M" },
    async (tools) => {
      const { csms, memory, pki } = tools;
      if ((await installed(tools, "CSMSRootCertificate")).length === 0)
        await memory.certificateInstalled("CSMSRootCertificate", (await newCsmsRoot(tools)).certificate.pem);
      const [present] = await installed(tools, "CSMSRootCertificate");
      if (!present) throw new ValidationFailed("no CSMSRootCertificate is installed");
      const { certificateHashData: wanted } = present;
      await csms.ask("DeleteCertificate", { certificateHashData: wanted }, { status: "Accepted" });
      const left = await installed(tools, "CSMSRootCertificate");
      if (left.some(({ certificateHashData: one }) => JSON.stringify(one) === JSON.stringify(wanted)))
        throw new ValidationFailed("the deleted certificate is still there");
      // The station trusts the CSMS as before.
      const { certificate } = await pki.root();
      if (describes(wanted, certificate))
        await memory.certificateInstalled("CSMSRootCertificate", certificate.pem);
    },
  ),

  testCase(
    "TC_M_22_CS",
    "Delete a certificate from a Charging Station - No matching certificate found",
    { Core: "M" },
    async (tools) => {
      const { csms, pki } = tools;
      await installed(tools, "CSMSRootCertificate");
      const { certificate } = await pki.expiredRoot();
      await csms.ask(
        "DeleteCertificate",
        { certificateHashData: { ...certificateHashData(certificate, certificate) } },
        { status: "NotFound" },
      );
    },
  ),

  testCase(
    "TC_M_23_CS",
    "Delete a certificate from a Charging Station - Unable to delete the Charging Station Certificate",
    { AdvancedSecurity: "SP-3" },
    async ({ csms, memory, pki }) => {
      const before = csms.connections;
      let chain = "";
      await memory.renewChargingStationCertificate(async (csr) => (chain = await pki.signs(csr)));
      await csms.expectsNewConnection(before);
      await csms.request("GetInstalledCertificateIds");
      await csms.ask(
        "DeleteCertificate",
        {
          certificateHashData: {
            ...certificateHashData(parseCertificate(chain), (await pki.root()).certificate),
          },
        },
        { status: oneOf("NotFound", "Failed") },
      );
    },
  ),
];
