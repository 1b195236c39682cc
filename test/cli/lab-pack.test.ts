import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandAbilities } from "../../src/cli/abilities.js";
import { nextVersion } from "../../src/cli/firmware-plan.js";
import { makeLabPack } from "../../src/cli/make-lab-pack.js";
import { writeDevelopmentPki } from "../../src/cli/pki-folder.js";
import { runProgram } from "../../src/cli/program.js";
import { writeManual } from "../../src/cli/write-manual.js";
import { loadPics } from "../../src/conformance/index.js";
import { isSignedBy, readManifest, verifyImage } from "../../src/firmware-image/index.js";
import { findPath, parseCertificate } from "../../src/pki/index.js";
import { loadConfiguration } from "../../src/station/index.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const SECRETS = ["password-of-the-csms", "password-in-variables", "token-of-the-api", "token-of-the-relay"];
let folder: string;
let config: string;
const pack = (...names: readonly string[]): string => join(folder, "out", "pack", ...names);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-lab-pack-test-"));
  await writeDevelopmentPki(join(folder, "certs"), {
    host: "csms.example.com",
    stations: ["LAB-1", "LAB-2"],
    now: NOW,
  });
  // A key that somebody has put beside a certificate.
  const root = readFileSync(join(folder, "certs", "csms-root.pem"), "utf8");
  const key = readFileSync(join(folder, "certs", "csms-root.key.pem"), "utf8");
  writeFileSync(join(folder, "certs", "csms-root-both.pem"), root + key);
  config = join(folder, "station.json");
  const [basicAuthPassword = "", password = "", token = "", relay = ""] = SECRETS;
  writeFileSync(
    config,
    JSON.stringify({
      identity: "LAB-1",
      model: "Uno 11/A",
      firmwareVersion: "2.9",
      csms: { url: "wss://somebody:hush@csms.example.com/ocpp", securityProfile: 2, basicAuthPassword },
      certs: join(folder, "certs"),
      storage: join(folder, "data"),
      api: { host: "0.0.0.0", port: 8099, token },
      octt: { relay: { url: "wss://relay.example.com", token: relay } },
      variables: { "SecurityCtrlr.BasicAuthPassword": password, "OCPPCommCtrlr.HeartbeatInterval": 77 },
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function kerbside(...args: string[]) {
  const seen = { out: "", err: "" };
  const unasked = () => Promise.reject(new Error("not asked for"));
  const abilities: CommandAbilities = {
    startStation: unasked,
    startFleet: unasked,
    startSandboxCsms: unasked,
    runConformance: unasked,
    makePki: unasked,
    buildFirmware: unasked,
    derivePics: unasked,
    checkPics: unasked,
    verifyMeterValues: unasked,
    whatApplies: unasked,
    runScenarios: unasked,
    listScenarios: unasked,
    declareConformance: unasked,
    verifyDeclaration: unasked,
    writeManual,
    makeLabPack: (order) => makeLabPack(order, NOW),
    checkStation: unasked,
    writeFiles: unasked,
    chance: () => 0.5,
    untilStopped: () => Promise.resolve(),
    environment: {},
    out: (text) => void (seen.out += text),
    err: (text) => void (seen.err += text),
  };
  return { code: await runProgram(args, abilities), ...seen };
}

describe("a lab pack", () => {
  let names: readonly string[];
  beforeAll(async () => {
    const { code, out, err } = await kerbside("lab-pack", "--config", config, "--out", pack());
    expect([code, err]).toEqual([0, ""]);
    names = out
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(pack().length + 1));
  });

  test("has everything, and leaves nothing beside it", () => {
    expect(names).toEqual(
      expect.arrayContaining([
        ...[
          "pics.yaml",
          "pics.md",
          "pics.html",
          "cases.md",
          "manual.md",
          "manual.html",
          "configuration.yaml",
        ],
        ...["api/octt-api.openapi.yaml", "SHA256SUMS", "certificates/LAB-1.chain.pem"],
        ...["certificates/manufacturer-root.pem", "certificates/firmware-signing.chain.pem"],
      ]),
    );
    expect(names).not.toContain("certificates/LAB-2.chain.pem");
    const files = readdirSync(pack(), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files).toHaveLength(names.length);
    expect(readdirSync(join(folder, "out"))).toEqual(["pack"]);
  });

  test("has checksums that sha256sum accepts, of every file", () => {
    const checked = execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: pack(), encoding: "utf8" });
    expect(checked.trim().split("\n")).toHaveLength(names.length - 1);
  });

  test("has no private key, no password and no token in any file", () => {
    for (const name of names.filter((one) => !one.endsWith(".img"))) {
      const content = readFileSync(pack(name), "utf8");
      for (const secret of ["PRIVATE KEY", "hush", ...SECRETS]) {
        if (content.includes(secret)) throw new Error(`${secret} is in ${name}`);
      }
    }
    expect(readFileSync(pack("certificates", "csms-root-both.pem"), "utf8")).toContain("BEGIN CERTIFICATE");
  });

  test("has a PICS that the suite reads, and a configuration that only lacks the secrets", () => {
    expect(loadPics(pack("pics.yaml"))).toMatchObject({ name: "uno-11-a" });
    const flags = [{ key: "csms.basicAuthPassword", value: SECRETS[0], origin: "test" }];
    const lent = { key: "api.token", value: SECRETS[2], origin: "test" };
    const read = loadConfiguration({ file: pack("configuration.yaml"), flags: [...flags, lent] });
    const { csms, octt, variables, ...others } = loadConfiguration({ file: config });
    expect(read).toEqual({
      ...others,
      csms: { ...csms, url: "wss://csms.example.com/ocpp" },
      octt: { ...octt, relay: null },
      variables: { "OCPPCommCtrlr.HeartbeatInterval": 77 },
    });
    expect(variables).toHaveProperty(["SecurityCtrlr.BasicAuthPassword"]);
  });

  test("has firmware images that are as good or as bad as the manual says", async () => {
    const about = { vendorName: "Kerbside", model: "Uno 11/A" };
    const image = (suffix: string): string => pack("firmware", `Uno-11-A-2.10${suffix}.img`);
    const read = (file: string): string => readFileSync(file, "utf8");
    const root = parseCertificate(read(pack("certificates", "manufacturer-root.pem")));
    const signer = (suffix: string) => parseCertificate(read(`${image(suffix)}.signer.pem`));
    const isSigned = (suffix: string): Promise<boolean> =>
      isSignedBy(image(suffix), read(`${image(suffix)}.signature`), signer(suffix).publicKey);
    const isTrusted = (suffix: string): boolean => "path" in findPath([signer(suffix)], [root], NOW);

    const verified = await verifyImage(image(""), about);
    expect(verified.firmwareVersion).toBe("2.10");
    // The software itself.
    expect(verified.payloadBytes).toBeGreaterThan(200_000);
    const suffixes = ["", "-damaged", "-other-model", "-wrong-signature", "-foreign-signer"];
    expect(await Promise.all(suffixes.map(isSigned))).toEqual([true, true, true, false, true]);
    expect(suffixes.map(isTrusted)).toEqual([true, true, true, true, false]);
    await expect(verifyImage(image("-damaged"), about)).rejects.toThrow("not complete");
    await expect(verifyImage(image("-other-model"), about)).rejects.toThrow("not for Kerbside Uno 11/A");
    for (const suffix of ["-wrong-signature", "-foreign-signer"])
      await expect(verifyImage(image(suffix), about)).resolves.toMatchObject({ firmwareVersion: "2.10" });
    const manual = read(pack("manual.md"));
    for (const suffix of suffixes) {
      expect(manual).toContain(`Uno-11-A-2.10${suffix}.img`);
      expect((await readManifest(image(suffix))).manifest.firmwareVersion).toBe("2.10");
    }
  });

  test("is not written over", async () => {
    const before = readFileSync(pack("SHA256SUMS"), "utf8");
    const { code, err } = await kerbside("lab-pack", "--config", config, "--out", pack());
    expect([code, err]).toEqual([2, `error: --out: ${pack()} is not empty, and nothing is written over\n`]);
    expect(readFileSync(pack("SHA256SUMS"), "utf8")).toBe(before);
  });
});

describe("no lab pack is made, with one line that says why,", () => {
  test.each([
    ["without a PKI", () => withCerts("nowhere"), /^error: certs: .*nowhere holds no PKI; kerbside certs/],
    [
      "without a key that signs",
      () => withCerts("half"),
      /^error: certs: .*half has no firmware-signing\.key\.pem/,
    ],
    [
      "without a configuration",
      () => join(folder, "missing.yaml"),
      /^error: .*missing\.yaml: cannot be read: no such file/,
    ],
  ])("%s", async (_name, configOf, line) => {
    const out = join(folder, "none", "pack");
    const { code, err } = await kerbside("lab-pack", "--config", configOf(), "--out", out);
    expect(code).toBe(2);
    expect(err).toMatch(line);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain("none");
  });

  test("where a file is in the way", async () => {
    const { code, err } = await kerbside("lab-pack", "--config", config, "--out", config);
    expect([code, err]).toEqual([2, `error: --out: ${config} is no folder\n`]);
  });

  test("where the station's address is not fixed, so that the manual cannot name it", async () => {
    const loose = join(folder, "loose.json");
    writeFileSync(
      loose,
      JSON.stringify({ csms: { securityProfile: 0 }, api: { port: 0 }, certs: join(folder, "certs") }),
    );
    const { code, err } = await kerbside("lab-pack", "--config", loose, "--out", join(folder, "loose"));
    expect([code, err]).toEqual([
      2,
      "error: api.port: must be a fixed port, not 0, where a manual is to name it\n",
    ]);
    expect(readdirSync(folder).filter((name) => /^loose$|^\.kerbside/.test(name))).toEqual([]);
    expect((await kerbside("manual", "--config", loose)).code).toBe(2);
  });
});

function withCerts(name: string): string {
  const certs = join(folder, name);
  if (name === "half") {
    mkdirSync(certs, { recursive: true });
    writeFileSync(join(certs, "csms-root.pem"), "");
  }
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ csms: { securityProfile: 0 }, certs }));
  return file;
}

test("the manual is of the configured station", async () => {
  const { code, out } = await kerbside("manual", "--config", config);
  expect(code).toBe(0);
  expect(out).toContain("# Kerbside Uno 11/A, firmware 2.9: manual for the tester");
  expect(out).toContain("http://127.0.0.1:8099/octt/v1/");
  expect(out).toContain('-H "Authorization: Bearer $API_TOKEN"');
  expect(out).toMatch(/^\| `04A2B3C4D5E680` \| ISO14443 \| valid/m);
  expect(out.match(/\| valid/g)?.length).toBeGreaterThanOrEqual(2);
  // The limit, not how many there are now.
  expect(out).toContain("| root certificates | 20 |");
  const { html } = await writeManual(loadConfiguration({ file: config }), "a <b>.yaml");
  expect(html).toContain("<code>node dist/cli.js selfcheck --config &#39;a &#60;b&#62;.yaml&#39;</code>");
  expect(html).not.toMatch(/src=|<script/);
});

test.each([
  ["1.0.0", "1.0.1"],
  ["2.9", "2.10"],
  ["rc-99999999999999999999", "rc-100000000000000000000"],
  ["beta", "beta.1"],
])("the version after %s is %s", (version, next) => {
  expect(nextVersion(version)).toBe(next);
});
