import type { CommandAbilities } from "../../src/cli/abilities.js";
import { runProgram } from "../../src/cli/program.js";
import type { ConformanceSettings } from "../../src/conformance/index.js";

/** A terminal in which the cases end so. */
function terminal(passed = true) {
  const asked: ConformanceSettings[] = [];
  let err = "";
  const abilities: CommandAbilities = {
    startStation: () => Promise.reject(new Error("not asked for")),
    startFleet: () => Promise.reject(new Error("not asked for")),
    startSandboxCsms: () => Promise.reject(new Error("not asked for")),
    runScenarios: () => Promise.reject(new Error("not asked for")),
    listScenarios: () => Promise.reject(new Error("not asked for")),
    runConformance: (settings) => {
      asked.push(settings);
      return Promise.resolve(passed);
    },
    declareConformance: () => Promise.reject(new Error("not asked for")),
    verifyDeclaration: () => Promise.reject(new Error("not asked for")),
    makePki: () => Promise.resolve([]),
    verifyMeterValues: () => Promise.resolve([]),
    buildFirmware: () => Promise.reject(new Error("no firmware here")),
    derivePics: () => Promise.reject(new Error("not asked for")),
    checkPics: () => Promise.reject(new Error("not asked for")),
    whatApplies: () => Promise.reject(new Error("not asked for")),
    writeManual: () => Promise.reject(new Error("not asked for")),
    makeLabPack: () => Promise.reject(new Error("not asked for")),
    checkStation: () => Promise.reject(new Error("not asked for")),
    writeFiles: () => Promise.reject(new Error("not asked for")),
    chance: () => 0.25,
    untilStopped: () => Promise.resolve(),
    environment: {},
    out: () => undefined,
    err: (text) => void (err += text),
  };
  return {
    asked,
    err: () => err,
    kerbside: (...args: string[]) => runProgram(["conformance", ...args], abilities),
  };
}

test("without options all Core cases of OCPP 2.0.1 are run, six at a time, in an order of chance", async () => {
  const { kerbside, asked } = terminal();
  expect(await kerbside()).toBe(0);
  expect(asked).toEqual([
    {
      ocppVersion: "ocpp2.0.1",
      profile: "Core",
      workers: 6,
      repeat: 1,
      seed: 536870912,
      drivenByOctt: false,
    },
  ]);
});

test.each(["1.6", "ocpp1.6"])("--ocpp %s runs the cases of OCPP 1.6", async (version) => {
  const { kerbside, asked } = terminal();
  expect(await kerbside("--ocpp", version)).toBe(0);
  expect(asked).toMatchObject([{ ocppVersion: "ocpp1.6" }]);
});

test("there are no cases of another version of OCPP", async () => {
  const { kerbside, err } = terminal();
  expect(await kerbside("--ocpp", "2.1")).not.toBe(0);
  expect(err()).toContain("It must be 2.0.1 or 1.6");
});

test("options select and repeat", async () => {
  const { kerbside, asked } = terminal();
  const args = [
    "--blocks",
    "B, C",
    "--cases",
    "TC_B_01",
    "--variants",
    "dc",
    "--workers",
    "2",
    "--repeat",
    "10",
    "--seed",
    "7",
    "--octt-api",
    "--report",
    "out",
  ];
  expect(await kerbside(...args)).toBe(0);
  expect(asked).toMatchObject([
    {
      blocks: ["B", "C"],
      cases: ["TC_B_01"],
      variants: ["dc"],
      workers: 2,
      repeat: 10,
      seed: 7,
      drivenByOctt: true,
      report: "out",
    },
  ]);
});

test("a case that did not pass is exit code 1", async () => {
  const { kerbside, err } = terminal(false);
  expect(await kerbside()).toBe(1);
  expect(err()).toBe("error: not every selected case passed\n");
});

test("a station that runs already is reached by its API", async () => {
  const { kerbside, asked } = terminal();
  await kerbside(
    "--station-api",
    "http://there:8080/octt/v1/",
    "--token",
    "t",
    "--identity",
    "CS-1",
    "--password",
    "p",
    "--pics",
    "mine.yaml",
  );
  await kerbside(
    "--octt-api",
    "http://there:8080/,http://there:8081",
    "--identity",
    "CS-1",
    "--pics",
    "mine.yaml",
    "--csms-port",
    "9999",
  );
  expect(asked.map(({ foreign }) => foreign)).toEqual([
    {
      identity: "CS-1",
      password: "p",
      csmsPort: 9000,
      api: { kind: "stationApi", url: "http://there:8080/octt/v1", token: "t" },
    },
    {
      identity: "CS-1",
      password: null,
      csmsPort: 9999,
      api: { kind: "octt", sut: "http://there:8080", ev: "http://there:8081" },
    },
  ]);
});

test.each([
  [["--workers", "0"], "--workers"],
  [["--repeat", "many"], "--repeat"],
  [["--seed", "-1"], "--seed"],
  [["--station-api", "http://there/"], "--identity"],
  [["--station-api", "http://there/", "--identity", "CS-1"], "--pics"],
  [["--everything"], "--everything"],
])("%j is bad usage", async (args, named) => {
  const { kerbside, err, asked } = terminal();
  expect(await kerbside(...args)).toBe(2);
  expect(err()).toContain(named);
  expect(asked).toEqual([]);
});
