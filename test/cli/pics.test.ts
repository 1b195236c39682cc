import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { CommandAbilities } from "../../src/cli/abilities.js";
import { checkPics, derivePics } from "../../src/cli/derive-pics.js";
import { coverageMarkdown, whatApplies } from "../../src/cli/what-applies.js";
import { runProgram } from "../../src/cli/program.js";
import { loadPics } from "../../src/conformance/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-pics-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const duo = (): string => written("duo.yaml", "csms: { securityProfile: 0 }\n");

async function kerbside(...args: string[]) {
  const seen = { out: "", err: "" };
  const unasked = () => Promise.reject(new Error("not asked for"));
  const abilities: CommandAbilities = {
    startStation: unasked,
    startFleet: unasked,
    startSandboxCsms: unasked,
    runScenarios: unasked,
    listScenarios: unasked,
    runConformance: unasked,
    declareConformance: () => Promise.reject(new Error("not asked for")),
    verifyDeclaration: () => Promise.reject(new Error("not asked for")),
    makePki: unasked,
    buildFirmware: unasked,
    verifyMeterValues: unasked,
    derivePics,
    checkPics,
    whatApplies: async (configuration) => coverageMarkdown(await whatApplies(configuration)),
    writeManual: unasked,
    makeLabPack: unasked,
    checkStation: unasked,
    writeFiles: (out, files) => {
      for (const [name, content] of Object.entries(files)) written(`${out}-${name}`, content);
      return Promise.resolve();
    },
    chance: () => 0.5,
    untilStopped: () => Promise.resolve(),
    environment: {},
    out: (text) => void (seen.out += text),
    err: (text) => void (seen.err += text),
  };
  return { code: await runProgram(["pics", ...args], abilities), ...seen };
}

test("the statement is a file that the suite reads", async () => {
  const { code, out } = await kerbside("--config", duo());
  expect(code).toBe(0);
  const read = loadPics(written("derived.yaml", out));
  expect(read).toMatchObject({
    name: "duo-22",
    declared: { "HFS-8": 2, "HFS-1": true, "C-09.6": true, SmartCharging: true },
    test: {
      places: [
        { evseId: 1, connectorId: 1 },
        { evseId: 2, connectorId: 1 },
      ],
      parkingBayEvseIds: [1],
      secondEvseId: 2,
      securityProfile: 1,
      connectorType: "sType2",
    },
  });
  expect(read.declared).not.toHaveProperty("C-42");
});

test("a statement holds no password and no address", async () => {
  const config = written(
    "secret.yaml",
    "csms: { url: ws://10.1.2.3/ocpp, basicAuthPassword: 0123-secret-password }\napi: { host: 10.9.8.7, token: hush }\n",
  );
  for (const format of ["yaml", "markdown", "html"]) {
    const { code, out } = await kerbside("--config", config, "--format", format);
    expect(code).toBe(0);
    expect(out).not.toMatch(/secret|hush|10\.1\.2\.3|10\.9\.8\.7/);
  }
});

test("Markdown and HTML show each feature with the variable behind it", async () => {
  const markdown = (await kerbside("--config", duo(), "--format", "markdown")).out;
  expect(markdown).toContain("| C-49 | authorization cache | yes | AuthCacheCtrlr.Enabled |");
  expect(markdown).toContain("| HFS-8 | number of EVSEs | 2 |  |");
  expect(markdown).toContain(
    "| entries of the Local Authorization List | 10000 | LocalAuthListCtrlr.Entries |",
  );
  const { out: html } = await kerbside("--config", duo(), "--format", "html");
  expect(html).toContain("<td>C-49</td><td>authorization cache</td><td>yes</td>");
  expect(html).not.toMatch(/https?:/);
});

test("all three can be written to a folder", async () => {
  const { out } = await kerbside("--config", duo(), "--out", "lab");
  expect(out).toBe("pics.yaml, pics.md, pics.html written to lab\n");
  expect(parse(readFileSync(join(folder, "lab-pics.yaml"), "utf8"))).toMatchObject({ name: "duo-22" });
});

describe("a PICS that somebody has written", () => {
  const pics = (declared: string): string =>
    written(
      "written.yaml",
      `name: mine\ndeclared: {${declared}}\ntest: { places: [{ evseId: 1, connectorId: 1 }] }\n`,
    );

  test("is accepted where it is true, though it may say less than there is", async () => {
    const { code, out } = await kerbside(
      "--config",
      duo(),
      "--check",
      pics("C-49: true, HFS-8: 2, C-42: false"),
    );
    expect([code, out]).toEqual([0, "all that is declared is so\n"]);
  });

  test.each([
    ["C-42: true", "C-42: declared as true, but the station says false (SampledDataCtrlr.SignReadings)"],
    ["HFS-8: 3", "HFS-8: declared as 3, but the station says 2"],
    ["C-99: true", "C-99: no such feature is known"],
  ])("is refused where it says %s", async (declared, line) => {
    const { code, err } = await kerbside("--config", duo(), "--check", pics(declared));
    expect(code).toBe(1);
    expect(err).toBe(`error: what is declared is not so\n  ${line}\n`);
  });

  test("that cannot be read is a mistake of usage", async () => {
    const { code, err } = await kerbside("--config", duo(), "--check", written("broken.yaml", "name: [\n"));
    expect(code).toBe(2);
    expect(err).toMatch(/^error: broken\.yaml: cannot be read/);
  });
});

test("the cases that apply are told with their conditions, in the fewest configurations", async () => {
  const { code, out } = await kerbside("--config", duo(), "--cases");
  expect(code).toBe(0);
  // Cases of security profile 1, of profile 3, and of a root that must be signed exclude each other.
  const configurations = out.match(/^- [A-Z]: .*$/gm);
  expect(configurations).toEqual([
    "- A: security profile 1",
    "- B: security profile 3, SecurityCtrlr.AdditionalRootCertificateCheck true",
  ]);
  expect(out).toMatch(/^\| Core \| TC_B_01_CS \| .* \| M \| A, B \|$/m);
  expect(out).toMatch(/^\| Core \| TC_A_04_CS \| .* \| B \|$/m);
  expect(out).toMatch(/^\| Core \| TC_E_02_CS \|/m);
  expect(out).toMatch(
    /^\| SmartCharging \| TC_K_12_CS \| .* \| SC-2\.1 is declared, SC-2\.2 is declared .*\|$/m,
  );
});

test("a station that offers OCPP 1.6 first has the statement of OCPP 1.6", async () => {
  const config = written("ocpp16.yaml", "ocppVersions: [ocpp1.6]\ncsms: { securityProfile: 0 }\n");
  const { out } = await kerbside("--config", config);
  const { declared } = loadPics(written("derived16.yaml", out));
  expect(declared).toMatchObject({
    "C-06.Yes": true,
    "C-06.No": true,
    "AQ-7.2": true,
    SendLocalListMaxLength: 1000,
  });
  expect(declared).not.toHaveProperty("Security");
  const cases = (await kerbside("--config", config, "--cases")).out;
  expect(cases).toMatch(/^\| Core \| TC_003 \|/m);
  expect(cases).not.toContain("TC_B_01_CS");
});

test("a variable that the station does not have is told as run would tell it", async () => {
  const config = written("wrong.yaml", "csms: { securityProfile: 0 }\nvariables: { No.Such: 1 }\n");
  const { code, err } = await kerbside("--config", config);
  expect(code).toBe(2);
  expect(err).toContain("variables.No.Such: must name a variable of this station");
});
