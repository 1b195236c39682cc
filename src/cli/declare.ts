import { Command } from "commander";
import type { DeclareSettings } from "../conformance/index.js";
import type { CommandAbilities } from "./abilities.js";
import { CaseFailed } from "./case-failed.js";
import { foreignOf, LARGEST_SEED, withRunOptions, type RunOptions } from "./run-options.js";

interface Options extends RunOptions {
  readonly key: string;
  readonly cert: string;
  readonly report: string;
}

/** `kerbside declare`: every case that applies, and the vendor's declaration that all have passed. */
export function declareCommand(abilities: CommandAbilities): Command {
  return withRunOptions(new Command("declare"))
    .description(
      "run every case that applies, and sign a declaration if all have passed (no OCA certificate)",
    )
    .requiredOption("--key <file>", "the vendor's private key (PEM), ECDSA P-256 or RSA")
    .requiredOption("--cert <file>", "its certificate (PEM), and those that signed it")
    .requiredOption("--report <folder>", "where to write the test report and declaration.jws")
    .action(async (options: Options, command: Command) => {
      const foreign = foreignOf(options, command);
      const { ocpp, key, cert, report, workers, pics, octtApi } = options;
      const settings: DeclareSettings = {
        ocppVersion: ocpp,
        ...(pics && { pics }),
        key,
        cert,
        report,
        workers,
        seed: options.seed ?? Math.floor(abilities.chance() * LARGEST_SEED),
        drivenByOctt: octtApi !== undefined,
        ...(foreign && { foreign }),
      };
      if (!(await abilities.declareConformance(settings))) throw new CaseFailed();
    });
}
