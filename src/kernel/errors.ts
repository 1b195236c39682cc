/**
 * The kinds of error that Kerbside throws. What a CSMS must hear is an RPC error of `protocol`; a refusal that
 * is part of the normal course (a rejected reservation, a locked cable) is a value, not an error.
 */
export abstract class KerbsideError extends Error {
  /** Exit code of the process where this error ends it. */
  abstract readonly exitCode: number;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The configuration is wrong; the message names the key and what is allowed. */
export class ConfigurationError extends KerbsideError {
  readonly exitCode = 2;

  /**
   * @param key the configuration key as the user wrote it, e.g. `csms.securityProfile`
   * @param allowed what may stand there, as the end of a sentence
   */
  constructor(
    readonly key: string,
    readonly allowed: string,
  ) {
    super(`${key}: ${allowed}`);
  }
}

/** The process could not start: a port is taken, the storage folder is in use or unreadable. */
export class StartupError extends KerbsideError {
  readonly exitCode = 3;
}

/** What a store holds cannot be read: it was changed by other hands or its file is damaged. */
export class StorageError extends KerbsideError {
  readonly exitCode = 3;
}

/** Something that cannot be if Kerbside is right: our own bug. Logged loudly; the station lives on. */
export class InvariantError extends KerbsideError {
  readonly exitCode = 1;
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
