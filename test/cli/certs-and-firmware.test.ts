import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFirmware } from "../../src/cli/build-firmware.js";
import { hasPki, writeDevelopmentPki } from "../../src/cli/pki-folder.js";
import { isSignedBy, readManifest, sha256Of, verifyImage } from "../../src/firmware-image/index.js";
import { createSilentLogger } from "../../src/kernel/index.js";
import { findPath, isPair, parseCertificate, parseCertificates } from "../../src/pki/index.js";
import { readPkiFolder } from "../../src/station/index.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const ABOUT = { vendorName: "Kerbside", model: "Duo-22", firmwareVersion: "1.1.0" };
let folder: string;
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-pki-"));
  await writeDevelopmentPki(folder, { host: "127.0.0.1", stations: ["CS-0001"], now: NOW });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the development PKI is a whole one, and nobody else can read its keys", () => {
  expect(hasPki(folder)).toBe(true);
  const root = parseCertificate(read("csms-root.pem"));
  for (const name of ["csms-server-ecdsa", "csms-server-rsa", "stations/CS-0001"]) {
    const leaf = parseCertificate(read(`${name}.chain.pem`));
    expect(findPath([leaf], [root], NOW)).toHaveProperty("path");
    expect(isPair(read(`${name}.key.pem`), leaf.publicKey)).toBe(true);
    expect(statSync(join(folder, `${name}.key.pem`)).mode & 0o777).toBe(0o600);
  }
  const signer = parseCertificate(read("firmware-signing.chain.pem"));
  expect(findPath([signer], [parseCertificate(read("manufacturer-root.pem"))], NOW)).toHaveProperty("path");
});

test("the contract of virtual EVs leads by two sub CAs to the root of mobility operators, and names an OCSP responder", () => {
  const chain = parseCertificates(read("ev/contract.chain.pem"));
  expect(findPath(chain, [parseCertificate(read("mo-root.pem"))], NOW)).toHaveProperty("path.length", 4);
  expect(chain.map(({ ocspResponder }) => ocspResponder)).toEqual(Array(3).fill("http://127.0.0.1/ocsp"));
  expect(chain[0]?.subject.commonNames).toEqual(["DEKBSC00000001"]);
  expect(statSync(join(folder, "ev/contract.key.pem")).mode & 0o777).toBe(0o600);
});

test("what is there is not written over", async () => {
  const before = read("csms-root.pem");
  await expect(writeDevelopmentPki(folder, { host: "127.0.0.1", stations: [], now: NOW })).rejects.toThrow(
    "cannot be written",
  );
  expect(read("csms-root.pem")).toBe(before);
});

test("a station takes its roots and its credential from the folder, and no key of an authority", () => {
  const { roots, credential, contractChain } = readPkiFolder(folder, "CS-0001", createSilentLogger());
  expect(contractChain).toBe(read("ev/contract.chain.pem"));
  expect(roots.map(({ use }) => use).sort()).toEqual([
    "CSMSRootCertificate",
    "MORootCertificate",
    "ManufacturerRootCertificate",
    "V2GRootCertificate",
  ]);
  expect(credential?.chain).toBe(read("stations/CS-0001.chain.pem"));
  expect(readPkiFolder(folder, "CS-0002", createSilentLogger()).credential).toBeNull();
  expect(readPkiFolder(join(folder, "nowhere"), "CS-0001", createSilentLogger()).roots).toEqual([]);
});

test("a firmware image is signed as a whole and says what it is", async () => {
  const payload = join(folder, "payload");
  writeFileSync(payload, "software");
  const built = await buildFirmware({ about: ABOUT, payload, certs: folder, out: join(folder, "images") });
  expect(built.sha256).toBe(await sha256Of(built.image));
  await expect(readManifest(built.image)).resolves.toMatchObject({ manifest: ABOUT });
  await expect(verifyImage(built.image, ABOUT)).resolves.toMatchObject(ABOUT);
  await expect(verifyImage(built.image, { ...ABOUT, model: "Uno-11" })).rejects.toThrow(
    "not for Kerbside Uno-11",
  );
  const { publicKey } = parseCertificate(built.signingCertificate);
  expect(await isSignedBy(built.image, built.signature, publicKey)).toBe(true);
  const bytes = readFileSync(built.image);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(built.image, bytes);
  expect(await isSignedBy(built.image, built.signature, publicKey)).toBe(false);
  await expect(verifyImage(built.image, ABOUT)).rejects.toThrow("damaged");
  writeFileSync(built.image, bytes.subarray(0, -1));
  await expect(verifyImage(built.image, ABOUT)).rejects.toThrow("not complete");
  writeFileSync(built.image, "no image");
  await expect(verifyImage(built.image, ABOUT)).rejects.toThrow("no firmware image");
});

test("without the key that signs, or without the payload, nothing is built", async () => {
  const out = join(folder, "none");
  await expect(buildFirmware({ about: ABOUT, certs: out, out })).rejects.toThrow("kerbside certs makes one");
  const missing = join(folder, "missing");
  await expect(buildFirmware({ about: ABOUT, payload: missing, certs: folder, out })).rejects.toThrow(
    "there is no file",
  );
});
