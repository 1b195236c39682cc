import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  ALL_CASES,
  loadOwnVariants,
  ValidationFailed,
  verifiedInWords,
  verifyDeclaration,
  type TestCase,
  type Tester,
  type Variant,
} from "../../../src/conformance/index.js";
import { declareRun } from "../../../src/conformance/declaration/declare.js";
import { DECLARATION_TYPE } from "../../../src/conformance/declaration/declaration.js";
import {
  loadVendorCredential,
  type VendorCredential,
} from "../../../src/conformance/declaration/vendor-credential.js";
import type { StationSource } from "../../../src/conformance/sources/station-source.js";
import { createManualClock, Milliseconds } from "../../../src/kernel/index.js";
import { createCredential, createRoot, signJws, verifyJws, type Credential } from "../../../src/pki/index.js";
import { driven } from "../../support/conformance/run-in-process.js";

const variant = loadOwnVariants().find(({ name }) => name === "ac-duo") as Variant;
const DAY = 86_400_000;
const START = createManualClock().now();
const VALIDITY = { from: START - DAY, to: START + DAY };
const named = (commonName: string) => ({ commonName, organization: "Vendor" });

let root: Credential;
let vendor: VendorCredential;
let other: Credential;
let folder: string;
beforeAll(async () => {
  root = await createRoot(named("Root"), VALIDITY);
  other = await createRoot(named("Other"), VALIDITY);
  const own = await createCredential(root, { subject: named("Conformance"), validity: VALIDITY });
  vendor = { privateKey: own.privateKey, chain: [own.certificate] };
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kerbside-declaration-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A case that ends so, without a word to the station. */
const ending = (id: string, end: () => void = () => undefined): TestCase => ({
  ...(ALL_CASES[0] as TestCase),
  id,
  perform: () => ({
    prepare: () => Promise.resolve(),
    run: () => Promise.resolve().then(end),
    tidyUp: () => Promise.resolve(),
  }),
});
const SILENT: StationSource = {
  identity: "CS-1",
  password: null,
  csmsPort: 0,
  fresh: true,
  start: () => Promise.resolve({ tester: {} as Tester, crashed: () => null, stop: () => Promise.resolve() }),
};

/** Declares these cases; gives whether there is a declaration, and what was told. */
async function declares(
  cases: readonly TestCase[],
  { stopsAfter = Infinity, by = vendor, later = 0 } = {},
): Promise<{ declared: boolean; told: string }> {
  const clock = createManualClock();
  await clock.advance(Milliseconds(later));
  let told = "";
  let lines = 0;
  const work = declareRun(
    {
      ocppVersion: "ocpp2.0.1",
      profile: "Core",
      seed: 5,
      plan: { runs: cases.map((testCase) => ({ testCase, variant })), notApplicable: [] },
      stations: [{ variant, ways: [] }],
      workers: 1,
      readsConfiguration: false,
      fresh: true,
      sourceFor: () => SILENT,
    },
    ["Core"],
    folder,
    by,
    {
      clock,
      out: (text) => {
        told += text;
        lines++;
      },
      stopped: () => lines >= stopsAfter,
    },
  );
  return { declared: await driven(clock, () => 0, work, "the run"), told };
}

const GOOD = [ending("TC_A"), ending("TC_B"), ending("TC_A")];
const FILE = "declaration.jws";
const verifies = (extra: object = {}, now = START + 1000) =>
  verifyDeclaration({ file: join(folder, FILE), ...extra }, now);

test("a whole run that has passed is declared, and the declaration is verified with every file", async () => {
  expect(await declares(GOOD)).toMatchObject({ declared: true });
  const verified = await verifies();
  expect(verified).toMatchObject({
    declaration: {
      vendor: "Vendor, Conformance",
      ocppVersion: "ocpp2.0.1",
      profiles: ["Core"],
      cases: 3,
      seed: 5,
      stations: [{ name: "ac-duo", firmwareVersion: null }],
    },
    files: 6,
    trusted: false,
  });
  expect(verifiedInWords(verified)).toContain("It is no certificate of the Open Charge Alliance");
});

test("the report may have been moved elsewhere", async () => {
  await declares(GOOD);
  const moved = join(folder, "moved.jws");
  await writeFile(moved, await readFile(join(folder, FILE)));
  await expect(verifyDeclaration({ file: moved, report: folder }, START)).resolves.toMatchObject({
    files: 6,
  });
  await expect(verifyDeclaration({ file: moved, report: tmpdir() }, START)).rejects.toThrow(
    "report.json of the report cannot be read",
  );
});

test.each(["report.json", "report.html", "report.xml", "traces/ac-duo/TC_A-2.json.gz"])(
  "a change of %s is found out, and so is its absence",
  async (name) => {
    await declares(GOOD);
    const file = join(folder, name);
    const content = await readFile(file);
    const changed = name.endsWith(".gz")
      ? gzipSync(gunzipSync(content).toString().replace('"PASS"', '"FAIL"'))
      : Buffer.concat([content, Buffer.from(" ")]);
    await writeFile(file, changed);
    await expect(verifies()).rejects.toThrow(`${name} was changed after it was signed`);
    await rm(file);
    await expect(verifies()).rejects.toThrow(`${name} of the report cannot be read`);
    await writeFile(file, content);
    await expect(verifies()).resolves.toMatchObject({ files: 6 });
  },
);

test("where a case fails there is no declaration, and that of an earlier run is gone", async () => {
  await declares(GOOD);
  const fails = ending("TC_C", () => {
    throw new ValidationFailed("the status is wrong");
  });
  const { declared, told } = await declares([...GOOD, fails]);
  expect(declared).toBe(false);
  expect(told).toContain("There is no declaration");
  expect(existsSync(join(folder, FILE))).toBe(false);
  expect(existsSync(join(folder, "report.json"))).toBe(true);
});

test("an interrupted run has a report that says so, and no declaration", async () => {
  const { declared, told } = await declares(GOOD, { stopsAfter: 1 });
  expect(declared).toBe(false);
  expect(told).toContain("The run was interrupted: 1 of 3 cases were run");
  expect(existsSync(join(folder, FILE))).toBe(false);
  expect(await readFile(join(folder, "report.html"), "utf8")).toContain("The run was interrupted");
});

test("a certificate that has expired while the cases ran signs nothing", async () => {
  const { declared, told } = await declares(GOOD, { later: 2 * DAY });
  expect(declared).toBe(false);
  expect(told).toMatch(/There is no declaration: certificate Conformance .* has expired/);
  expect(existsSync(join(folder, FILE))).toBe(false);
});

test("a certificate need only be valid when it signed", async () => {
  await declares(GOOD);
  await expect(verifies({}, START + 100 * DAY)).resolves.toMatchObject({ files: 6 });
});

test("a given root must have signed the vendor's certificate", async () => {
  await declares(GOOD);
  const [mine, foreign] = [join(folder, "root.pem"), join(folder, "other.pem")];
  await writeFile(mine, root.certificate.pem);
  await writeFile(foreign, other.certificate.pem);
  await expect(verifies({ root: mine })).resolves.toMatchObject({ trusted: true });
  await expect(verifies({ root: foreign })).rejects.toThrow("is signed by nobody who is trusted");
  await expect(verifies({ root: join(folder, "none.pem") })).rejects.toMatchObject({ exitCode: 2 });
});

/** The declaration, said otherwise and signed again. */
async function signsAgain(changes: object, by = vendor): Promise<void> {
  const file = join(folder, FILE);
  const { payload } = verifyJws(await readFile(file, "utf8"), DECLARATION_TYPE);
  const changed = { ...(JSON.parse(payload) as object), ...changes };
  await writeFile(file, signJws(JSON.stringify(changed), { ...by, type: DECLARATION_TYPE }));
}

test("what is signed must be a declaration, of now or before, while the certificate was valid", async () => {
  await declares(GOOD);
  const later = new Date(START + 2 * DAY).toISOString();
  await signsAgain({ signedAt: later });
  await expect(verifies()).rejects.toThrow("which is not yet");
  await expect(verifies({}, START + 3 * DAY)).rejects.toThrow(/when it was signed: .* has expired/);
  await signsAgain({ signedAt: "some day" });
  await expect(verifies()).rejects.toThrow("which is not yet");
  await signsAgain({ signedAt: new Date(START).toISOString(), files: {} });
  await expect(verifies()).rejects.toThrow("it does not name report.json");
  await signsAgain({ files: { "report.json": "0", "../secret": "0" } });
  await expect(verifies()).rejects.toThrow();
  await signsAgain({ files: { "../secret": "0", "report.json": "0" } });
  await expect(verifies()).rejects.toThrow('"../secret" is no file of a report');
  await signsAgain({ files: undefined });
  await expect(verifies()).rejects.toThrow("no declaration of Kerbside");
});

test("what is no JWS fails the job, a file that is not there is bad usage", async () => {
  await writeFile(join(folder, FILE), "hello");
  await expect(verifies()).rejects.toMatchObject({ exitCode: 1 });
  await rm(join(folder, FILE));
  await expect(verifies()).rejects.toMatchObject({ exitCode: 2 });
});

describe("the vendor's key and certificate", () => {
  const loads = async (key: string, cert: string, now = START) => {
    const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") };
    await writeFile(files.key, key);
    await writeFile(files.cert, cert);
    return loadVendorCredential(files, now);
  };
  const pem = () => vendor.chain[0]?.pem ?? "";

  test("are read, with those that signed the certificate", async () => {
    const { chain } = await loads(vendor.privateKey, pem() + root.certificate.pem);
    expect(chain).toHaveLength(2);
  });

  test("are refused in one line as bad usage where they are wrong", async () => {
    const wrong: [() => Promise<unknown>, RegExp][] = [
      [() => loads("no key", pem()), /^--key: .* cannot be read/],
      [() => loads(vendor.privateKey, "no certificate"), /^--cert: .* cannot be read/],
      [() => loads(other.privateKey, pem()), /^--key: must be the key of the certificate/],
      [
        () => loads(vendor.privateKey, pem(), START + 2 * DAY),
        /^--cert: certificate Conformance .* has expired/,
      ],
      [
        () => loads(vendor.privateKey, pem() + other.certificate.pem),
        /^--cert: .* is not signed by the next/,
      ],
      [
        () => loadVendorCredential({ key: join(folder, "none"), cert: join(folder, "none") }, START),
        /^--key: cannot be read/,
      ],
    ];
    for (const [load, because] of wrong) {
      const error = (await load().catch((thrown: unknown) => thrown)) as Error;
      expect(error).toMatchObject({ exitCode: 2 });
      expect(error.message).toMatch(because);
      expect(error.message).not.toContain("\n");
    }
  });
});
