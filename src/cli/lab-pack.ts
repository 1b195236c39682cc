import { Command } from "commander";
import { loadConfiguration } from "../station/index.js";
import type { CommandAbilities } from "./abilities.js";

/** `kerbside lab-pack`: everything that a laboratory is given about a configured station. */
export function labPackCommand(abilities: CommandAbilities): Command {
  return new Command("lab-pack")
    .description("put everything that a laboratory needs for a configured station into one folder")
    .requiredOption("--config <file>", "configuration of the station, as for run")
    .requiredOption("--out <folder>", "an empty folder, or one that is not there yet")
    .action(async ({ config, out }: { readonly config: string; readonly out: string }) => {
      const configuration = loadConfiguration({ file: config, environment: abilities.environment });
      const names = await abilities.makeLabPack({ configuration, file: config, out });
      abilities.out(`${names.map((name) => `${out}/${name}`).join("\n")}\n`);
    });
}
