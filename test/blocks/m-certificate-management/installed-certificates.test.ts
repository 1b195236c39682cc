import { createInstalledCertificates } from "../../../src/blocks/m-certificate-management/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  type Store,
} from "../../../src/kernel/index.js";
import {
  certificateHashData,
  createCredential,
  createRoot,
  type Credential,
} from "../../../src/pki/index.js";
import { duoDeviceModel } from "../../support/device-model.js";

const clock = createManualClock();
const DAY = 86_400_000;
const VALID = { from: clock.now() - DAY, to: clock.now() + 1_000 * DAY };
const named = (commonName: string) => ({ commonName, organization: "Kerbside Test" });
let root: Credential;
let other: Credential;
let successor: Credential;
let leaf: Credential;

beforeAll(async () => {
  root = await createRoot(named("Root"), VALID);
  other = await createRoot(named("Other"), VALID);
  successor = await createCredential(root, { subject: named("New Root"), validity: VALID, authority: true });
  leaf = await createCredential(root, { subject: named("Leaf"), validity: VALID });
});

function bench({ strict = false, store = createMemoryStore() }: { strict?: boolean; store?: Store } = {}) {
  const deviceModel = duoDeviceModel(
    { "SecurityCtrlr.AdditionalRootCertificateCheck": String(strict) },
    store,
  );
  const certificates = createInstalledCertificates({
    deviceModel,
    store,
    clock,
    logger: createSilentLogger(),
  });
  return { deviceModel, certificates, store };
}
const CSMS = "CSMSRootCertificate";
const pemOf = ({ certificate }: Credential): string => certificate.pem;

test("M05.FR.02, M03.FR.04: what is installed is trusted, reported and counted, after a restart too", () => {
  const { certificates, store } = bench();
  expect(certificates.install(CSMS, pemOf(root))).toEqual({ status: "Accepted" });
  expect(certificates.install("MORootCertificate", pemOf(other)).status).toBe("Accepted");
  const again = bench({ store });
  expect(again.certificates.roots(CSMS).map(({ pem }) => pem)).toEqual([pemOf(root)]);
  expect(again.certificates.list()).toEqual([
    { use: CSMS, hashData: certificateHashData(root.certificate, root.certificate) },
    { use: "MORootCertificate", hashData: certificateHashData(other.certificate, other.certificate) },
  ]);
  expect(again.certificates.list([CSMS])).toHaveLength(1);
  expect(again.deviceModel.string("SecurityCtrlr.CertificateEntries")).toBe("2");
});

test("M05.FR.17: the same certificate again replaces itself", () => {
  const { certificates } = bench();
  certificates.install(CSMS, pemOf(root));
  expect(certificates.install(CSMS, pemOf(root)).status).toBe("Accepted");
  expect(certificates.list()).toHaveLength(1);
});

test("M05.FR.07: what is no valid root is rejected and changes nothing", async () => {
  const { certificates } = bench();
  const expired = await createRoot(named("Old"), { from: VALID.from - 10 * DAY, to: clock.now() - DAY });
  const future = await createRoot(named("Future"), { from: clock.now() + DAY, to: VALID.to });
  for (const pem of [
    pemOf(expired),
    pemOf(future),
    pemOf(leaf),
    pemOf(root) + pemOf(other),
    "no certificate",
    "",
    pemOf(root).replace(/[A-Z]/, "!"),
  ]) {
    expect(certificates.install(CSMS, pem)).toMatchObject({
      status: "Rejected",
      reasonCode: "InvalidCertificate",
    });
  }
  expect(certificates.list()).toEqual([]);
});

test("M05.FR.06: no more than CertificateEntries says", async () => {
  const { certificates, deviceModel } = bench();
  const most = deviceModel.describe("SecurityCtrlr.CertificateEntries")?.characteristics.maxLimit ?? 0;
  for (let n = 0; n < most; n++)
    expect(certificates.install(CSMS, pemOf(await createRoot(named(`Root ${n}`), VALID))).status).toBe(
      "Accepted",
    );
  expect(certificates.install(CSMS, pemOf(root))).toMatchObject({
    status: "Rejected",
    reasonCode: "OutOfStorage",
  });
});

test("M04.FR.02, M04.FR.04: a certificate is deleted by its hash data, whatever algorithm they name", () => {
  const { certificates } = bench();
  certificates.install(CSMS, pemOf(root));
  const wanted = (credential: Credential) =>
    certificateHashData(credential.certificate, credential.certificate, "SHA512");
  expect(certificates.delete(wanted(other))).toEqual({ status: "NotFound" });
  expect(certificates.delete(wanted(root))).toEqual({ status: "Accepted" });
  expect(certificates.delete(wanted(root))).toEqual({ status: "NotFound" });
  expect(certificates.roots(CSMS)).toEqual([]);
});

describe("with AdditionalRootCertificateCheck", () => {
  test("M05.FR.11: a root that the old one has not signed is rejected", () => {
    const { certificates } = bench({ strict: true });
    expect(certificates.install(CSMS, pemOf(root)).status).toBe("Accepted");
    expect(certificates.install(CSMS, pemOf(other)).status).toBe("Rejected");
    expect(certificates.roots(CSMS).map(({ pem }) => pem)).toEqual([pemOf(root)]);
  });

  test("M05.FR.09, M05.FR.12, M05.FR.13: the new root replaces the old one, which stays until the new one works", () => {
    const { certificates, store } = bench({ strict: true });
    certificates.install(CSMS, pemOf(root));
    expect(certificates.install(CSMS, pemOf(successor)).status).toBe("Accepted");
    expect(certificates.roots(CSMS).map(({ pem }) => pem)).toEqual([pemOf(successor)]);
    expect(bench({ strict: true, store }).certificates.fallbackRoot()?.pem).toBe(pemOf(root));
    expect(certificates.list([CSMS])).toHaveLength(2);
    certificates.dropFallbackRoot();
    expect(certificates.fallbackRoot()).toBeNull();
    // Its hash data name its issuer, though that is gone.
    expect(certificates.list([CSMS])).toEqual([
      { use: CSMS, hashData: certificateHashData(successor.certificate, root.certificate) },
    ]);
  });

  test("other uses are not concerned", () => {
    const { certificates } = bench({ strict: true });
    certificates.install("ManufacturerRootCertificate", pemOf(root));
    expect(certificates.install("ManufacturerRootCertificate", pemOf(other)).status).toBe("Accepted");
  });
});

test("what the station came with is taken over once: what was deleted since stays away", () => {
  const { certificates, store } = bench();
  const provisioned = [{ use: CSMS, pem: pemOf(root) }] as const;
  certificates.provision(provisioned);
  expect(certificates.roots(CSMS)).toHaveLength(1);
  certificates.delete(certificateHashData(root.certificate, root.certificate));
  const again = bench({ store }).certificates;
  again.provision(provisioned);
  expect(again.roots(CSMS)).toEqual([]);
});
