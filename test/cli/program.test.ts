import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  CommandAbilities,
  FleetOrder,
  SandboxCsmsSettings,
  ScenarioOrder,
} from "../../src/cli/abilities.js";
import { runProgram } from "../../src/cli/program.js";
import { createManualClock, createPacedClock, StartupError } from "../../src/kernel/index.js";
import type { StationConfiguration } from "../../src/station/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string): string {
  const file = join(folder, "station.yaml");
  writeFileSync(file, content);
  return file;
}

/** Says that there is no PKI yet. */
const withoutPki = (): string[] => ["--certs", join(folder, "no-pki")];

/** A terminal before which everything starts and the user leaves at once. */
function terminal(changes: Partial<CommandAbilities> = {}) {
  const seen = { out: "", err: "", happened: [] as string[] };
  const stations: StationConfiguration[] = [];
  const csmses: SandboxCsmsSettings[] = [];
  const orders: ScenarioOrder[] = [];
  const fleets: FleetOrder[] = [];
  const abilities: CommandAbilities = {
    startStation: (configuration) => {
      stations.push(configuration);
      seen.happened.push("station started");
      const stop = () => Promise.resolve(void seen.happened.push("station stopped"));
      return Promise.resolve({ apiUrl: "http://127.0.0.1:8080", stop });
    },
    startFleet: (order) => {
      fleets.push(order);
      seen.happened.push("fleet started");
      return Promise.resolve({ stop: () => Promise.resolve(void seen.happened.push("fleet stopped")) });
    },
    runConformance: () => Promise.resolve(true),
    runScenarios: (order) => {
      orders.push(order);
      return Promise.resolve(!order.files.includes("failing"));
    },
    listScenarios: () =>
      Promise.resolve([
        { name: "short", description: "Little." },
        { name: "longer-one", description: "More." },
      ]),
    derivePics: () => Promise.resolve({ yaml: "yaml", markdown: "markdown", html: "html" }),
    checkPics: () => Promise.resolve([]),
    whatApplies: () => Promise.resolve("cases"),
    writeManual: () => Promise.resolve({ markdown: "manual", html: "html" }),
    makeLabPack: () => Promise.resolve(["manual.md"]),
    checkStation: () => Promise.resolve(true),
    writeFiles: () => Promise.resolve(),
    chance: () => 0.5,
    declareConformance: () => Promise.reject(new Error("not asked for")),
    verifyDeclaration: () => Promise.reject(new Error("not asked for")),
    makePki: (_folder, { stations: named }) => {
      seen.happened.push(`PKI made for ${named.join(", ")}`);
      return Promise.resolve(["csms-root.pem"]);
    },
    buildFirmware: ({ about, out }) =>
      Promise.resolve({
        image: `${out}/${about.model}.img`,
        sha256: "00",
        signingCertificate: "PEM",
        signature: "c2ln",
      }),
    verifyMeterValues: () => Promise.resolve([]),
    startSandboxCsms: (settings) => {
      csmses.push(settings);
      seen.happened.push("csms started");
      const stop = () => Promise.resolve(void seen.happened.push("csms stopped"));
      const { ocppPort, httpPort } = settings;
      return Promise.resolve({
        ocppUrl: `ws://127.0.0.1:${ocppPort || 4321}/ocpp`,
        httpUrl: `http://127.0.0.1:${httpPort}`,
        clock: createPacedClock(createManualClock()),
        stop,
      });
    },
    untilStopped: () => Promise.resolve(void seen.happened.push("user left")),
    environment: {},
    out: (text) => void (seen.out += text),
    err: (text) => void (seen.err += text),
    ...changes,
  };
  return {
    seen,
    stations,
    csmses,
    orders,
    fleets,
    kerbside: (...args: string[]) => runProgram(args, abilities),
  };
}

describe("bad usage ends with exit code 2 and one line", () => {
  test.each([
    [["charge"], "error: unknown command 'charge'"],
    [["run", "--confg", "x"], "error: unknown option '--confg'"],
    [["sandbox", "--tls"], "error: unknown option '--tls'"],
    [["csms", "extra"], "error: too many arguments for 'csms'. Expected 0 arguments but got 1."],
    [["run"], "error: required option '--config <file>' not specified"],
    [
      ["sandbox", "--ocpp", "2.2"],
      "error: option '--ocpp <version>' argument '2.2' is invalid. Allowed choices are ocpp2.1, ocpp2.0.1, ocpp1.6.",
    ],
    [
      ["csms", "--port", "65536"],
      "error: option '--port <port>' argument '65536' is invalid. It must be an integer from 0 to 65535.",
    ],
    [
      ["sandbox", "--rate", "fast"],
      "error: clock.rate (from --rate): must be a number above 0 and at most 60",
    ],
    [["fleet", "--config", "x"], "error: required option '--stations <number>' not specified"],
    [["fleet", "--stations", "3"], "error: required option '--config <file>' not specified"],
    [
      ["fleet", "--config", "x", "--stations", "0"],
      "error: option '--stations <number>' argument '0' is invalid. It must be an integer from 1 to 9999.",
    ],
    [
      ["fleet", "--config", "x", "--stations", "3", "--start-rate", "0"],
      "error: option '--start-rate <number>' argument '0' is invalid. It must be above 0 and at most 1000.",
    ],
    [["run", "--config", "nowhere.yaml"], "error: nowhere.yaml: cannot be read: no such file"],
  ])("%s", async (args, line) => {
    const { seen, kerbside } = terminal();
    expect(await kerbside(...args)).toBe(2);
    expect(seen).toEqual({ out: "", err: `${line}\n`, happened: [] });
  });

  test("no command at all", async () => {
    const { seen, kerbside } = terminal();
    expect(await kerbside()).toBe(2);
    expect(seen.err).toContain("Usage: kerbside");
  });
});

describe("help", () => {
  test.each([[[]], [["run"]], [["sandbox"]], [["csms"]]])("%s --help", async (command: string[]) => {
    const { seen, kerbside } = terminal();
    expect(await kerbside(...command, "--help")).toBe(0);
    expect(seen.out).toContain(`Usage: kerbside ${command.join(" ")}`);
    expect(seen.happened).toEqual([]);
  });

  test("lists the commands that exist and no others", async () => {
    const { seen, kerbside } = terminal();
    await kerbside("--help");
    const commands = seen.out.split("Commands:")[1]?.match(/^ {2}[\w-]+/gm);
    expect(commands?.map((name) => name.trim())).toEqual([
      "run",
      "fleet",
      "sandbox",
      "csms",
      "conformance",
      "declare",
      "verify",
      "selfcheck",
      "scenario",
      "pics",
      "manual",
      "lab-pack",
      "certs",
      "firmware",
      "meter",
    ]);
  });
});

describe("fleet", () => {
  const CONFIGURATION = "csms: { securityProfile: 0 }\nstorage: data\n";
  const fleet = ["fleet", "--stations", "3", "--config"];

  test("runs until the user leaves, then stops all stations", async () => {
    const { seen, fleets, kerbside } = terminal();
    const args = ["--csms-url", "ws://csms.test/ocpp", "--start-rate", "0.5", "--memory"];
    expect(await kerbside(...fleet, fileWith(CONFIGURATION), ...args)).toBe(0);
    expect(seen.happened).toEqual(["fleet started", "user left", "fleet stopped"]);
    expect(fleets[0]).toMatchObject({ startRate: 0.5, memory: true });
    expect(fleets[0]?.configuration.stations).toMatchObject(
      ["CS-0001", "CS-0002", "CS-0003"].map((identity) => ({
        identity,
        storage: join("data", identity),
        csms: { url: "ws://csms.test/ocpp" },
      })),
    );
  });

  test("stations that cannot start end with exit code 3", async () => {
    const refusing = () => Promise.reject(new StartupError("storage x is in use by another process"));
    const { seen, kerbside } = terminal({ startFleet: refusing });
    expect(await kerbside(...fleet, fileWith(CONFIGURATION))).toBe(3);
    expect(seen.err).toBe("error: storage x is in use by another process\n");
  });

  test.each([
    ["CS", "error: --identity-pattern: must have one %d for the number of the station"],
    ["%d-%d", "error: --identity-pattern: must have one %d for the number of the station"],
    ["CS/%d", "error: identity (from --identity-pattern): must be a text of 1 to 48 letters"],
  ])("refuses the identity pattern %s", async (pattern, line) => {
    const { seen, kerbside } = terminal();
    expect(await kerbside(...fleet, fileWith(CONFIGURATION), "--identity-pattern", pattern)).toBe(2);
    expect(seen.err).toContain(line);
    expect(seen.happened).toEqual([]);
  });
});

describe("run", () => {
  const CONFIGURATION = "csms: { securityProfile: 0 }\napi: { port: 1001 }\n";

  test("runs until the user leaves, then stops the station", async () => {
    const { seen, stations, kerbside } = terminal({ environment: { KERBSIDE_API_PORT: "1002" } });
    const args = ["--identity", "CS-9", "--api-port", "1003", "--log-level", "warn", "--pretty"];
    expect(await kerbside("run", "--config", fileWith(CONFIGURATION), ...args)).toBe(0);
    expect(seen.happened).toEqual(["station started", "user left", "station stopped"]);
    expect(stations[0]).toMatchObject({
      identity: "CS-9",
      api: { port: 1003 },
      log: { level: "warn", pretty: true },
    });
  });

  test("takes the file from KERBSIDE_CONFIG where no option names one", async () => {
    const { stations, kerbside } = terminal({ environment: { KERBSIDE_CONFIG: fileWith(CONFIGURATION) } });
    expect(await kerbside("run")).toBe(0);
    expect(stations[0]?.api.port).toBe(1001);
  });

  test("a station that cannot start ends with exit code 3, a bug with 1", async () => {
    const args = ["run", "--config", fileWith(CONFIGURATION)];
    const taken = terminal({ startStation: () => Promise.reject(new StartupError("port 8080 is taken")) });
    expect(await taken.kerbside(...args)).toBe(3);
    expect(taken.seen.err).toBe("error: port 8080 is taken\n");
    const broken = terminal({ startStation: () => Promise.reject(new TypeError("x is no function")) });
    expect(await broken.kerbside(...args)).toBe(1);
  });
});

describe("sandbox", () => {
  test("starts the CSMS, then Duo against it, and stops them in the opposite order", async () => {
    const { seen, stations, csmses, kerbside } = terminal();
    expect(
      await kerbside("sandbox", "--csms-port", "0", "--rate", "10", "--ocpp", "ocpp1.6", ...withoutPki()),
    ).toBe(0);
    expect(seen.happened).toEqual([
      "PKI made for CS-0001",
      "csms started",
      "station started",
      "user left",
      "station stopped",
      "csms stopped",
    ]);
    expect(csmses[0]).toMatchObject({ ocppPort: 0, httpPort: 9001, rate: 10 });
    expect(stations[0]).toMatchObject({
      identity: "CS-0001",
      model: "Duo-22",
      ocppVersions: ["ocpp1.6"],
      csms: { url: "ws://127.0.0.1:4321/ocpp", securityProfile: 0 },
      variables: { "AuthCtrlr.MasterPassGroupId": "MASTERPASS" },
      storage: "./data/CS-0001",
      api: { host: "127.0.0.1", port: 8080 },
      log: { level: "info", pretty: true },
      clock: { rate: 10 },
    });
  });

  test("prints the page's address and commands that can be pasted", async () => {
    const { seen, kerbside } = terminal();
    await kerbside("sandbox");
    expect(seen.out).toContain("http://127.0.0.1:8080/\n");
    expect(seen.out).toContain(
      `curl -X POST http://127.0.0.1:8080/octt/v1/plugin -H 'Content-Type: application/json' -d '{"evseId":1,"connectorId":1}'`,
    );
    expect(seen.out).toContain(
      `curl -X POST http://127.0.0.1:8080/octt/v1/authorize -H 'Content-Type: application/json' -d '{"idToken":"04A2B3C4D5E680","type":"ISO14443"}'`,
    );
  });

  test("a station that cannot start takes the CSMS with it", async () => {
    const startStation = () => Promise.reject(new StartupError("storage ./data/CS-0001 is in use"));
    const { seen, kerbside } = terminal({ startStation });
    expect(await kerbside("sandbox", ...withoutPki())).toBe(3);
    expect(seen.happened).toEqual(["PKI made for CS-0001", "csms started", "csms stopped"]);
  });
});

test("csms runs the sandbox CSMS alone", async () => {
  const { seen, csmses, kerbside } = terminal();
  expect(await kerbside("csms", "--port", "9100", "--http-port", "9101")).toBe(0);
  expect(csmses[0]).toMatchObject({ ocppPort: 9100, httpPort: 9101 });
  expect(seen.out).toContain("ws://127.0.0.1:9100/ocpp/{identity}");
  expect(seen.happened).toEqual(["csms started", "user left", "csms stopped"]);
});

describe("selfcheck", () => {
  const config = (): string[] => ["--config", fileWith("csms: { securityProfile: 0 }\n")];

  test("says that all is well", async () => {
    const { kerbside, seen } = terminal();
    expect(await kerbside("selfcheck", ...config())).toBe(0);
    expect(seen.out).toBe("CS-0001, ocpp2.0.1, with a CSMS and a folder of its own\nall is well\n");
  });

  test("fails where a step does", async () => {
    const { kerbside, seen } = terminal({ checkStation: () => Promise.resolve(false) });
    expect(await kerbside("selfcheck", ...config())).toBe(1);
    expect(seen.err).toBe("error: the station is not fit to be handed in\n");
    expect(seen.out).not.toContain("well");
  });

  test("needs a configuration that there is", async () => {
    const { kerbside, seen } = terminal();
    expect(await kerbside("selfcheck", "--config", join(folder, "missing.yaml"))).toBe(2);
    expect(seen.err.trim().split("\n")).toHaveLength(1);
    expect(await kerbside("selfcheck")).toBe(2);
  });
});

describe("scenario", () => {
  test("runs files with what the options say", async () => {
    const { orders, kerbside } = terminal();
    const args = ["a.yaml", "local-start", "--rate", "60", "--seed", "5", "--ocpp", "ocpp2.1"];
    expect(await kerbside("scenario", "run", ...args)).toBe(0);
    const remote = ["--station-api", "http://127.0.0.1:8080", "--token", "secret"];
    expect(await kerbside("scenario", "run", "b.yaml", ...remote)).toBe(0);
    expect(orders).toEqual([
      { files: ["a.yaml", "local-start"], ocpp: "ocpp2.1", rate: 60, seed: 5 },
      {
        files: ["b.yaml"],
        ocpp: "ocpp2.0.1",
        stationApi: { url: "http://127.0.0.1:8080", token: "secret" },
      },
    ]);
  });

  test("ends with exit code 1 where one has failed", async () => {
    const { seen, kerbside } = terminal();
    expect(await kerbside("scenario", "run", "failing")).toBe(1);
    expect(seen.err).toBe("error: not every scenario passed\n");
  });

  test("lists what comes with Kerbside", async () => {
    const { seen, kerbside } = terminal();
    expect(await kerbside("scenario", "list")).toBe(0);
    expect(seen.out).toBe("short       Little.\nlonger-one  More.\n");
  });

  test.each([
    [["run"], "error: missing required argument 'file'"],
    [["run", "x", "--rate", "61"], "It must be above 0 and at most 60."],
    [["run", "x", "--seed", "-1"], "It must be an integer from 0 to 4294967295."],
  ])("%j is bad usage", async (args, line) => {
    const { seen, orders, kerbside } = terminal();
    expect(await kerbside("scenario", ...args)).toBe(2);
    expect(seen.err).toContain(line);
    expect(orders).toEqual([]);
  });
});
