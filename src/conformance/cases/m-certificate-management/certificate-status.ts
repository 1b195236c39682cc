import { parseCertificates, type Certificate, type CertificateHashData } from "../../../pki/index.js";
import type { Payload } from "../../../protocol/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { satisfying } from "../../expectations/pattern.js";
import { describes } from "./hash-data.js";

/** V2G and MO roots are there, and the station gets a certificate towards EVs; gives its chain, the leaf first. */
async function hasV2gCertificate({ memory, pki }: CaseTools): Promise<readonly Certificate[]> {
  let chain = "";
  await memory.certificateInstalled("V2GRootCertificate", (await pki.v2gRoot()).certificate.pem);
  await memory.certificateInstalled("MORootCertificate", (await pki.moRoot()).certificate.pem);
  await memory.renewV2GChargingStationCertificate(async (csr) => (chain = await pki.signsV2g(csr)));
  return parseCertificates(chain);
}

/**
 * The station asks for the status of each certificate of the chain, in any order, and where the certificate says
 * (M06.FR.07). Where it has several SECCs, it is the chain of the last.
 */
async function asksForStatuses({ csms, pki }: CaseTools, chain: readonly Certificate[]): Promise<void> {
  const { certificate: root } = await pki.v2gRoot();
  const left = new Set(chain);
  const isAskedFor = (data: unknown, certificate: Certificate): boolean =>
    describes(data, certificate, chain[chain.indexOf(certificate) + 1] ?? root) &&
    (data as Payload)["responderURL"] === certificate.ocspResponder;
  while (left.size > 0) {
    const names = [...left].map(({ subject }) => subject.commonNames.join("/")).join(", ");
    const { ocspRequestData } = await csms.expects("GetCertificateStatus", {
      ocspRequestData: satisfying(`about one of ${names}`, (data) =>
        [...left].some((certificate) => isAskedFor(data, certificate)),
      ),
    });
    for (const certificate of left) if (isAskedFor(ocspRequestData, certificate)) left.delete(certificate);
  }
}

export const CERTIFICATE_STATUS_CASES = [
  testCase(
    "TC_M_24_CS",
    "Get Charging Station Certificate status - Success",
    { ISO15118Support: "M" },
    async (tools) => {
      const { csms, pki } = tools;
      const responder = await pki.ocspResponder();
      csms.answers.always("GetCertificateStatus", ({ ocspRequestData }) => ({
        status: "Accepted",
        ocspResult: responder(ocspRequestData as CertificateHashData, csms.now()),
      }));
      const chain = await hasV2gCertificate(tools);
      await asksForStatuses(tools, chain);
    },
  ),

  testCase(
    "TC_M_25_CS",
    "Get Charging Station Certificate status - Rejected",
    { ISO15118Support: "M" },
    async (tools) => {
      tools.csms.answers.always("GetCertificateStatus", { status: "Failed" });
      await asksForStatuses(tools, await hasV2gCertificate(tools));
    },
  ),
];
