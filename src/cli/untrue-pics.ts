import { KerbsideError } from "../kernel/index.js";

/** A PICS declares what its station is not. */
export class UntruePics extends KerbsideError {
  readonly exitCode = 1;

  /** @param lines one for each untrue declaration */
  constructor(lines: readonly string[]) {
    super(["what is declared is not so", ...lines].join("\n  "));
  }
}
