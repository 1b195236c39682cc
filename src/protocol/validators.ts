import { violationOf, type SchemaViolation, type ValidatorError } from "./schema-violation.js";
import type { OcppVersion } from "./versions.js";

export type { SchemaViolation } from "./schema-violation.js";

/** A compiled schema, as generated: the errors belong to the latest call. */
export interface PayloadValidator {
  (payload: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** Checks payloads against the schemas of one version. Shared by all stations of the process; keeps no state. */
export interface MessageValidators {
  readonly version: OcppVersion;
  /** All actions of the version, sorted. */
  readonly actions: readonly string[];
  /** Whether the version has this action, in either direction. */
  knowsAction(action: string): boolean;
  /** `null`: the payload is as the schema says. An unknown action is NotImplemented. */
  validateRequest(action: string, payload: unknown): SchemaViolation | null;
  /** Likewise for a response. */
  validateResponse(action: string, payload: unknown): SchemaViolation | null;
}

interface GeneratedValidators {
  readonly requests: Readonly<Record<string, PayloadValidator>>;
  readonly responses: Readonly<Record<string, PayloadValidator>>;
}

/**
 * Loads the validators of a version, some milliseconds of work the first time (10 for 2.0.1). The module
 * system remembers what was loaded, so all stations of a process share it.
 *
 * @example
 * const validators = await loadValidators("ocpp2.0.1");
 * validators.validateRequest("Heartbeat", {}); // null
 */
export async function loadValidators(version: OcppVersion): Promise<MessageValidators> {
  const { requests, responses } = await importGenerated(version);
  return {
    version,
    actions: Object.keys(requests).sort(),
    knowsAction: (action) => requests[action] !== undefined,
    validateRequest: (action, payload) => validate(requests[action], version, payload),
    validateResponse: (action, payload) => validate(responses[action], version, payload),
  };
}

function importGenerated(version: OcppVersion): Promise<GeneratedValidators> {
  switch (version) {
    case "ocpp1.6":
      return import("./generated/ocpp16-validators.js");
    case "ocpp2.0.1":
      return import("./generated/ocpp201-validators.js");
    case "ocpp2.1":
      return import("./generated/ocpp21-validators.js");
  }
}

function validate(
  validator: PayloadValidator | undefined,
  version: OcppVersion,
  payload: unknown,
): SchemaViolation | null {
  if (validator === undefined)
    return { code: "NotImplemented", description: `The action is not known in ${version}` };
  if (validator(payload)) return null;
  const error = validator.errors?.[0];
  if (error === undefined) return { code: "GenericError", description: "The payload violates its schema" };
  return violationOf(error, version);
}
