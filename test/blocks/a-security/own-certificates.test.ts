import {
  createCertificateSigning,
  createOwnCertificates,
  createSecurityLog,
  type SigningUse,
} from "../../../src/blocks/a-security/index.js";
import { createInstalledCertificates } from "../../../src/blocks/m-certificate-management/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  Days,
  Seconds,
  toTimestamp,
  type Store,
} from "../../../src/kernel/index.js";
import {
  certificateHashData,
  createCredential,
  createRoot,
  issueCertificate,
  isPair,
  parseCertificate,
  readSigningRequest,
  type Credential,
  type Validity,
} from "../../../src/pki/index.js";
import { watchCrypto } from "../../support/crypto-in-flight.js";
import { duoDeviceModel } from "../../support/device-model.js";
import { settleIo } from "../../support/settle-io.js";

watchCrypto();
const DAY = 86_400_000;
const NOW = createManualClock().now();
const VALID = { from: NOW - DAY, to: NOW + 1_000 * DAY };
const CSMS_USE = "ChargingStationCertificate";
let root: Credential;
let v2gRoot: Credential;
beforeAll(async () => {
  root = await createRoot({ commonName: "Root", organization: "Test" }, VALID);
  v2gRoot = await createRoot({ commonName: "V2G Root", organization: "Test" }, VALID);
});

function bench({
  store = createMemoryStore(),
  variables = {},
}: { store?: Store; variables?: Record<string, string> } = {}) {
  const clock = createManualClock();
  const logger = createSilentLogger();
  const deviceModel = duoDeviceModel(variables, store);
  const installed = createInstalledCertificates({ deviceModel, store, clock, logger });
  installed.install("CSMSRootCertificate", root.certificate.pem);
  installed.install("V2GRootCertificate", v2gRoot.certificate.pem);
  const own = createOwnCertificates({
    commonName: () => "CS-0001",
    ...{ identity: "CS-0001", serialNumber: "KS-0001", deviceModel, installed, store, clock, logger },
  });
  return { clock, deviceModel, own, store, logger };
}

async function signed(
  csr: string,
  {
    by = root,
    validity = VALID,
    commonName,
  }: { by?: Credential; validity?: Validity; commonName?: string } = {},
): Promise<string> {
  const request = await readSigningRequest(csr);
  const subject = commonName === undefined ? request.subject : { ...request.subject, commonName };
  return (await issueCertificate(by, { ...request, subject, validity })).pem;
}

test("A02.FR.03, A00.FR.509, A00.FR.511: the request names the station and its organization", async () => {
  const { own } = bench({ variables: { "SecurityCtrlr.OrganizationName": "Example CSO" } });
  const { subject } = await readSigningRequest(await own.newRequest(CSMS_USE));
  expect(subject).toEqual({ commonName: "CS-0001", organization: "Example CSO" });
});

test.each([
  ["ECDSA-P256", "ec"],
  ["RSA-2048", "rsa"],
])("A02.FR.02: a key of the kind %s", async (KeyAlgorithm, type) => {
  const { own } = bench({ variables: { "SecurityCtrlr.KeyAlgorithm": KeyAlgorithm } });
  const { publicKey } = await readSigningRequest(await own.newRequest(CSMS_USE));
  expect(publicKey.asymmetricKeyType).toBe(type);
});

test("A02.FR.06, A02.FR.08: a certificate for a key of the station is taken, after a restart too", async () => {
  const { own, store } = bench();
  const chain = await signed(await own.newRequest(CSMS_USE));
  expect(bench({ store }).own.accept(chain, CSMS_USE)).toEqual({
    ...{ status: "Accepted", requested: CSMS_USE, uses: [CSMS_USE] },
  });
  const credential = own.credential(CSMS_USE);
  expect(credential?.chain).toBe(chain);
  expect(isPair(credential?.privateKey ?? "", parseCertificate(chain).publicKey)).toBe(true);
});

test("A02.FR.07, A02.FR.16: whatever is wrong with a certificate, it is rejected and nothing changes", async () => {
  const { own } = bench();
  const csr = await own.newRequest(CSMS_USE);
  const stranger = await bench().own.newRequest(CSMS_USE);
  for (const chain of [
    await signed(csr, { validity: { from: VALID.from, to: NOW - 1_000 } }),
    // Errata 2025-01: none for the future.
    await signed(csr, { validity: { from: NOW + DAY, to: VALID.to } }),
    await signed(csr, { by: v2gRoot }),
    await signed(csr, { commonName: "CS-0002" }),
    await signed(stranger),
    "no certificate",
  ])
    expect(own.accept(chain, CSMS_USE)).toMatchObject({
      status: "Rejected",
      reasonCode: "InvalidCertificate",
    });
  expect(own.accept("x".repeat(10_001), CSMS_USE)).toMatchObject({ reasonCode: "TooLargeElement" });
  expect(own.credential(CSMS_USE)).toBeNull();
  expect(own.accept(await signed(csr), CSMS_USE).status).toBe("Accepted");
});

test("A02.FR.07: a chain begins with the station's certificate; one in the wrong order is rejected", async () => {
  const { own } = bench();
  const csr = await own.newRequest(CSMS_USE);
  const subject = { commonName: "Sub CA", organization: "Test" };
  const subCa = await createCredential(root, { subject, validity: VALID, authority: true });
  const leaf = await signed(csr, { by: subCa });
  expect(own.accept(subCa.certificate.pem + leaf, CSMS_USE)).toMatchObject({
    status: "Rejected",
    reasonCode: "InvalidCertificate",
  });
  expect(own.credential(CSMS_USE)).toBeNull();
  expect(own.accept(leaf + subCa.certificate.pem, CSMS_USE).status).toBe("Accepted");
});

test("A02.FR.10, A02.FR.29: the certificate that is not in use goes once a connection was made", async () => {
  const { own } = bench();
  const first = await signed(await own.newRequest(CSMS_USE));
  own.accept(first);
  expect(own.worked("current")).toBe(false);
  const second = await signed(await own.newRequest(CSMS_USE));
  own.accept(second);
  expect(own.credential(CSMS_USE, "former")?.chain).toBe(first);
  expect(own.worked("former")).toBe(true);
  expect(own.credential(CSMS_USE)?.chain).toBe(first);
  expect(own.credential(CSMS_USE, "former")).toBeNull();
});

test("M04.FR.06: the station knows its own certificate by its hash data", async () => {
  const { own } = bench();
  const chain = await signed(await own.newRequest(CSMS_USE));
  own.accept(chain);
  const leaf = parseCertificate(chain);
  expect(own.isOwn(certificateHashData(leaf, root.certificate, "SHA384"))).toBe(true);
  expect(own.isOwn(certificateHashData(root.certificate, root.certificate))).toBe(false);
});

test("A02.FR.13: a certificate towards EVs belongs to the V2G hierarchy", async () => {
  const { own } = bench();
  const csr = await own.newRequest("V2GCertificate");
  expect(own.accept(await signed(csr), "V2GCertificate").status).toBe("Rejected");
  expect(own.accept(await signed(csr, { by: v2gRoot })).status).toBe("Accepted");
  expect(own.v2gChain()?.children).toEqual([]);
});

describe("asking for a certificate", () => {
  function asking(answer: "Accepted" | "Rejected", variables: Record<string, string> = {}, store?: Store) {
    const made = bench({ variables, ...(store && { store }) });
    const asked: { use: SigningUse; at: number; csr: string }[] = [];
    const { clock, own, deviceModel, logger } = made;
    const signing = createCertificateSigning({
      port: {
        signCertificate(use, csr) {
          asked.push({ use, at: clock.now() - NOW, csr });
          return Promise.resolve(answer);
        },
      },
      certificates: own,
      deviceModel,
      clock,
      logger,
    });
    const pass = async (seconds: number): Promise<void> => {
      await settleIo(() => asked.length);
      await clock.advance(Seconds(seconds));
      await settleIo(() => asked.length);
    };
    return { ...made, asked, signing, pass };
  }
  const SOON = { "SecurityCtrlr.CertSigningWaitMinimum": "10", "SecurityCtrlr.CertSigningRepeatTimes": "1" };

  test("A02.FR.17 to A02.FR.19: it asks again, each wait twice the one before, until it stops", async () => {
    const { signing, asked, pass } = asking("Accepted", SOON);
    signing.request(CSMS_USE);
    await pass(9);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(asked).toHaveLength(2);
    await pass(19);
    expect(asked).toHaveLength(2);
    await pass(1);
    expect(asked).toHaveLength(3);
    await pass(10_000);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ csr }) => csr)).size).toBe(1);
    signing.dispose();
  });

  test("A02.FR.20: a refusal, or a certificate, ends it", async () => {
    const refused = asking("Rejected", SOON);
    refused.signing.request(CSMS_USE);
    await refused.pass(10_000);
    expect(refused.asked).toHaveLength(1);
    const settled = asking("Accepted", SOON);
    settled.signing.request(CSMS_USE);
    await settled.pass(5);
    settled.signing.accepted(CSMS_USE);
    await settled.pass(10_000);
    expect(settled.asked).toHaveLength(1);
  });

  test("A03.FR.02: a month before the certificate expires the station asks for a new one", async () => {
    const store = createMemoryStore();
    const before = bench({ store });
    const chain = await signed(await before.own.newRequest(CSMS_USE), {
      validity: { from: VALID.from, to: NOW + Days(40) },
    });
    before.own.accept(chain);
    const { signing, asked, pass } = asking("Accepted", SOON, store);
    signing.watchExpiry();
    await pass(Days(9) / 1_000);
    expect(asked).toEqual([]);
    await pass(Days(1) / 1_000);
    expect(asked.map(({ use }) => use)).toEqual([CSMS_USE]);
    signing.dispose();
  });
});

test("A04.FR.04: the security log rolls, outlives restarts, and is read by time", () => {
  const store = createMemoryStore();
  const log = createSecurityLog(store);
  for (let n = 0; n < 2_050; n++)
    log.add({ type: "InvalidMessages", timestamp: toTimestamp(NOW + n * 1_000) });
  const again = createSecurityLog(store);
  again.add({ type: "ResetOrReboot", timestamp: toTimestamp(NOW + 5_000_000) });
  const events = again.events();
  expect(events.length).toBe(2_000);
  expect(events.at(-1)?.type).toBe("ResetOrReboot");
  expect(again.events({ from: NOW + 2_040_000, to: NOW + 2_045_000 })).toHaveLength(6);
});
