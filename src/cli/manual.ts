import { Command } from "commander";
import { loadConfiguration } from "../station/index.js";
import type { CommandAbilities } from "./abilities.js";

/** `kerbside manual`: what a tester of a configured station has to know. */
export function manualCommand(abilities: CommandAbilities): Command {
  return new Command("manual")
    .description("write the manual for the tester of a configured station")
    .requiredOption("--config <file>", "configuration of the station, as for run")
    .option("--out <folder>", "write manual.md and manual.html there instead of printing Markdown")
    .action(async ({ config, out }: { readonly config: string; readonly out?: string }) => {
      const configuration = loadConfiguration({ file: config, environment: abilities.environment });
      const { markdown, html } = await abilities.writeManual(configuration, config);
      if (out === undefined) return abilities.out(markdown);
      await abilities.writeFiles(out, { "manual.md": markdown, "manual.html": html });
      abilities.out(`manual.md, manual.html written to ${out}\n`);
    });
}
