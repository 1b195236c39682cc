import type { CommandAbilities } from "../../src/cli/abilities.js";
import { runProgram } from "../../src/cli/program.js";
import type { DeclareSettings, VerifySettings } from "../../src/conformance/index.js";
import { ConfigurationError } from "../../src/kernel/index.js";
import { JwsError } from "../../src/pki/index.js";

/** A terminal in which a declaration ends so. */
function terminal(declared = true, verified: () => string = () => "it holds\n") {
  const asked: DeclareSettings[] = [];
  const checked: VerifySettings[] = [];
  let out = "";
  let err = "";
  const never = () => Promise.reject(new Error("not asked for"));
  const abilities: CommandAbilities = {
    startStation: never,
    startFleet: never,
    startSandboxCsms: never,
    runConformance: never,
    declareConformance: (settings) => {
      asked.push(settings);
      return Promise.resolve(declared);
    },
    verifyDeclaration: (settings) => {
      checked.push(settings);
      return Promise.resolve().then(verified);
    },
    makePki: never,
    buildFirmware: never,
    verifyMeterValues: never,
    derivePics: never,
    checkPics: never,
    whatApplies: never,
    runScenarios: never,
    listScenarios: never,
    writeManual: never,
    makeLabPack: never,
    checkStation: never,
    writeFiles: never,
    chance: () => 0.25,
    untilStopped: () => Promise.resolve(),
    environment: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  };
  return {
    asked,
    checked,
    told: () => ({ out, err }),
    kerbside: (...args: string[]) => runProgram(args, abilities),
  };
}

const NEEDED = ["--key", "k.pem", "--cert", "c.pem", "--report", "out"];

test("declare takes key, certificate, report and the options of every run", async () => {
  const { kerbside, asked } = terminal();
  expect(await kerbside("declare", ...NEEDED)).toBe(0);
  expect(
    await kerbside("declare", ...NEEDED, "--ocpp", "1.6", "--pics", "a.yaml,b.yaml", "--seed", "7"),
  ).toBe(0);
  const files = { key: "k.pem", cert: "c.pem", report: "out", workers: 6, drivenByOctt: false };
  expect(asked).toEqual([
    { ...files, ocppVersion: "ocpp2.0.1", seed: 536870912 },
    { ...files, ocppVersion: "ocpp1.6", seed: 7, pics: ["a.yaml", "b.yaml"] },
  ]);
});

test("without a declaration the job has failed", async () => {
  const { kerbside, told } = terminal(false);
  expect(await kerbside("declare", ...NEEDED)).toBe(1);
  expect(told().err.trim().split("\n")).toHaveLength(1);
});

test.each([
  [NEEDED.slice(2), "--key"],
  [NEEDED.slice(0, 2), "--cert"],
  [NEEDED.slice(0, 4), "--report"],
  [[...NEEDED, "--cases", "TC_B_01"], "--cases"],
  [[...NEEDED, "--station-api", "http://there/"], "--identity"],
])("declare %j is bad usage: a declaration is of all cases", async (args, because) => {
  const { kerbside, told, asked } = terminal();
  expect(await kerbside("declare", ...args)).toBe(2);
  expect(told().err).toContain(because);
  expect(asked).toEqual([]);
});

test("verify says what holds", async () => {
  const { kerbside, checked, told } = terminal();
  expect(await kerbside("verify", "d.jws", "--root", "r.pem", "--report", "there")).toBe(0);
  expect(await kerbside("verify", "d.jws")).toBe(0);
  expect(checked).toEqual([{ file: "d.jws", root: "r.pem", report: "there" }, { file: "d.jws" }]);
  expect(told().out).toBe("it holds\nit holds\n");
});

test.each([
  [new JwsError("the signature's algorithm is none"), 1],
  [new ConfigurationError("FILE", "cannot be read"), 2],
])("verify tells %s in one line", async (error, code) => {
  const { kerbside, told } = terminal(true, () => {
    throw error;
  });
  expect(await kerbside("verify", "d.jws")).toBe(code);
  expect(told()).toEqual({ out: "", err: `error: ${error.message}\n` });
});

test("verify wants one file", async () => {
  const { kerbside } = terminal();
  expect(await kerbside("verify")).toBe(2);
  expect(await kerbside("verify", "a", "b")).toBe(2);
});
