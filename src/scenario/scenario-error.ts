import { KerbsideError } from "../kernel/index.js";

/** A scenario that cannot be run as it stands; the message names the file, the step and what is wrong. */
export class ScenarioError extends KerbsideError {
  readonly exitCode = 2;
}
