import { Command } from "commander";
import type { CommandAbilities } from "./abilities.js";

interface Options {
  readonly report?: string;
  readonly root?: string;
}

/** `kerbside verify`: whether a declaration and the report beside it are what the vendor has signed. */
export function verifyCommand(abilities: CommandAbilities): Command {
  return new Command("verify")
    .description(
      "check a declaration of kerbside declare: signature, certificates, and every file of its report",
    )
    .argument("<file>", "declaration.jws")
    .option("--report <folder>", "where its report lies; beside it unless told")
    .option("--root <file>", "roots (PEM), one of which must have signed the vendor's certificate")
    .action(async (file: string, { report, root }: Options) => {
      const verified = await abilities.verifyDeclaration({
        file,
        ...(report !== undefined && { report }),
        ...(root !== undefined && { root }),
      });
      abilities.out(verified);
    });
}
