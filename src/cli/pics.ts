import { Command, Option } from "commander";
import { loadConfiguration } from "../station/index.js";
import type { CommandAbilities } from "./abilities.js";
import { UntruePics } from "./untrue-pics.js";

const FILES = { yaml: "pics.yaml", markdown: "pics.md", html: "pics.html" } as const;
type Format = keyof typeof FILES;
const FORMATS = Object.keys(FILES) as readonly Format[];

interface Options {
  readonly config: string;
  readonly format: Format;
  readonly out?: string;
  readonly check?: string;
  readonly cases?: true;
}

/** `kerbside pics`: what a configured station has to declare, found out by asking it. */
export function picsCommand(abilities: CommandAbilities): Command {
  return new Command("pics")
    .description("derive the Protocol Implementation Conformance Statement of a configured station")
    .requiredOption("--config <file>", "configuration of the station, as for run")
    .addOption(new Option("--format <format>", "what is printed").choices(FORMATS).default("yaml"))
    .option("--out <folder>", "write pics.yaml, pics.md and pics.html there instead")
    .option("--check <file>", "hold a PICS that somebody has written against the station instead")
    .option("--cases", "print which test cases apply, and in how few configurations, instead")
    .action(async ({ config, format, out, check, cases }: Options) => {
      const configuration = loadConfiguration({ file: config, environment: abilities.environment });
      if (check !== undefined) {
        const untrue = await abilities.checkPics(check, configuration);
        if (untrue.length > 0) throw new UntruePics(untrue);
        return abilities.out("all that is declared is so\n");
      }
      if (cases) return abilities.out(await abilities.whatApplies(configuration));
      const documents = await abilities.derivePics(configuration);
      if (out === undefined) return abilities.out(documents[format]);
      const files = FORMATS.map((each) => [FILES[each], documents[each]] as const);
      await abilities.writeFiles(out, Object.fromEntries(files));
      abilities.out(`${files.map(([name]) => name).join(", ")} written to ${out}\n`);
    });
}
