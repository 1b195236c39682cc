import { Command, InvalidArgumentError, Option } from "commander";
import { OCPP_VERSIONS, type OcppVersion } from "../protocol/index.js";
import type { CommandAbilities } from "./abilities.js";
import { ScenarioFailed } from "./scenario-failed.js";

const HIGHEST_RATE = 60;
const HIGHEST_SEED = 2 ** 32 - 1;

interface RunOptions {
  readonly stationApi?: string;
  readonly token?: string;
  readonly ocpp: OcppVersion;
  readonly rate?: number;
  readonly seed?: number;
}

function rateOf(written: string): number {
  const rate = Number(written);
  if (written.trim() !== "" && rate > 0 && rate <= HIGHEST_RATE) return rate;
  throw new InvalidArgumentError(`It must be above 0 and at most ${HIGHEST_RATE}.`);
}

function seedOf(written: string): number {
  if (/^\d{1,10}$/.test(written) && Number(written) <= HIGHEST_SEED) return Number(written);
  throw new InvalidArgumentError(`It must be an integer from 0 to ${HIGHEST_SEED}.`);
}

/** `kerbside scenario`: people and EVs by a script. */
export function scenarioCommand(abilities: CommandAbilities): Command {
  const list = new Command("list")
    .description("list the scenarios that come with Kerbside")
    .action(async () => {
      const scenarios = await abilities.listScenarios();
      const width = Math.max(...scenarios.map(({ name }) => name.length));
      for (const { name, description } of scenarios) abilities.out(`${name.padEnd(width)}  ${description}\n`);
    });
  const run = new Command("run")
    .description("run scenarios one after the other, each to its verdict")
    .argument("<file...>", "YAML or JSON files, or names from the list")
    .option("--station-api <url>", "at a station that runs already, instead of one of its own")
    .option("--token <token>", "bearer token of that API")
    .addOption(
      new Option("--ocpp <version>", "OCPP version of a station of its own")
        .choices(OCPP_VERSIONS)
        .default("ocpp2.0.1" satisfies OcppVersion),
    )
    .option("--rate <n>", "virtual seconds per second, at most 60", rateOf)
    .option("--seed <number>", "repeats the chances of a run", seedOf)
    .action(async (files: readonly string[], { stationApi, token, ocpp, ...options }: RunOptions) => {
      const passed = await abilities.runScenarios({
        files,
        ocpp,
        ...options,
        ...(stationApi !== undefined && { stationApi: { url: stationApi, ...(token && { token }) } }),
      });
      if (!passed) throw new ScenarioFailed();
    });
  const command = new Command("scenario").description("run people and EVs by a script");
  command.addCommand(run).addCommand(list);
  return command;
}
