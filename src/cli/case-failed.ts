import { KerbsideError } from "../kernel/index.js";

/** Not every selected case passed; which ones has been told. */
export class CaseFailed extends KerbsideError {
  readonly exitCode = 1;

  constructor() {
    super("not every selected case passed");
  }
}
