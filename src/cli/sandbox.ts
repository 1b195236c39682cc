import { Command, Option } from "commander";
import { OCPP_VERSIONS, type OcppVersion } from "../protocol/index.js";
import { loadConfiguration, type Override } from "../station/index.js";
import type { CommandAbilities, RunningCsms } from "./abilities.js";
import { hasPki } from "./pki-folder.js";
import { numberOrText, port } from "./options.js";

interface SandboxOptions {
  readonly ocpp: OcppVersion;
  readonly rate: number;
  readonly apiPort: number;
  readonly csmsPort: number;
  readonly csmsHttpPort: number;
  readonly storage: string;
  readonly certs: string;
}

const LOG = { level: "info", pretty: true } as const;

/** `kerbside sandbox`: the station "Duo" and a CSMS to talk to, both on loopback. */
export function sandboxCommand(abilities: CommandAbilities): Command {
  return new Command("sandbox")
    .description("run one station and a sandbox CSMS, both on 127.0.0.1")
    .addOption(
      new Option("--ocpp <version>", "OCPP version of the station")
        .choices(OCPP_VERSIONS)
        .default("ocpp2.0.1"),
    )
    .option("--rate <n>", "virtual seconds per second, at most 60", numberOrText, 1)
    .addOption(port("--api-port <port>", "port of the station's API, 0 for any", 8080))
    .addOption(port("--csms-port <port>", "port of the CSMS for stations, 0 for any", 9000))
    .addOption(port("--csms-http-port <port>", "port of the CSMS's HTTP interface, 0 for any", 9001))
    .option("--storage <folder>", "folder of the station", "./data/CS-0001")
    .option("--certs <folder>", "PKI folder, made on first use", "./certs")
    .action(async (options: SandboxOptions) => {
      // Checked before anything is started.
      const { certs } = duo(options, "ws://127.0.0.1:9000/ocpp");
      if (!hasPki(certs)) await abilities.makePki(certs, { host: "127.0.0.1", stations: ["CS-0001"] });
      const csms = await abilities.startSandboxCsms({
        ocppPort: options.csmsPort,
        httpPort: options.csmsHttpPort,
        rate: options.rate,
        log: { ...LOG, level: "warn" },
      });
      try {
        const station = await abilities.startStation(duo(options, csms.ocppUrl), {
          sandboxCsms: csms.httpUrl,
          clock: csms.clock,
        });
        abilities.out(greeting(station.apiUrl, csms));
        await abilities.untilStopped();
        await station.stop();
      } finally {
        await csms.stop();
      }
    });
}

function duo(options: SandboxOptions, csmsUrl: string) {
  const settings = {
    identity: "CS-0001",
    model: "Duo-22",
    "csms.url": csmsUrl,
    "csms.securityProfile": 0,
    variables: { "AuthCtrlr.MasterPassGroupId": "MASTERPASS" },
    "log.level": LOG.level,
    "log.pretty": LOG.pretty,
  };
  const chosen: readonly Override[] = [
    { key: "ocppVersions", value: [options.ocpp], origin: "--ocpp" },
    { key: "clock.rate", value: options.rate, origin: "--rate" },
    { key: "api.port", value: options.apiPort, origin: "--api-port" },
    { key: "storage", value: options.storage, origin: "--storage" },
    { key: "certs", value: options.certs, origin: "--certs" },
  ];
  const fixed = Object.entries(settings).map(([key, value]) => ({ key, value, origin: "sandbox" }));
  return loadConfiguration({ flags: [...fixed, ...chosen] });
}

/** What a newcomer reads first: the page, and a charging session in two commands. */
function greeting(apiUrl: string, csms: RunningCsms): string {
  const post = (call: string, body: object): string =>
    `  curl -X POST ${apiUrl}/octt/v1/${call} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
  return [
    "",
    `Station CS-0001 (Duo):  ${apiUrl}/`,
    `Sandbox CSMS:           ${csms.httpUrl}/stations/CS-0001/messages`,
    "",
    "Plug a car in, present a card, see it charge:",
    post("plugin", { evseId: 1, connectorId: 1 }),
    post("authorize", { idToken: "04A2B3C4D5E680", type: "ISO14443" }),
    `  curl ${apiUrl}/octt/v1/state`,
    "",
    "Ctrl-C stops both.",
    "",
    "",
  ].join("\n");
}
