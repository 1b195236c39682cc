import { Command } from "commander";
import { loadConfiguration } from "../station/index.js";
import type { CommandAbilities } from "./abilities.js";
import { SelfcheckFailed } from "./selfcheck-failed.js";

/** `kerbside selfcheck`: whether a station as configured is fit to be handed in. */
export function selfcheckCommand(abilities: CommandAbilities): Command {
  return new Command("selfcheck")
    .description("let a configured station boot, charge, reset and reconnect at a CSMS of its own")
    .requiredOption("--config <file>", "configuration of the station, as for run")
    .action(async ({ config }: { readonly config: string }) => {
      const configuration = loadConfiguration({ file: config, environment: abilities.environment });
      const { identity, ocppVersions } = configuration;
      abilities.out(`${identity}, ${ocppVersions[0] ?? ""}, with a CSMS and a folder of its own\n`);
      if (!(await abilities.checkStation(configuration))) throw new SelfcheckFailed();
      abilities.out("all is well\n");
    });
}
