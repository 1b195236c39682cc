import { Command } from "commander";
import { ConfigurationError } from "../kernel/index.js";
import type { CommandAbilities } from "./abilities.js";
import { hasPki } from "./pki-folder.js";

interface CertsOptions {
  readonly folder: string;
  readonly host: string;
  readonly station: readonly string[];
}

/** `kerbside certs`: makes the development PKI. */
export function certsCommand(abilities: CommandAbilities): Command {
  return new Command("certs")
    .description("make a development PKI: roots, certificates of a CSMS, of firmware and of stations")
    .option("--folder <folder>", "where to write it", "./certs")
    .option("--host <name>", "host of the CSMS, as stations reach it", "127.0.0.1")
    .option("--station <identities...>", "stations that get a certificate", ["CS-0001"])
    .action(async ({ folder, host, station }: CertsOptions) => {
      if (hasPki(folder))
        throw new ConfigurationError("--folder", `${folder} holds a PKI already, which is not written over`);
      const names = await abilities.makePki(folder, { host, stations: station });
      abilities.out(`${names.map((name) => `${folder}/${name}`).join("\n")}\n`);
    });
}
