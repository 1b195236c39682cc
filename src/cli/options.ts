import { InvalidArgumentError, Option } from "commander";

/** A TCP port as an option takes it. */
export function port(flags: string, what: string, standard: number): Option {
  return new Option(flags, what).default(standard).argParser((written) => {
    if (!/^\d{1,5}$/.test(written) || Number(written) > 65_535) {
      throw new InvalidArgumentError("It must be an integer from 0 to 65535.");
    }
    return Number(written);
  });
}

/** A number where it is one; what is none is left for the check of the configuration to refuse. */
export const numberOrText = (written: string): number | string =>
  written.trim() !== "" && Number.isFinite(Number(written)) ? Number(written) : written;
