import { KerbsideError } from "../kernel/index.js";

/** Not every scenario passed; which ones has been told. */
export class ScenarioFailed extends KerbsideError {
  readonly exitCode = 1;

  constructor() {
    super("not every scenario passed");
  }
}
