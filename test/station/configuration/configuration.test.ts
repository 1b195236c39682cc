import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../src/kernel/index.js";
import { deviceModelOf } from "../../device-model/station-under-test.js";
import { loadConfiguration } from "../../../src/station/configuration/index.js";

const PASSWORD = "0123456789abcdef";
const VALID = `csms: { basicAuthPassword: ${PASSWORD} }\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-configuration-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (content: string): string => {
  const file = join(folder, "station.yaml");
  writeFileSync(file, content);
  return file;
};
const load = (content: string, environment: Record<string, string> = {}) =>
  loadConfiguration({ file: fileWith(content), environment });

function mistakeIn(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).message;
  }
  throw new Error("the configuration was accepted");
}

describe("defaults", () => {
  test("an empty configuration but for the password is the station of the contract", () => {
    expect(load(VALID)).toEqual({
      identity: "CS-0001",
      vendorName: "Kerbside",
      model: "Duo-22",
      serialNumber: "KS-0001",
      firmwareVersion: "1.0.0",
      ocppVersions: ["ocpp2.0.1"],
      csms: { url: "ws://127.0.0.1:9000/ocpp", securityProfile: 1, basicAuthPassword: PASSWORD },
      evses: [
        {
          id: 1,
          parkingBaySensor: true,
          connectors: [{ id: 1, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32, dc: false }],
        },
        {
          id: 2,
          parkingBaySensor: false,
          connectors: [{ id: 1, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32, dc: false }],
        },
      ],
      userInterface: false,
      tokenReader: true,
      startButton: true,
      backupPower: false,
      firmware: {
        downloadsWhileCharging: true,
        installsWhileCharging: false,
        cancellable: true,
        unsigned: false,
      },
      variables: {},
      storage: "./data/CS-0001",
      api: { host: "127.0.0.1", port: 8080, token: null },
      octt: { sut: true, evPort: null, relay: null },
      certs: "./certs",
      log: { level: "info", pretty: false },
      clock: { rate: 1 },
    });
  });

  test("the storage folder follows the identity", () => {
    expect(load(`identity: CS-7\n${VALID}`).storage).toBe("./data/CS-7");
  });

  test("a connector's cable and current follow its type and power", () => {
    const { evses } = load(
      `${VALID}evses: [{ id: 1, connectors: [{ id: 1, type: cCCS2, dc: true, maxPower: 50000 }] }]`,
    );
    expect(evses[0]?.connectors).toEqual([
      { id: 1, type: "cCCS2", cable: "fixed", phases: 3, maxCurrent: 125, dc: true, maxPower: 50000 },
    ]);
  });

  test("EVSEs come in the order of their ids", () => {
    const evse = (id: number): string => `{ id: ${id}, connectors: [{ id: 1, type: sType2 }] }`;
    expect(load(`${VALID}evses: [${evse(2)}, ${evse(1)}]`).evses.map(({ id }) => id)).toEqual([1, 2]);
  });

  test("a section whose keys are all commented out is empty, and JSON is read too", () => {
    expect(load(`${VALID}api:\n  # port: 1\n`).api.port).toBe(8080);
    expect(load(`{ "csms": { "securityProfile": 0 }, "model": "Mono" }`).model).toBe("Mono");
  });
});

describe("mistakes name the key and what is allowed", () => {
  const connectors = (written: string): string => `${VALID}evses: [{ id: 1, connectors: [${written}] }]`;
  const MISTAKES: readonly (readonly [written: string, message: string | RegExp])[] = [
    ["csms: { securityProfil: 1 }", "csms.securityProfil: unknown key; did you mean csms.securityProfile?"],
    ["Identity: x", "Identity: unknown key; did you mean identity?"],
    ["log: { colours: true }", "log.colours: unknown key; allowed are level, pretty"],
    ["csms: { securityProfile: 4 }", "csms.securityProfile: must be one of 0, 1, 2, 3"],
    ["csms: { securityProfile: '1' }", "csms.securityProfile: must be one of 0, 1, 2, 3"],
    [
      "csms: { securityProfile: 1 }",
      "csms.basicAuthPassword: is missing; with security profile 1 it must be a text of 16 to 40 characters",
    ],
    [
      "csms: { securityProfile: 2, url: 'wss://c/o' }",
      "csms.basicAuthPassword: is missing; with security profile 2 it must be a text of 16 to 40 characters",
    ],
    ["csms: { basicAuthPassword: short }", "csms.basicAuthPassword: must be a text of 16 to 40 characters"],
    [
      "csms: { basicAuthPassword: 1234567890123456 }",
      "csms.basicAuthPassword: must be a text of 16 to 40 characters, in quotes",
    ],
    ["csms: { url: 'http://c/o' }", "csms.url: must be a ws: or wss: URL, to which the identity is appended"],
    ["csms: { url: 'wss://c/o', securityProfile: 0 }", "csms.url: must be a ws: URL with security profile 0"],
    ["csms: { url: 'ws://c/o', securityProfile: 3 }", "csms.url: must be a wss: URL with security profile 3"],
    ["identity: 'a:b'", "identity: must be a text of 1 to 48 letters, digits and * - _ = + | @ ."],
    ["ocppVersions: []", "ocppVersions: must be a list with at least one element"],
    ["ocppVersions: ocpp1.6", "ocppVersions: must be a list with at least one element"],
    ["ocppVersions: [ocpp1.6, '2.0']", "ocppVersions[1]: must be one of ocpp2.1, ocpp2.0.1, ocpp1.6"],
    [`${VALID}ocppVersions: [ocpp1.6, ocpp1.6]`, "ocppVersions: must name each version once"],
    [
      `${VALID}ocppVersions: [ocpp1.6]\nvendorName: A vendor with a long name`,
      "vendorName: must be at most 20 characters where ocpp1.6 is offered",
    ],
    ["evses: []", "evses: must be a list with at least one element"],
    [
      `${VALID}evses: [{ id: 2, connectors: [{ id: 1, type: sType2 }] }]`,
      "evses: must have the ids 1 to 1, each once, not 2",
    ],
    [
      connectors("{ id: 1, type: sType2 }, { id: 1, type: sType2 }"),
      "evses[0].connectors: must have the ids 1 to 2, each once, not 1, 1",
    ],
    [
      connectors("{ id: 1, type: sType2, cable: loose }"),
      "evses[0].connectors[0].cable: must be one of fixed, detachable",
    ],
    [
      connectors("{ id: 1, type: sType2, phases: 4 }"),
      "evses[0].connectors[0].phases: must be one of 1, 2, 3",
    ],
    [
      connectors("{ id: 1, type: sType2, maxCurrent: 0 }"),
      "evses[0].connectors[0].maxCurrent: must be a number above 0 and at most 1000",
    ],
    [
      connectors("{ id: 1, type: cCCS2, dc: true }"),
      "evses[0].connectors[0].maxPower: is missing; a dc connector needs its rating in watts",
    ],
    [
      connectors("{ id: 1, type: sType2, maxCurent: 1 }"),
      "evses[0].connectors[0].maxCurent: unknown key; did you mean evses[0].connectors[0].maxCurrent?",
    ],
    ["variables: [a]", "variables: must be a map from Component.Variable to a value"],
    ["api: { port: 65536 }", "api.port: must be an integer from 0 to 65535"],
    ["api: { port: 80.5 }", "api.port: must be an integer from 0 to 65535"],
    ["api: 8080", "api: must have the keys host, port, token"],
    [`${VALID}api: { host: 0.0.0.0 }`, "api.token: must be set, as api.host 0.0.0.0 is no loopback address"],
    ["octt: { sut: 1 }", "octt.sut: must be true or false"],
    ["octt: { evPort: -1 }", "octt.evPort: must be an integer from 0 to 65535"],
    [`${VALID}octt: { evPort: 8080 }`, "octt.evPort: must be another port than api.port"],
    [
      "octt: { relay: { url: 'ws://octt/ws_api' } }",
      "octt.relay.token: is missing; it must be a text of 1 to 4096 characters",
    ],
    ["clock: { rate: 0 }", "clock.rate: must be a number above 0 and at most 60"],
    ["clock: { rate: 61 }", "clock.rate: must be a number above 0 and at most 60"],
    ["log: { level: loud }", "log.level: must be one of trace, debug, info, warn, error, fatal, silent"],
    ["- identity", /^configuration: must have the keys identity, /],
  ];

  test.each(MISTAKES)("%s", (written, message) => {
    const found = mistakeIn(() => load(written));
    if (typeof message === "string") expect(found).toBe(message);
    else expect(found).toMatch(message);
  });

  test("every type of ConnectorEnumType is named where another one is given", () => {
    expect(mistakeIn(() => load(connectors("{ id: 1, type: Schuko }")))).toMatch(
      /^evses\[0\]\.connectors\[0\]\.type: must be one of cCCS1, .*wResonant, Undetermined, Unknown$/,
    );
  });

  test("a broken file is refused with its line", () => {
    const file = fileWith("identity: a\ncsms: { url: x\nlog: y\n");
    expect(mistakeIn(() => loadConfiguration({ file }))).toMatch(
      /station\.yaml: line [234] is not valid YAML: /,
    );
    expect(mistakeIn(() => load("identity: a\nidentity: b\n"))).toMatch(/line 2 is not valid YAML: Map keys/);
  });

  test("a missing file is refused by its name", () => {
    expect(mistakeIn(() => loadConfiguration({ file: "nowhere.yaml" }))).toBe(
      "nowhere.yaml: cannot be read: no such file",
    );
  });
});

describe("flags over environment over file over defaults", () => {
  const content = `${VALID}identity: FILE\napi: { port: 1001, host: 127.0.0.2 }\n`;

  test("each source has the last word on what the earlier ones leave open", () => {
    const { identity, api, log } = loadConfiguration({
      file: fileWith(content),
      environment: { KERBSIDE_API_PORT: "1002", KERBSIDE_IDENTITY: "ENVIRONMENT", PATH: "/bin" },
      flags: [{ key: "identity", value: "FLAG", origin: "--identity" }],
    });
    expect(identity).toBe("FLAG");
    expect(api).toEqual({ host: "127.0.0.2", port: 1002, token: null });
    expect(log.level).toBe("info");
  });

  test("a variable of the environment is its key in capitals, its value is YAML, texts stay texts", () => {
    const configuration = load(content, {
      KERBSIDE_CONFIG: "elsewhere.yaml",
      KERBSIDE_CSMS_BASIC_AUTH_PASSWORD: "1234567890123456",
      KERBSIDE_OCPP_VERSIONS: "[ocpp1.6, ocpp2.0.1]",
      KERBSIDE_OCTT_EV_PORT: "8081",
      KERBSIDE_OCTT_RELAY_URL: "wss://octt/ws_api",
      KERBSIDE_OCTT_RELAY_TOKEN: "1",
      KERBSIDE_API_TOKEN: "null",
      KERBSIDE_LOG_PRETTY: "true",
    });
    expect(configuration.csms.basicAuthPassword).toBe("1234567890123456");
    expect(configuration.ocppVersions).toEqual(["ocpp1.6", "ocpp2.0.1"]);
    expect(configuration.octt).toEqual({
      sut: true,
      evPort: 8081,
      relay: { url: "wss://octt/ws_api", token: "1" },
    });
    expect(configuration.api.token).toBeNull();
    expect(configuration.log.pretty).toBe(true);
  });

  test("an unknown variable of the environment is refused", () => {
    expect(mistakeIn(() => load(content, { KERBSIDE_API_PROT: "1" }))).toBe(
      "KERBSIDE_API_PROT: unknown environment variable; did you mean KERBSIDE_API_PORT?",
    );
  });

  test("a mistake says who made it", () => {
    expect(mistakeIn(() => load(content, { KERBSIDE_API_PORT: "high" }))).toBe(
      "api.port (from KERBSIDE_API_PORT): must be an integer from 0 to 65535",
    );
  });
});

test.each(["station", "ocpp16"])("examples/%s.yaml is valid, also for the device model", (name) => {
  const file = join(__dirname, "../../../examples", `${name}.yaml`);
  const { evses, variables: initial, ...identity } = loadConfiguration({ file });
  const model = deviceModelOf({ layout: { evses }, identity, initial });
  for (const [path, value] of Object.entries(initial)) expect(model.string(path)).toBe(String(value));
});
