import { parseCertificates, type Certificate } from "../../../pki/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { allOf, containing, omitted } from "../../expectations/pattern.js";
import { hashDataOf, installed, linksOf } from "./hash-data.js";
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
    "TC_M_14_CS",
    "Retrieve certificates from Charging Station - V2GRootCertificate",
    { ISO15118Support: "M" },
    async ({ memory, state, pki }) => {
      const { certificate } = await pki.secondV2gRoot();
      await memory.certificateInstalled("V2GRootCertificate", certificate.pem);
      await state.getInstalledCertificates("V2GRootCertificate", hashDataOf(certificate));
    },
  ),

  testCase(
    "TC_M_15_CS",
    "Retrieve certificates from Charging Station - V2GCertificateChain",
    { ISO15118Support: "M" },
    async ({ csms, memory, pki }) => {
      let chain: readonly Certificate[] = [];
      await memory.renewV2GChargingStationCertificate(async (csr) => {
        const signed = await pki.signsV2g(csr);
        chain = parseCertificates(signed);
        return signed;
      });
      const [leaf, ...children] = linksOf(chain, (await pki.v2gRoot()).certificate);
      await csms.ask(
        "GetInstalledCertificateIds",
        { certificateType: ["V2GCertificateChain"] },
        {
          status: "Accepted",
          certificateHashDataChain: containing({
            certificateType: "V2GCertificateChain",
            certificateHashData: leaf,
            childCertificateHashData: allOf(...children.map(containing)), // M03.FR.05
          }),
        },
      );
    },
  ),

  testCase(
    "TC_M_16_CS",
    "Retrieve certificates from Charging Station - MORootCertificate",
    { ISO15118Support: "M" },
    async ({ memory, state, pki }) => {
      const { certificate } = await pki.moRoot();
      await memory.certificateInstalled("MORootCertificate", certificate.pem);
      await state.getInstalledCertificates("MORootCertificate", hashDataOf(certificate));
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
