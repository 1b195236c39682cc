import { Command } from "commander";
import type { OcmfVerdict } from "../blocks/j-meter-values/index.js";
import { KerbsideError } from "../kernel/index.js";
import type { CommandAbilities } from "./abilities.js";

/** Not every signed meter value is genuine; which ones has been told. */
class NotGenuine extends KerbsideError {
  readonly exitCode = 1;

  constructor() {
    super("not every signed meter value is genuine");
  }
}

/** `kerbside meter`: what meters have signed. */
export function meterCommand(abilities: CommandAbilities): Command {
  return new Command("meter").description("signed meter values").addCommand(
    new Command("verify")
      .description("verify every signed meter value (OCMF) of a JSON file")
      .argument("<file>", "messages, or parts of them")
      .option("--public-key <key>", "of the meter, as FiscalMetering.PublicKey has it; else as sent")
      .action(async (file: string, { publicKey }: { readonly publicKey?: string }) => {
        const order = { file, ...(publicKey !== undefined && { publicKey }) };
        const verdicts = await abilities.verifyMeterValues(order);
        for (const verdict of verdicts) abilities.out(`${inWords(verdict)}\n`);
        if (verdicts.some(({ genuine }) => !genuine)) throw new NotGenuine();
      }),
  );
}

function inWords(verdict: OcmfVerdict): string {
  if (!verdict.genuine) return `NOT GENUINE: ${verdict.because}`;
  const { meter, pagination, readings } = verdict.content;
  return `genuine: meter ${meter}, ${pagination}: ${readings.join("; ")}`;
}
