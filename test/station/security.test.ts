import { Seconds } from "../../src/kernel/index.js";
import { asksForCertificate } from "../../src/conformance/states/certificate-states.js";
import { endpointSecurity } from "../../src/conformance/pki/security.js";
import type { CaseTools } from "../../src/conformance/index.js";
import { scenario } from "../support/conformance/scenario.js";

const within = { within: Seconds(120) };

/** The security log as the station uploads it. */
async function securityLog({ csms, files }: CaseTools): Promise<string> {
  const { url, received } = await files.server();
  await csms.ask(
    "GetLog",
    { requestId: 9, logType: "SecurityLog", log: { remoteLocation: url } },
    { status: "Accepted" },
  );
  await csms.expects("LogStatusNotification", { status: "Uploading" });
  await csms.expects("LogStatusNotification", { status: "Uploaded" });
  return received.at(-1)?.content.toString("utf8") ?? "";
}

async function failsUntilGood(
  tools: CaseTools,
  bad: Parameters<CaseTools["csms"]["secures"]>[0],
): Promise<void> {
  const { csms, pki, configured } = tools;
  const [before, attempts] = [csms.connections, csms.attemptsAt("first")];
  csms.secures(bad);
  csms.dropsConnection();
  await csms.until(() => csms.attemptsAt("first") >= attempts + 3, "three attempts", Seconds(300));
  csms.secures(await endpointSecurity(pki, configured.securityProfile));
  await csms.expectsNewConnection(before, Seconds(300));
}

scenario(
  "A00.FR.323: no common cipher suite ends in an event of its own, told once",
  "ac-fixed",
  async (tools) => {
    const good = await endpointSecurity(tools.pki, 2);
    await failsUntilGood(tools, { ...good, only: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" });
    await tools.csms.expects("SecurityEventNotification", { type: "InvalidTLSCipherSuite" });
    await tools.csms.expectsNone("SecurityEventNotification", Seconds(5), { type: "InvalidTLSCipherSuite" });
  },
);

scenario("A00.FR.316: TLS below 1.2 is told once, however often it is tried", "ac-fixed", async (tools) => {
  const good = await endpointSecurity(tools.pki, 2);
  await failsUntilGood(tools, { ...good, only: "TLSv1.1" });
  await tools.csms.expects("SecurityEventNotification", { type: "InvalidTLSVersion" });
  await tools.csms.expectsNone("SecurityEventNotification", Seconds(5), { type: "InvalidTLSVersion" });
});

scenario(
  "no wildcard stands for a part of an address, whatever AllowCSMSTLSWildcards says",
  "ac-fixed",
  async (tools) => {
    await tools.variables.set("SecurityCtrlr.AllowCSMSTLSWildcards", true);
    await failsUntilGood(tools, await endpointSecurity(tools.pki, 2, "wildcard"));
    await tools.csms.expects("SecurityEventNotification", { type: "InvalidCsmsCertificate" });
  },
);

scenario(
  "A04.FR.04: a refused password is in the log and is not sent, nor is the password",
  "ac-duo",
  async (tools) => {
    const { csms, password } = tools;
    const before = csms.connections;
    csms.asksForPassword("another-password-0123");
    csms.dropsConnection();
    await csms.until(() => csms.refusals > 0, "a refusal", Seconds(60));
    csms.asksForPassword(password);
    await csms.expectsNewConnection(before, Seconds(120));
    const log = await securityLog(tools);
    if (!log.includes("FailedToAuthenticateAtCsms")) throw new Error(log);
    if (log.includes(password)) throw new Error("the log shows the password");
    await csms.expectsNone("SecurityEventNotification", Seconds(2), { type: "FailedToAuthenticateAtCsms" });
  },
);

scenario(
  "A01.FR.11, A01.FR.12: a changed password is logged without its content",
  "ac-duo",
  async (tools) => {
    const { csms } = tools;
    const before = csms.connections;
    const setVariableData = [
      {
        component: { name: "SecurityCtrlr" },
        variable: { name: "BasicAuthPassword" },
        attributeValue: "changed-password-0123",
      },
    ];
    csms.asksForPassword("changed-password-0123");
    await csms.request("SetVariables", { setVariableData });
    await csms.expectsNewConnection(before);
    const log = await securityLog(tools);
    if (!log.includes("BasicAuthPassword was changed")) throw new Error(log);
    if (log.includes("changed-password-0123")) throw new Error("the log shows the password");
  },
);

scenario(
  "A02.FR.28, A02.FR.29: a renewed certificate that the CSMS refuses is given up for the former one",
  "dc",
  async (tools) => {
    const { csms, memory, pki, variables } = tools;
    await variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 2);
    const second = await pki.secondRoot();
    await memory.certificateInstalled("CSMSRootCertificate", second.certificate.pem);
    const former = csms.handshake.certificate?.fingerprint;
    // The CSMS lets in only those whom its first root has signed.
    const good = await endpointSecurity(pki, 3);
    csms.secures({ ...good, clientRoots: [(await pki.root()).certificate] });
    const before = csms.connections;
    const { csr } = await asksForCertificate(tools);
    await csms.ask(
      "CertificateSigned",
      {
        certificateChain: await pki.signs(csr, { by: second }),
        certificateType: "ChargingStationCertificate",
      },
      { status: "Accepted" },
    );
    await csms.expectsNewConnection(before, Seconds(300));
    csms.check("certificate", csms.handshake.certificate?.fingerprint, former);
    await csms.expects("SecurityEventNotification", { type: "DiscardedRenewedClientCertificate" }, within);
  },
);

scenario(
  "B10.FR.10: at another CSMS the station registers, without a boot of its own",
  "ac-duo",
  async (tools) => {
    const { csms, pki, state } = tools;
    const url = await csms.opensSecondEndpoint(await endpointSecurity(pki, 1));
    await csms.ask(
      "SetNetworkProfile",
      {
        configurationSlot: 2,
        connectionData: {
          messageTimeout: 30,
          ocppCsmsUrl: url,
          ocppInterface: "Wired0",
          ocppTransport: "JSON",
          ocppVersion: "OCPP20",
          securityProfile: 1,
        },
      },
      { status: "Accepted" },
    );
    await tools.variables.set("OCPPCommCtrlr.NetworkConfigurationPriority", "1,2");
    await tools.variables.set("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 1);
    await state.booted();
    // Only now is the second slot in force.
    csms.acceptsAt({ first: false, second: true });
    csms.dropsConnection();
    await csms.expects("BootNotification", {}, within);
    if (!csms.connectedToSecond) throw new Error("not at the second CSMS");
  },
);
