import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { allOf, containing, omitted } from "../../expectations/pattern.js";
import { hashDataOf } from "../../expectations/hash-data.js";
import { installed } from "./installed.js";
import { newCsmsRoot } from "./installation.js";

/** A new root of each use is installed; gives what reports must hold of them. */
async function installsRoots({ memory, pki, ...rest }: CaseTools) {
  const tools = { memory, pki, ...rest };
  const csms = await newCsmsRoot(tools);
  const manufacturer = (await pki.manufacturerRoot()).certificate;
  await memory.certificateInstalled("CSMSRootCertificate", csms.certificate.pem);
  await memory.certificateInstalled("ManufacturerRootCertificate", manufacturer.pem);
  return [
    containing({
      certificateType: "CSMSRootCertificate",
      certificateHashData: hashDataOf(csms.certificate, csms.issuer),
    }),
    containing({
      certificateType: "ManufacturerRootCertificate",
      certificateHashData: hashDataOf(manufacturer),
    }),
  ];
}

export const RETRIEVAL_CASES = [
  testCase(
    "TC_M_12_CS",
    "Retrieve certificates from Charging Station - CSMSRootCertificate",
    { Core: "M" },
    async (tools) => {
      const { certificate, issuer } = await newCsmsRoot(tools);
      await tools.memory.certificateInstalled("CSMSRootCertificate", certificate.pem);
      await tools.state.getInstalledCertificates("CSMSRootCertificate", hashDataOf(certificate, issuer));
    },
  ),

  testCase(
    "TC_M_13_CS",
    "Retrieve certificates from Charging Station - ManufacturerRootCertificate",
    { Core: "M" },
    async ({ memory, state, pki }) => {
      const { certificate } = await pki.manufacturerRoot();
      await memory.certificateInstalled("ManufacturerRootCertificate", certificate.pem);
      await state.getInstalledCertificates("ManufacturerRootCertificate", hashDataOf(certificate));
    },
  ),

  testCase(
    "TC_M_17_CS",
    "Retrieve certificates from Charging Station - CSMSRootCertificate & ManufacturerRootCertificate",
    { Core: "M" },
    async (tools) => {
      const entries = await installsRoots(tools);
      await tools.csms.ask(
        "GetInstalledCertificateIds",
        { certificateType: ["CSMSRootCertificate", "ManufacturerRootCertificate"] },
        { status: "Accepted", certificateHashDataChain: allOf(...entries) },
      );
    },
  ),

  testCase(
    "TC_M_18_CS",
    "Retrieve certificates from Charging Station - All certificateTypes",
    { Core: "M" },
    async (tools) => {
      const entries = await installsRoots(tools);
      await tools.csms.ask(
        "GetInstalledCertificateIds",
        {},
        { status: "Accepted", certificateHashDataChain: allOf(...entries) },
      );
    },
  ),

  testCase(
    "TC_M_19_CS",
    "Retrieve certificates from Charging Station - No matching certificate found",
    { Core: "M" },
    async (tools) => {
      const { csms } = tools;
      for (const { certificateHashData } of await installed(tools, "MORootCertificate"))
        await csms.ask("DeleteCertificate", { certificateHashData }, { status: "Accepted" });
      await csms.ask(
        "GetInstalledCertificateIds",
        { certificateType: ["MORootCertificate"] },
        { status: "NotFound", certificateHashDataChain: omitted },
      );
    },
  ),
];
