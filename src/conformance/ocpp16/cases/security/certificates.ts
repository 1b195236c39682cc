import { Seconds } from "../../../../kernel/index.js";
import { parseCertificate, type Certificate } from "../../../../pki/index.js";
import { describes, hashDataOf } from "../../../expectations/hash-data.js";
import { containing } from "../../../expectations/pattern.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import {
  asksForCertificate,
  expectsEvent,
  installed,
  installsCertificate,
  renewsCertificate,
  type RootUse,
} from "./preparations.js";

const WITH_TLS = { Security: "SP-2 or SP-3" } as const;

/** A root that the station may take beside those that it has, or in the place of its own, which has signed it. */
async function newRoot(
  { keys, pki }: CaseTools16,
  use: RootUse,
): Promise<{ readonly certificate: Certificate; readonly issuer: Certificate }> {
  const strict = (await keys.get("AdditionalRootCertificateCheck"))?.toLowerCase() === "true";
  if (strict && use === "CentralSystemRootCertificate") {
    const [{ certificate }, root] = [await pki.successor(), await pki.root()];
    return { certificate, issuer: root.certificate };
  }
  const { certificate } = await pki.secondRoot();
  return { certificate, issuer: certificate };
}

const installation = (id: string, use: RootUse) =>
  testCase16(id, `Install a certificate on the Charge Point - ${use}`, WITH_TLS, async (tools) => {
    const { certificate, issuer } = await newRoot(tools, use);
    await installsCertificate(tools, use, certificate.pem);
    await tools.csms.ask(
      "GetInstalledCertificateIds",
      { certificateType: use },
      { status: "Accepted", certificateHashData: containing(hashDataOf(certificate, issuer)) },
    );
  });

export const CERTIFICATE_CASES = [
  testCase16(
    "TC_074",
    "Update Charge Point Certificate by request of Central System",
    { Security: "SP-3" },
    async (tools) => {
      const { csms, configured } = tools;
      const before = csms.connections;
      const chain = await renewsCertificate(tools);
      await csms.expectsNewConnection(before, Seconds(configured.longOperationTimeout));
      if (csms.handshake.certificate?.fingerprint !== parseCertificate(chain).fingerprint)
        throw new ValidationFailed("the station does not show its new certificate (A02.FR.08)");
    },
  ),

  installation("TC_075_1", "ManufacturerRootCertificate"),
  installation("TC_075_2", "CentralSystemRootCertificate"),

  testCase16("TC_076", "Delete a specific certificate from the Charge Point", WITH_TLS, async (tools) => {
    const use = "CentralSystemRootCertificate";
    // Not the one that holds for the connection (M04.FR.06).
    const { certificate, issuer } = await newRoot(tools, use);
    await installsCertificate(tools, use, certificate.pem);
    const hashData = (await installed(tools, use)).find((one) => describes(one, certificate, issuer));
    if (!hashData) throw new ValidationFailed("the certificate that was installed is not told of");
    await tools.csms.ask("DeleteCertificate", { certificateHashData: hashData }, { status: "Accepted" });
    if ((await installed(tools, use)).some((one) => describes(one, certificate, issuer)))
      throw new ValidationFailed("the deleted certificate is still there");
  }),

  testCase16(
    "TC_077",
    "Invalid ChargePointCertificate Security Event",
    { Security: "SP-3" },
    async (tools) => {
      const certificateChain = await tools.pki.signsExpired(await asksForCertificate(tools));
      await tools.csms.ask("CertificateSigned", { certificateChain }, { status: "Rejected" });
      await expectsEvent(tools, "InvalidChargePointCertificate");
    },
  ),

  testCase16("TC_078", "Invalid CentralSystemCertificate Security Event", WITH_TLS, async (tools) => {
    const { certificate } = await tools.pki.expiredRoot();
    await installsCertificate(tools, "CentralSystemRootCertificate", certificate.pem, "Rejected");
    await expectsEvent(tools, "InvalidCentralSystemCertificate");
  }),
];
