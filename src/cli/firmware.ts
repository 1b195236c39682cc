import { Command } from "commander";
import type { CommandAbilities } from "./abilities.js";

interface BuildOptions {
  readonly firmwareVersion: string;
  readonly vendor: string;
  readonly model: string;
  readonly payload?: string;
  readonly certs: string;
  readonly out: string;
}

/** `kerbside firmware`: builds and signs firmware images. */
export function firmwareCommand(abilities: CommandAbilities): Command {
  return new Command("firmware").description("firmware images").addCommand(
    new Command("build")
      .description("build an image and sign it; prints what UpdateFirmware must say of it")
      .requiredOption("--firmware-version <version>", "as BootNotification will tell it")
      .option("--vendor <name>", "vendor of the station that it is for", "Kerbside")
      .option("--model <model>", "model of the station that it is for", "Duo-22")
      .option("--payload <file>", "what the image carries; the software of this package unless given")
      .option("--certs <folder>", "PKI folder with the key that signs", "./certs")
      .option("--out <folder>", "where to write the image", "./firmware-images")
      .action(async ({ firmwareVersion, vendor, model, payload, certs, out }: BuildOptions) => {
        const built = await abilities.buildFirmware({
          about: { vendorName: vendor, model, firmwareVersion },
          ...(payload !== undefined && { payload }),
          certs,
          out,
        });
        abilities.out(`${JSON.stringify(built, null, 2)}\n`);
      }),
  );
}
