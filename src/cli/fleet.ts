import { Command, InvalidArgumentError } from "commander";
import { loadFleet } from "../fleet/index.js";
import type { CommandAbilities } from "./abilities.js";
import { overridesOf } from "./overrides.js";
import { atLeastOne } from "./run-options.js";

/** Stations a second that a CSMS on the same machine takes with ease. */
const DEFAULT_START_RATE = 50;
const HIGHEST_START_RATE = 1_000;

interface FleetOptions {
  readonly config?: string;
  readonly stations: number;
  readonly identityPattern: string;
  readonly startRate: number;
  readonly memory?: true;
}

function startRateOf(written: string): number {
  const rate = Number(written);
  if (written.trim() !== "" && rate > 0 && rate <= HIGHEST_START_RATE) return rate;
  throw new InvalidArgumentError(`It must be above 0 and at most ${HIGHEST_START_RATE}.`);
}

/** `kerbside fleet`: many stations of one configuration. */
export function fleetCommand(abilities: CommandAbilities): Command {
  return new Command("fleet")
    .description("run many stations of one configuration against its CSMS")
    .option("--config <file>", "YAML or JSON file of one station; KERBSIDE_CONFIG names it too")
    .requiredOption("--stations <number>", "how many", atLeastOne)
    .option("--identity-pattern <pattern>", "their identities, numbered from 1", "CS-%04d")
    .option("--csms-url <url>", "endpoint of the CSMS, without the identity")
    .option("--start-rate <number>", "stations switched on in a second", startRateOf, DEFAULT_START_RATE)
    .option("--storage <folder>", "folder for the folders of the stations")
    .option("--memory", "keep nothing on disk")
    .option("--log-level <level>", "trace, debug, info, warn, error, fatal or silent")
    .option("--pretty", "log for people instead of JSON")
    .action(async (options: FleetOptions, command: Command) => {
      const { stations, identityPattern, startRate, memory = false } = options;
      const file = options.config ?? abilities.environment["KERBSIDE_CONFIG"];
      if (!file) command.error("error: required option '--config <file>' not specified");
      const flags = overridesOf({ ...options }, command);
      const configuration = loadFleet(
        { file, flags, environment: abilities.environment },
        { stations, identityPattern },
      );
      const fleet = await abilities.startFleet({ configuration, startRate, memory });
      await abilities.untilStopped();
      await fleet.stop();
    });
}
