import { KerbsideError } from "../kernel/index.js";

/** A step of the selfcheck was not as it must be; which one and why has been told. */
export class SelfcheckFailed extends KerbsideError {
  readonly exitCode = 1;

  constructor() {
    super("the station is not fit to be handed in");
  }
}
