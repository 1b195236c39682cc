import { Milliseconds, Seconds } from "../../../kernel/index.js";
import { parseCertificate } from "../../../pki/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { oneOf } from "../../expectations/pattern.js";
import {
  asksForCertificate,
  checkSigningRequest,
  type SigningRequest,
} from "../../states/certificate-states.js";
import { ValidationFailed } from "../../verdict.js";

/** What a busy machine may add to a wait, and a clock take from it, in milliseconds. */
const TOLERANCE = 100;

/** The station connects anew and shows the certificate that it got (A02.FR.08). */
async function reconnectsWith({ csms }: CaseTools, chain: string, before: number): Promise<void> {
  await csms.expectsNewConnection(before);
  const shown = csms.handshake.certificate?.fingerprint;
  if (shown !== parseCertificate(chain).fingerprint)
    throw new ValidationFailed("the station does not show its new certificate");
}

/** The next SignCertificate comes, but not before `wait` seconds have passed since `since`. */
async function asksAgain({ csms }: CaseTools, since: number, wait: number): Promise<SigningRequest> {
  csms.answers.next("SignCertificate", { status: "Accepted" });
  const { payload, at } = await csms.expectsCall("SignCertificate", {}, { within: Seconds(wait + 5) });
  if (at - since < wait * 1_000 - TOLERANCE)
    throw new ValidationFailed(`SignCertificate came again after ${at - since} ms, not after ${wait} s`);
  const csr = String(payload["csr"]);
  await checkSigningRequest(csr);
  return { csr, at };
}

export const CERTIFICATE_RENEWAL_CASES = [
  testCase(
    "TC_A_11_CS",
    "Update Charging Station Certificate by request of CSMS - Success - Charging Station Certificate",
    { AdvancedSecurity: "SP-3" },
    async (tools) => {
      const { csms, memory, pki } = tools;
      const before = csms.connections;
      let chain = "";
      await memory.renewChargingStationCertificate(async (csr) => (chain = await pki.signs(csr)));
      await reconnectsWith(tools, chain, before);
    },
  ),

  testCase(
    "TC_A_12_CS",
    "Update Charging Station Certificate by request of CSMS - Success - V2G Certificate",
    { ISO15118Support: "M" },
    async ({ memory, pki }) => {
      await memory.renewV2GChargingStationCertificate((csr) => pki.signsV2g(csr));
    },
  ),

  testCase(
    "TC_A_14_CS",
    "Update Charging Station Certificate by request of CSMS - Invalid certificate",
    { AdvancedSecurity: "SP-3" },
    async (tools) => {
      const { csms, pki } = tools;
      const { csr } = await asksForCertificate(tools);
      await csms.ask(
        "CertificateSigned",
        {
          certificateChain: await pki.signsExpired(csr),
          certificateType: "ChargingStationCertificate",
        },
        { status: "Rejected" },
      );
      await csms.expects("SecurityEventNotification", { type: "InvalidChargingStationCertificate" });
    },
  ),

  testCase(
    "TC_A_15_CS",
    "Update Charging Station Certificate by request of CSMS - SignCertificateRequest Rejected",
    { AdvancedSecurity: "SP-3" },
    async (tools) => {
      await asksForCertificate(tools, "Rejected");
    },
  ),

  testCase(
    "TC_A_23_CS",
    "Update Charging Station Certificate by request of CSMS - CertificateSignedRequest Timeout",
    { AdvancedSecurity: "AS-3 and SP-3" },
    async (tools) => {
      const { csms, variables, pki, configured } = tools;
      const wait = configured.certSigningWaitMinimum;
      await variables.set("SecurityCtrlr.CertSigningWaitMinimum", wait);
      await variables.set("SecurityCtrlr.CertSigningRepeatTimes", 1);
      const requests: SigningRequest[] = [await asksForCertificate(tools)];
      for (const factor of [1, 2]) {
        const { at } = requests.at(-1) ?? { at: csms.now() };
        requests.push(await asksAgain(tools, at, wait * factor));
      }
      const outcomes: unknown[] = [];
      for (const { csr } of requests) {
        await csms.until(() => csms.connected, "the station does not come back");
        const { status } = await csms.ask(
          "CertificateSigned",
          { certificateChain: await pki.signs(csr), certificateType: "ChargingStationCertificate" },
          { status: oneOf("Accepted", "Rejected") },
        );
        outcomes.push(status);
        // An accepted certificate is used at once, by a new connection.
        await csms.waits(Milliseconds(500));
      }
      if (!outcomes.includes("Accepted")) throw new ValidationFailed("no certificate was accepted");
      csms.disregards("SecurityEventNotification");
    },
  ),
];
