import { createManualClock, createMemoryStore, Days, Minutes, Seconds } from "../../src/kernel/index.js";
import {
  certificateHashData,
  createCredential,
  createRoot,
  issueCertificate,
  readSigningRequest,
} from "../../src/pki/index.js";
import { watchCrypto } from "../support/crypto-in-flight.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";
import { tlsFront, type FrontRules } from "../support/tls-front.js";

watchCrypto();
const NOW = createManualClock().now();
const VALID = { from: NOW - Days(1), to: NOW + Days(1_000) };
const PASSWORD = "a-password-0123456";
const organization = "Test";

/** A station that connects through a door which lets in what the test says, first with a profile without TLS. */
async function connected(profile: 0 | 1, takes: FrontRules["takes"] = ["plain", "tls"]) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6", within: Minutes(20) });
  const root = await createRoot({ commonName: "Central", organization }, VALID);
  const credential = await createCredential(root, {
    subject: { commonName: "127.0.0.1", organization },
    alternativeNames: ["127.0.0.1"],
    validity: VALID,
  });
  const front = await tlsFront(csms.url, { takes, credential });
  const store = createMemoryStore();
  const switchOn = (seed: number) =>
    stationOn(front, clock, {
      ...{ version: "ocpp1.6" as const, store, seed },
      keys: {
        "csms.securityProfile": profile,
        ...(profile === 1 && { "csms.basicAuthPassword": PASSWORD }),
      },
    });
  const station = switchOn(7);
  csms.ignores("Heartbeat", "StatusNotification", "SecurityEventNotification");
  await csms.expects("BootNotification");
  const change = async (key: string, value: string, status: string) => {
    await csms.sends("ChangeConfiguration", { key, value });
    csms.station.answers({ status });
  };
  const installs = async () => {
    const certificate = root.certificate.pem;
    await csms.sends("InstallCertificate", { certificateType: "CentralSystemRootCertificate", certificate });
    csms.station.answers({ status: "Accepted" });
  };
  const shownProfile = async () => {
    const { configurationKey } = await csms.sends("GetConfiguration", { key: ["SecurityProfile"] });
    return (configurationKey as { value: string }[])[0]?.value;
  };
  let known = front.letIn.length;
  /** Waits until the station has come once more. */
  const reconnects = async () => {
    for (let waited = 0; front.letIn.length === known && waited < 20; waited++) await csms.waits(Seconds(30));
    await csms.waits(Seconds(1));
    expect(front.letIn).toHaveLength(++known);
  };
  return {
    ...{ clock, csms, root, front, station, switchOn, change, installs, shownProfile, reconnects },
    async done() {
      await station.stop();
      front.close();
      await csms.done();
    },
  };
}

test("A05.FR.01: only a higher security profile is taken", async () => {
  const { csms, change, front, shownProfile, done } = await connected(1);
  for (const value of ["0", "1", "4", "2.0", "", "-1", "x"])
    await change("SecurityProfile", value, "Rejected");
  await csms.waits(Minutes(1));
  expect(front.letIn).toHaveLength(1);
  expect(await shownProfile()).toBe("1");
  await done();
});

test("A05.FR.02: profiles 1 and 2 need an AuthorizationKey; with one the station connects anew by it", async () => {
  const { change, front, shownProfile, reconnects, done } = await connected(0);
  await change("SecurityProfile", "1", "Rejected");
  await change("AuthorizationKey", "4F43415F4F4354545F61646D696E5F74657374", "Accepted");
  await reconnects();
  await change("SecurityProfile", "1", "Accepted");
  await reconnects();
  expect(await shownProfile()).toBe("1");
  expect(front.letIn.at(-1)?.credentials?.toString("latin1")).toBe("CS-0001:OCA_OCTT_admin_test");
  await done();
});

test("7.2, OCPP-J 6.2.2: AuthorizationKey is 16 to 20 bytes in hexadecimal digits, of any value", async () => {
  const { csms, change, front, reconnects, done } = await connected(1);
  const bytes = Buffer.from("00ff80c3a97f0d0a3a20e29c93aabbcc01020304", "hex");
  await change("AuthorizationKey", bytes.toString("hex").toUpperCase(), "Accepted");
  await reconnects();
  expect(front.letIn.at(-1)?.credentials).toEqual(Buffer.concat([Buffer.from("CS-0001:"), bytes]));
  for (const value of ["AB".repeat(21), "AB".repeat(16) + "C", "AB".repeat(15)])
    await change("AuthorizationKey", value, "Rejected");
  await csms.waits(Minutes(1));
  expect(front.letIn).toHaveLength(2);
  await done();
});

test("A05.FR.03 to A05.FR.07: profiles 2 and 3 need what they stand on, and are reached without a boot", async () => {
  const { csms, root, change, installs, front, shownProfile, reconnects, switchOn, station, done } =
    await connected(1);
  await change("SecurityProfile", "2", "Rejected"); // A05.FR.03
  await installs();
  await change("SecurityProfile", "3", "Rejected"); // A05.FR.04
  await change("SecurityProfile", "2", "Accepted"); // A05.FR.05
  await reconnects(); // A05.FR.06, A05.FR.07
  expect(front.letIn.map(({ by }) => by)).toEqual(["plain", "tls"]);
  expect(await shownProfile()).toBe("2");
  await change("SecurityProfile", "1", "Rejected");

  csms.answersNext("SignCertificate", { status: "Accepted" });
  await csms.sends("ExtendedTriggerMessage", { requestedMessage: "SignChargePointCertificate" });
  const request = await readSigningRequest(String((await csms.expects("SignCertificate"))["csr"]));
  const { pem } = await issueCertificate(root, { ...request, validity: VALID });
  await csms.sends("CertificateSigned", { certificateChain: pem });
  csms.station.answers({ status: "Accepted" });
  front.rules.clientRoots = [root.certificate];
  await change("SecurityProfile", "3", "Accepted");
  await reconnects();
  expect(front.letIn.at(-1)).toEqual({ by: "tls", clientName: "KS-0001" });
  expect(await shownProfile()).toBe("3");
  await station.stop();
  const again = switchOn(8);
  await csms.expects("BootNotification");
  expect(front.letIn.at(-1)).toEqual({ by: "tls", clientName: "KS-0001" });
  expect(await shownProfile()).toBe("3");
  await again.stop();
  await done();
});

test("A05.FR.08: where the higher profile does not work the former one is used, and stays", async () => {
  const { csms, change, installs, front, shownProfile, reconnects, station, switchOn, done } =
    await connected(1, ["plain"]);
  await installs();
  await change("SecurityProfile", "2", "Accepted");
  await reconnects();
  expect(front.letIn.map(({ by }) => by)).toEqual(["plain", "plain"]);
  expect(await shownProfile()).toBe("1");
  front.rules.takes = ["plain", "tls"];
  await station.stop();
  const again = switchOn(8);
  await reconnects();
  await csms.expects("BootNotification");
  expect(front.letIn.at(-1)?.by).toBe("plain");
  await change("SecurityProfile", "2", "Accepted");
  await reconnects();
  expect(front.letIn.at(-1)?.by).toBe("tls");
  await again.stop();
  await done();
});

test("A05: an upgrade that a power cut comes between is tried after the boot", async () => {
  const { csms, change, installs, front, shownProfile, station, switchOn, done } = await connected(1);
  await installs();
  await change("SecurityProfile", "2", "Accepted");
  await station.stop();
  const again = switchOn(8);
  await csms.expects("BootNotification");
  expect(front.letIn.at(-1)?.by).toBe("tls");
  expect(await shownProfile()).toBe("2");
  await again.stop();
  await done();
});

test("M04.FR.06: the root that the connection stands on cannot be deleted; another one can", async () => {
  const { csms, root, change, installs, reconnects, done } = await connected(1);
  await installs();
  const spare = await createRoot({ commonName: "Spare", organization }, VALID);
  await csms.sends("InstallCertificate", {
    certificateType: "CentralSystemRootCertificate",
    certificate: spare.certificate.pem,
  });
  const deletes = async ({ certificate }: typeof root, status: string) => {
    const certificateHashData = hashDataOf(certificate);
    await csms.sends("DeleteCertificate", { certificateHashData });
    csms.station.answers({ status });
  };
  const hashDataOf = (certificate: (typeof root)["certificate"]) =>
    certificateHashData(certificate, certificate, "SHA384");
  await change("SecurityProfile", "2", "Accepted");
  await reconnects();
  await deletes(root, "Failed");
  await deletes(spare, "Accepted");
  await deletes(spare, "NotFound");
  await deletes(root, "Failed");
  await done();
});

test("M04.FR.06: without TLS no connection stands on a root", async () => {
  const { csms, root, installs, done } = await connected(1);
  await installs();
  const hashData = certificateHashData(root.certificate, root.certificate);
  await csms.sends("DeleteCertificate", { certificateHashData: hashData });
  csms.station.answers({ status: "Accepted" });
  await done();
});
