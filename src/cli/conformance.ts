import { Command } from "commander";
import type { ConformanceSettings, Profile } from "../conformance/index.js";
import type { CommandAbilities } from "./abilities.js";
import { CaseFailed } from "./case-failed.js";
import { atLeastOne, foreignOf, LARGEST_SEED, list, withRunOptions, type RunOptions } from "./run-options.js";

interface Options extends RunOptions {
  readonly profile: string;
  readonly blocks?: readonly string[];
  readonly cases?: readonly string[];
  readonly variants?: readonly string[];
  readonly repeat: number;
  readonly report?: string;
}

/** `kerbside conformance`: the executable test cases against stations of ours, or somebody else's. */
export function conformanceCommand(abilities: CommandAbilities): Command {
  return withRunOptions(new Command("conformance"))
    .description("run the test cases for charging stations, of OCPP 2.0.1 (Part 6) or of OCPP 1.6")
    .option("--profile <profile>", "certification profile", "Core")
    .option("--blocks <letters>", "only these functional blocks, e.g. B,C,E", list)
    .option("--cases <ids>", "only these cases, e.g. TC_E_03_CS", list)
    .option("--variants <names>", "only these variants of the station", list)
    .option("--repeat <number>", "how often each case is run", atLeastOne, 1)
    .option("--report <folder>", "write a test report: report.html, report.json, report.xml (JUnit), traces")
    .action(async (options: Options, command: Command) => {
      const foreign = foreignOf(options, command);
      const settings: ConformanceSettings = {
        ocppVersion: options.ocpp,
        profile: options.profile as Profile,
        ...(options.blocks && { blocks: options.blocks }),
        ...(options.cases && { cases: options.cases }),
        ...(options.variants && { variants: options.variants }),
        ...(options.pics && { pics: options.pics }),
        workers: options.workers,
        repeat: options.repeat,
        seed: options.seed ?? Math.floor(abilities.chance() * LARGEST_SEED),
        drivenByOctt: options.octtApi !== undefined,
        ...(foreign && { foreign }),
        ...(options.report !== undefined && { report: options.report }),
      };
      if (!(await abilities.runConformance(settings))) throw new CaseFailed();
    });
}
