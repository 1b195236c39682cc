import { loadOwnVariants, testCase, type CaseTools, type Variant } from "../../src/conformance/index.js";
import { SILENCE } from "../../src/conformance/csms/answers.js";
import { Minutes, Seconds } from "../../src/kernel/index.js";
import {
  certificateHashData,
  parseCertificates,
  readSigningRequest,
  type CertificateHashData,
} from "../../src/pki/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { runInProcess } from "../support/conformance/run-in-process.js";
import { scenario } from "../support/conformance/scenario.js";

const STATUS = "GetCertificateStatus";
const QUIET = Seconds(5);

/** The station gets a certificate towards EVs; gives the hash data of its chain, the leaf first. */
async function hasV2gCertificate({ memory, pki }: CaseTools): Promise<readonly CertificateHashData[]> {
  let chain = "";
  await memory.renewV2GChargingStationCertificate(async (csr) => (chain = await pki.signsV2g(csr)));
  const certificates = parseCertificates(chain);
  const root = (await pki.v2gRoot()).certificate;
  return certificates.map((one, index) => certificateHashData(one, certificates[index + 1] ?? root));
}

/** The CSMS answers with what a responder says. */
async function hasResponder({ csms, pki }: CaseTools): Promise<void> {
  const responder = await pki.ocspResponder();
  csms.answers.always(STATUS, ({ ocspRequestData }) => ({
    status: "Accepted",
    ocspResult: responder(ocspRequestData as CertificateHashData, csms.now()),
  }));
}

async function asksForThree({ csms }: CaseTools): Promise<void> {
  for (let count = 0; count < 3; count++) await csms.expects(STATUS);
}

scenario(
  "M06.FR.06: the status of its chain is kept across a restart, and asked for again when the certificate changes",
  "ac-iso15118",
  async (tools) => {
    const { csms, state } = tools;
    await hasResponder(tools);
    await hasV2gCertificate(tools);
    await asksForThree(tools);
    await state.booted();
    await csms.expectsNone(STATUS, QUIET);
    await hasV2gCertificate(tools); // M06.FR.07
    await asksForThree(tools);
    await csms.expectsNone(STATUS, QUIET);
  },
);

scenario("M06.FR.04: a status that could not be had is asked for later", "ac-iso15118", async (tools) => {
  const { csms } = tools;
  await hasV2gCertificate(tools);
  await asksForThree(tools);
  await csms.expectsNone(STATUS, Minutes(59));
  await hasResponder(tools);
  await csms.waits(Minutes(1));
  await asksForThree(tools);
});

scenario(
  "A02: what the station must not renew it does not ask for",
  "ac-iso15118",
  async ({ csms, variables }) => {
    await variables.set("ISO15118Ctrlr.V2GCertificateInstallationEnabled", false);
    await csms.ask("TriggerMessage", { requestedMessage: "SignV2GCertificate" }, { status: "Rejected" });
    await csms.expectsNone("SignCertificate", QUIET);
  },
);

scenario("F06.FR.08: a station without ISO 15118 has no such certificate", "ac-duo", async ({ csms }) => {
  await csms.ask("TriggerMessage", { requestedMessage: "SignV2GCertificate" }, { status: "NotImplemented" });
});

scenario(
  "A02.FR.07, A02.FR.20: a certificate that no V2G root has signed is refused, and none is asked for any more",
  "ac-iso15118",
  async ({ csms, pki, variables }) => {
    await variables.set("SecurityCtrlr.CertSigningWaitMinimum", 1);
    csms.answers.always("SignCertificate", { status: "Accepted" });
    await csms.ask("TriggerMessage", { requestedMessage: "SignV2GCertificate" }, { status: "Accepted" });
    const { csr } = await csms.expects("SignCertificate", { certificateType: "V2GCertificate" });
    const certificateChain = await pki.signs(String(csr));
    await csms.ask(
      "CertificateSigned",
      { certificateChain, certificateType: "V2GCertificate" },
      { status: "Rejected" },
    );
    await csms.expects("SecurityEventNotification", { type: "InvalidChargingStationCertificate" });
    await csms.expectsNone("SignCertificate", Minutes(1));
    await csms.ask(
      "GetInstalledCertificateIds",
      { certificateType: ["V2GCertificateChain"] },
      { status: "NotFound" },
    );
  },
);

scenario(
  "A02.FR.21: while the CSMS does not sign, contracts are not taken, until the station has rebooted",
  "ac-iso15118",
  async ({ csms, state, variables }) => {
    const enabled = (): Promise<string | undefined> => variables.get("ISO15118Ctrlr.PnCEnabled");
    await csms.ask("TriggerMessage", { requestedMessage: "SignV2GCertificate" }, { status: "Accepted" });
    await csms.expects("SignCertificate");
    await csms.passesAMoment();
    if ((await enabled()) !== "false") throw new Error("PnC is still enabled");
    await state.booted();
    if ((await enabled()) !== "true") throw new Error("PnC is not enabled again");
  },
);

scenario(
  "M04.FR.02, M04.FR.06: roots can be deleted, the station's own chain cannot",
  "ac-iso15118",
  async (tools) => {
    const { csms, pki } = tools;
    const { certificate: root } = await pki.v2gRoot();
    for (const certificateHashData of await hasV2gCertificate(tools))
      await csms.ask(
        "DeleteCertificate",
        { certificateHashData: { ...certificateHashData } },
        { status: "Failed" },
      );
    await csms.ask(
      "DeleteCertificate",
      { certificateHashData: { ...certificateHashData(root, root) } },
      { status: "Accepted" },
    );
    await csms.ask(
      "GetInstalledCertificateIds",
      { certificateType: ["V2GRootCertificate"] },
      { status: "NotFound" },
    );
  },
);

scenario(
  "M01: an EV that asks while the CSMS cannot be reached is told of the failure, and may ask again",
  "ac-iso15118",
  async ({ csms, state, tester, place, pki, memory }) => {
    await memory.certificateInstalled("MORootCertificate", (await pki.moRoot()).certificate.pem);
    await state.evConnectedPreSession();
    await csms.closesConnection();
    await tester.requestEvCertificate(place.evseId, "Install");
    await csms.acceptsReconnection();
    await csms.expectsNone("Get15118EVCertificate", QUIET);
    csms.answers.next("Get15118EVCertificate", { status: "Accepted", exiResponse: "gA==" });
    await tester.requestEvCertificate(place.evseId, "Install");
    await csms.expects("Get15118EVCertificate", { action: "Install" });
    await csms.expects("Authorize");
    csms.disregards("TransactionEvent");
  },
);

/** The same station, with those variables set from the start. */
const stationWith = (variables: object): Variant => {
  const variant = loadOwnVariants().find(({ name }) => name === "ac-iso15118") as Variant;
  const { station } = variant;
  return {
    ...variant,
    station: { ...station, variables: { ...(station["variables"] as object), ...variables } },
  };
};

async function passes(variables: object, run: (tools: CaseTools) => Promise<void>): Promise<void> {
  const play = { ...testCase("TC_A_00_CS", "", { Core: "M" }, run), id: "SCENARIO" };
  const result = await runInProcess(play, stationWith(variables));
  if (result.verdict !== "PASS") throw new Error(drawn(result));
}

test("M02: an EV whose request is not answered in time is told so before it gives up, and may ask again", () =>
  passes({ "OCPPCommCtrlr.MessageTimeout[Default]": 30 }, async ({ csms, state, tester, place }) => {
    await state.evConnectedPreSession();
    csms.answers.next("Get15118EVCertificate", SILENCE);
    await tester.requestEvCertificate(place.evseId, "Update");
    await csms.expects("Get15118EVCertificate", { action: "Update" });
    await csms.expectsNone("Authorize", QUIET);
    // While the EV waits this is refused.
    await tester.requestEvCertificate(place.evseId, "Update");
    await csms.expects("Get15118EVCertificate", { action: "Update" }, { within: Seconds(40) });
  }));

test("A02.FR.13: one certificate for both uses is asked for without a type, and used for both", () =>
  passes({ "SecurityCtrlr.CombinedCertificate": true }, async ({ csms, pki, identity }) => {
    csms.answers.always("SignCertificate", { status: "Accepted" });
    await csms.ask("TriggerMessage", { requestedMessage: "SignCombinedCertificate" }, { status: "Accepted" });
    const request = await csms.expects("SignCertificate");
    if ("certificateType" in request) throw new Error(`asked for ${String(request["certificateType"])}`);
    const csr = String(request["csr"]);
    const { subject } = await readSigningRequest(csr);
    if (subject.commonName !== identity) throw new Error(`it names ${subject.commonName}`);
    await csms.ask(
      "CertificateSigned",
      { certificateChain: await pki.signsV2g(csr) },
      { status: "Accepted" },
    );
    await csms.expects(STATUS);
    await csms.ask(
      "GetInstalledCertificateIds",
      { certificateType: ["V2GCertificateChain"] },
      { status: "Accepted" },
    );
    csms.disregards(STATUS);
  }));

scenario(
  "N09.FR.05, N10.FR.03: what is stored about a customer is found by the contract's certificate",
  "ac-iso15118",
  async (tools) => {
    const { csms, state, memory, pki } = tools;
    await memory.certificateInstalled("MORootCertificate", (await pki.moRoot()).certificate.pem);
    await state.evConnectedPreSession();
    await state.authorized15118("PnC");
    csms.disregards("TransactionEvent");
    const [contract, issuer] = await pki.contractChain();
    if (!contract || !issuer) throw new Error("no contract");
    const inquire = async (clear: boolean, algorithm: "SHA256" | "SHA384" | "SHA512"): Promise<string> => {
      await csms.ask(
        "CustomerInformation",
        {
          ...{ requestId: 1, report: true, clear },
          customerCertificate: { ...certificateHashData(contract, issuer, algorithm) },
        },
        { status: "Accepted" },
      );
      const { data, tbc } = await csms.expects("NotifyCustomerInformation");
      if (tbc === true) throw new Error("more than one part");
      return String(data);
    };
    const known = await inquire(false, "SHA256");
    if (!/Transaction .+ running/.test(known) || !known.includes("DEKBSC00000001")) throw new Error(known);
    if ((await inquire(true, "SHA512")) !== known) throw new Error("another algorithm finds something else");
    const left = await inquire(false, "SHA256");
    if (left !== "") throw new Error(left);
  },
);
