import { Command } from "commander";
import { loadConfiguration } from "../station/index.js";
import type { CommandAbilities } from "./abilities.js";
import { numberOrText } from "./options.js";
import { overridesOf } from "./overrides.js";

/** `kerbside run`: one station as a device under test. */
export function runCommand(abilities: CommandAbilities): Command {
  return new Command("run")
    .description("run one station against the CSMS of its configuration")
    .option("--config <file>", "YAML or JSON file; KERBSIDE_CONFIG names it too")
    .option("--identity <identity>", "station identity")
    .option("--csms-url <url>", "endpoint of the CSMS, without the identity")
    .option("--api-host <address>", "address that the API listens on")
    .option("--api-port <port>", "port that the API listens on, 0 for any", numberOrText)
    .option("--api-token <token>", "bearer token of the API")
    .option("--storage <folder>", "folder for what must survive a power cut")
    .option("--log-level <level>", "trace, debug, info, warn, error, fatal or silent")
    .option("--pretty", "log for people instead of JSON")
    .action(async (options: Readonly<Record<string, unknown>>, command: Command) => {
      const file = options["config"] ?? abilities.environment["KERBSIDE_CONFIG"];
      if (typeof file !== "string" || file === "") {
        command.error("error: required option '--config <file>' not specified");
      }
      const configuration = loadConfiguration({
        file,
        flags: overridesOf(options, command),
        environment: abilities.environment,
      });
      const station = await abilities.startStation(configuration);
      await abilities.untilStopped();
      await station.stop();
    });
}
