import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";

/** Stands for the EXI stream of the CSMS's answer, which no station reads. */
const EXI_RESPONSE = Buffer.from("\u0080CertificateRes", "latin1").toString("base64");

type Action = "Install" | "Update";

/** V2G and MO roots are there, an EV is connected, and it asks for a certificate. */
async function evAsks(tools: CaseTools, action: Action, status: "Accepted" | "Failed"): Promise<void> {
  const { csms, memory, pki, state, tester, place, variables } = tools;
  await variables.setIfImplemented("ISO15118Ctrlr.ContractCertificateInstallationEnabled", true);
  await variables.setIfImplemented("ISO15118Ctrlr.PnCEnabled", true);
  await memory.certificateInstalled("V2GRootCertificate", (await pki.v2gRoot()).certificate.pem);
  await memory.certificateInstalled("MORootCertificate", (await pki.moRoot()).certificate.pem);
  await state.evConnectedPreSession();
  csms.answers.next("Get15118EVCertificate", {
    status,
    // Part 6 omits it where there is none; the schema asks for one.
    exiResponse: status === "Accepted" ? EXI_RESPONSE : "",
  });
  await tester.requestEvCertificate(place.evseId, action);
}

const succeeds =
  (action: Action) =>
  async (tools: CaseTools): Promise<void> => {
    const { csms } = tools;
    csms.answers.next("Authorize", {
      idTokenInfo: { status: "Accepted" },
      certificateStatus: "Accepted",
    });
    await evAsks(tools, action, "Accepted");
    await csms.expects("Get15118EVCertificate", { action });
    await csms.expects("Authorize", { idToken: { type: "eMAID" } });
    // What follows from the authorization is no part of the case.
    csms.disregards("TransactionEvent");
  };

const fails =
  (action: Action) =>
  async (tools: CaseTools): Promise<void> => {
    const { csms, configured } = tools;
    await evAsks(tools, action, "Failed");
    await csms.expects("Get15118EVCertificate", { action });
    await csms.expectsNone("Authorize", Seconds(configured.quietTime));
  };

const ISO15118 = { ISO15118Support: "M" } as const;

export const EV_CERTIFICATE_CASES = [
  testCase("TC_M_26_CS", "Certificate Installation EV - Success", ISO15118, succeeds("Install")),
  testCase("TC_M_27_CS", "Certificate Installation EV - Failed", ISO15118, fails("Install")),
  testCase("TC_M_28_CS", "Certificate Update EV - Success", ISO15118, succeeds("Update")),
  testCase("TC_M_29_CS", "Certificate Update EV - Failed", ISO15118, fails("Update")),
];
