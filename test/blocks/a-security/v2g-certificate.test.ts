import {
  createCertificateSigning,
  createOwnCertificates,
  type SigningUse,
} from "../../../src/blocks/a-security/index.js";
import { createInstalledCertificates } from "../../../src/blocks/m-certificate-management/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  Days,
  Seconds,
} from "../../../src/kernel/index.js";
import {
  certificateHashData,
  createCredential,
  createRoot,
  issueCertificate,
  parseCertificate,
  readSigningRequest,
  type Credential,
  type Subject,
  type Validity,
} from "../../../src/pki/index.js";
import { watchCrypto } from "../../support/crypto-in-flight.js";
import { iso15118DeviceModel } from "../../support/device-model.js";
import { settleIo } from "../../support/settle-io.js";

watchCrypto();
const DAY = 86_400_000;
const NOW = createManualClock().now();
const VALID = { from: NOW - 10 * DAY, to: NOW + 1_000 * DAY };
const CSMS_USE = "ChargingStationCertificate";
const V2G_USE = "V2GCertificate";
const COMBINED = "CombinedCertificate";
const named = (commonName: string) => ({ commonName, organization: "Test" });

let csmsRoot: Credential;
let v2gRoot: Credential;
let otherV2gRoot: Credential;
let subCa1: Credential;
let subCa2: Credential;
beforeAll(async () => {
  const authority = async (issuer: Credential, name: string) =>
    createCredential(issuer, { subject: named(name), validity: VALID, authority: true });
  csmsRoot = await createRoot(named("Root"), VALID);
  v2gRoot = await createRoot(named("V2G Root"), VALID);
  otherV2gRoot = await createRoot(named("Other V2G Root"), VALID);
  subCa1 = await authority(v2gRoot, "Sub-CA 1");
  subCa2 = await authority(subCa1, "Sub-CA 2");
});

function bench(variables: Record<string, string> = {}) {
  const store = createMemoryStore();
  const clock = createManualClock();
  const logger = createSilentLogger();
  const deviceModel = iso15118DeviceModel(variables, store);
  const installed = createInstalledCertificates({ deviceModel, store, clock, logger });
  installed.install("CSMSRootCertificate", csmsRoot.certificate.pem);
  for (const root of [v2gRoot, otherV2gRoot]) installed.install("V2GRootCertificate", root.certificate.pem);
  const own = createOwnCertificates({
    commonName: () => "CS-0001",
    ...{ identity: "CS-0001", serialNumber: "KS-0001", deviceModel, installed, store, clock, logger },
  });
  const asked: { use: SigningUse; at: number }[] = [];
  const rejected: SigningUse[] = [];
  let answer: "Accepted" | "Rejected" = "Accepted";
  const signing = createCertificateSigning({
    port: {
      signCertificate(use) {
        asked.push({ use, at: clock.now() - NOW });
        return Promise.resolve(answer);
      },
    },
    certificates: own,
    onRejected: (use) => rejected.push(use),
    ...{ deviceModel, clock, logger },
  });
  const pass = async (milliseconds: number): Promise<void> => {
    await settleIo(() => asked.length);
    await clock.advance(Seconds(milliseconds / 1_000));
    await settleIo(() => asked.length);
  };
  return {
    ...{ clock, deviceModel, installed, own, signing, asked, rejected, pass },
    refuses: () => (answer = "Rejected"),
  };
}

async function signed(
  csr: string,
  {
    by = subCa2,
    validity = VALID,
    subject,
  }: { by?: Credential; validity?: Validity; subject?: Subject } = {},
): Promise<string> {
  const request = await readSigningRequest(csr);
  return (await issueCertificate(by, { ...request, subject: subject ?? request.subject, validity })).pem;
}
const subCas = (): string => subCa2.certificate.pem + subCa1.certificate.pem;

test("A02.FR.03, A02.FR.13: the request names the SECC, and its key is one of ECDSA", async () => {
  const { own } = bench({
    "SecurityCtrlr.KeyAlgorithm": "RSA-2048",
    "ISO15118Ctrlr.SeccId": "NL-KBS-S-0001",
    "ISO15118Ctrlr.CountryName": "NL",
    "ISO15118Ctrlr.OrganizationName": "Example CPO",
  });
  const { subject, publicKey } = await readSigningRequest(await own.newRequest(V2G_USE));
  expect(subject).toEqual({ commonName: "NL-KBS-S-0001", organization: "Example CPO", country: "NL" });
  expect(publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
});

test("A02.FR.03: what of the SECC's name is not set is that of the station", async () => {
  const { own } = bench({ "SecurityCtrlr.OrganizationName": "Example CSO" });
  const { subject } = await readSigningRequest(await own.newRequest(V2G_USE));
  expect(subject).toEqual({ commonName: "CS-0001", organization: "Example CSO" });
});

test("A02.FR.06, A02.FR.07: a chain that leads to no V2G root, or lacks a link, is rejected", async () => {
  const { own } = bench();
  const csr = await own.newRequest(V2G_USE);
  for (const chain of [
    await signed(csr, { by: csmsRoot }),
    await signed(csr),
    (await signed(csr)) + subCa1.certificate.pem,
    (await signed(csr, { validity: { from: VALID.from, to: NOW - DAY } })) + subCas(),
    (await signed(csr, { validity: { from: NOW + DAY, to: VALID.to } })) + subCas(),
    (await signed(await bench().own.newRequest(V2G_USE))) + subCas(),
  ])
    expect(own.accept(chain, V2G_USE)).toMatchObject({ reasonCode: "InvalidCertificate" });
  expect(own.accept("x".repeat(10_001), V2G_USE)).toMatchObject({ reasonCode: "TooLargeElement" });
  expect(own.credential(V2G_USE)).toBeNull();
  expect(own.accept((await signed(csr)) + subCas(), V2G_USE).status).toBe("Accepted");
});

test("A02.FR.13: a key for one use is none for the other", async () => {
  const { own } = bench();
  const csr = await own.newRequest(V2G_USE);
  expect(own.accept(await signed(csr, { by: csmsRoot }), CSMS_USE).status).toBe("Rejected");
  expect(own.accept((await signed(csr)) + subCas())).toEqual({
    ...{ status: "Accepted", requested: V2G_USE, uses: [V2G_USE] },
  });
  expect(own.credential(CSMS_USE)).toBeNull();
});

test("M03.FR.05: the chain is told from its leaf, without the root, in whatever order it came", async () => {
  const { own } = bench();
  const leaf = await signed(await own.newRequest(V2G_USE));
  const shuffled = [leaf, v2gRoot.certificate.pem, subCa1.certificate.pem, subCa2.certificate.pem];
  own.accept(shuffled.join(""), V2G_USE);
  expect(own.v2gChain()).toEqual({
    hashData: certificateHashData(parseCertificate(leaf), subCa2.certificate),
    children: [
      certificateHashData(subCa2.certificate, subCa1.certificate),
      certificateHashData(subCa1.certificate, v2gRoot.certificate),
    ],
  });
});

test("M04.FR.06: the certificates of the chain are the station's own, the root above is not", async () => {
  const { own } = bench();
  const leaf = await signed(await own.newRequest(V2G_USE));
  own.accept(leaf + subCas(), V2G_USE);
  expect(own.isOwn(certificateHashData(parseCertificate(leaf), subCa2.certificate, "SHA512"))).toBe(true);
  expect(own.isOwn(certificateHashData(subCa1.certificate, v2gRoot.certificate))).toBe(true);
  expect(own.isOwn(certificateHashData(v2gRoot.certificate, v2gRoot.certificate))).toBe(false);
});

describe("A02.FR.15, A03.FR.15: of two certificates of one V2G root the newer is used", () => {
  const since = (days: number): Validity => ({ from: NOW - days * DAY, to: VALID.to });

  test("whichever came last", async () => {
    const { own } = bench();
    const [first, second] = [await own.newRequest(V2G_USE), await own.newRequest(V2G_USE)];
    const newer = (await signed(first, { validity: since(2) })) + subCas();
    own.accept(newer, V2G_USE);
    // Both requests are of one use: the first certificate has settled it.
    expect(own.accept((await signed(second)) + subCas(), V2G_USE).status).toBe("Rejected");
    const older = (await signed(await own.newRequest(V2G_USE), { validity: since(3) })) + subCas();
    expect(own.accept(older, V2G_USE)).toMatchObject({ status: "Accepted", uses: [] });
    expect(own.credential(V2G_USE)?.chain).toBe(newer);
    const newest = (await signed(await own.newRequest(V2G_USE), { validity: since(1) })) + subCas();
    expect(own.accept(newest, V2G_USE)).toMatchObject({ uses: [V2G_USE] });
    expect(own.credential(V2G_USE)?.chain).toBe(newest);
  });

  test("one of another root takes its place all the same", async () => {
    const { own } = bench();
    own.accept((await signed(await own.newRequest(V2G_USE), { validity: since(1) })) + subCas(), V2G_USE);
    const other = await signed(await own.newRequest(V2G_USE), { by: otherV2gRoot, validity: since(3) });
    expect(own.accept(other, V2G_USE)).toMatchObject({ uses: [V2G_USE] });
    expect(own.credential(V2G_USE)?.chain).toBe(other);
  });
});

describe("one certificate for both uses", () => {
  test("A00.FR.511, A00.FR.513: it names the station, by a key of ECDSA, and serves both", async () => {
    const { own } = bench({ "SecurityCtrlr.KeyAlgorithm": "RSA-2048", "ISO15118Ctrlr.CountryName": "NL" });
    const csr = await own.newRequest(COMBINED);
    const { subject, publicKey } = await readSigningRequest(csr);
    expect(subject).toMatchObject({ commonName: "CS-0001", country: "NL" });
    expect(publicKey.asymmetricKeyType).toBe("ec");
    const chain = (await signed(csr)) + subCas();
    expect(own.accept(chain)).toEqual({
      ...{ status: "Accepted", requested: COMBINED, uses: [CSMS_USE, V2G_USE] },
    });
    expect(own.credential(CSMS_USE)?.privateKey).toBe(own.credential(V2G_USE)?.privateKey);
    expect(own.credential(V2G_USE)?.chain).toBe(chain);
  });

  test("A02.FR.06: it must name the station and be in the V2G hierarchy", async () => {
    const { own } = bench();
    const csr = await own.newRequest(COMBINED);
    expect(own.accept(await signed(csr, { by: csmsRoot })).status).toBe("Rejected");
    expect(own.accept((await signed(csr, { subject: named("CS-0002") })) + subCas()).status).toBe("Rejected");
    expect(own.credential(CSMS_USE)).toBeNull();
  });

  test("A03.FR.02: it is renewed as one", async () => {
    const { own, signing, asked, pass } = bench({ "SecurityCtrlr.CombinedCertificate": "true" });
    const validity = { from: VALID.from, to: NOW + Days(40) };
    own.accept((await signed(await own.newRequest(COMBINED), { validity })) + subCas());
    signing.watchExpiry();
    await pass(10 * DAY);
    expect(asked).toEqual([{ use: COMBINED, at: 10 * DAY }]);
    signing.dispose();
  });
});

describe("A03.FR.02: renewal of the certificate towards EVs", () => {
  const ENABLED = "ISO15118Ctrlr.V2GCertificateInstallationEnabled";
  async function expiring(variables: Record<string, string> = {}) {
    const made = bench({ "SecurityCtrlr.CertSigningWaitMinimum": "86400", ...variables });
    const until = (days: number): Validity => ({ from: VALID.from, to: NOW + days * DAY });
    const { own } = made;
    own.accept((await signed(await own.newRequest(V2G_USE), { validity: until(40) })) + subCas(), V2G_USE);
    const csmsOne = await signed(await own.newRequest(CSMS_USE), { by: csmsRoot, validity: until(41) });
    own.accept(csmsOne, CSMS_USE);
    return made;
  }

  test("each certificate a month before its own end", async () => {
    const { signing, asked, pass } = await expiring();
    signing.watchExpiry();
    await pass(10 * DAY - 1_000);
    expect(asked).toEqual([]);
    await pass(1_000);
    expect(asked).toEqual([{ use: V2G_USE, at: 10 * DAY }]);
    await pass(DAY);
    expect(asked.filter(({ use }) => use === CSMS_USE)).toEqual([{ use: CSMS_USE, at: 11 * DAY }]);
    signing.dispose();
  });

  test("not where it is not enabled", async () => {
    const { signing, asked, pass } = await expiring({ [ENABLED]: "false" });
    signing.watchExpiry();
    await pass(10 * DAY + 5_000);
    expect(asked).toEqual([]);
    signing.dispose();
  });

  test("A02.FR.20: not after a refused certificate, until the CSMS triggers it", async () => {
    const { signing, asked, pass } = await expiring();
    signing.watchExpiry();
    await pass(10 * DAY);
    signing.refused(V2G_USE);
    await pass(5 * DAY);
    expect(asked.filter(({ use }) => use === V2G_USE)).toHaveLength(1);
    signing.request(V2G_USE);
    await pass(0);
    expect(asked.filter(({ use }) => use === V2G_USE)).toHaveLength(2);
    signing.dispose();
  });
});

test("A02.FR.12, A02.FR.21: that the CSMS does not sign is told", async () => {
  const { signing, rejected, refuses, pass } = bench();
  refuses();
  signing.request(V2G_USE);
  await pass(0);
  expect(rejected).toEqual([V2G_USE]);
});
