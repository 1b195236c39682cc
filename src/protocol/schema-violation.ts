import type { RpcErrorCode } from "./rpc-errors.js";
import { MAX_DESCRIPTION_LENGTH, shortened } from "./text.js";
import type { OcppVersion } from "./versions.js";

/** What is wrong with a payload, as the CALLERROR that answers it. */
export interface SchemaViolation {
  readonly code: RpcErrorCode;
  /** Names the field and what is expected of it; at most 255 characters; repeats no values. */
  readonly description: string;
}

/** A violation as a generated validator reports it. */
export interface ValidatorError {
  /** JSON pointer of the field. */
  readonly instancePath: string;
  /** The keyword of JSON Schema that was violated. */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Translates what a validator found to the codes of Part 4, 4.3. */
export function violationOf(error: ValidatorError, version: OcppVersion): SchemaViolation {
  const path = fieldPath(error);
  // The payload itself is something else than an object: there is no class to compare it with.
  if (path === "") return { code: "FormatViolation", description: "The payload must be an object" };
  return {
    code: codeOf(error.keyword, version),
    description: shortened(`${path} ${expectation(error)}`, MAX_DESCRIPTION_LENGTH),
  };
}

function codeOf(keyword: string, version: OcppVersion): RpcErrorCode {
  switch (keyword) {
    case "required":
    case "minItems":
    case "maxItems":
      return "OccurrenceConstraintViolation";
    case "type":
      return "TypeConstraintViolation";
    // A field that the class does not have is no wrong value of any field: the payload is not built as the
    // message says. 2.x calls that ProtocolError; in 1.6 ProtocolError means incomplete, and FormationViolation
    // covers it.
    case "additionalProperties":
      return version === "ocpp1.6" ? "FormatViolation" : "ProtocolError";
    default:
      return "PropertyConstraintViolation";
  }
}

/** `/evse/0/id` becomes `evse[0].id`; a missing or unknown field is named itself, not its parent. */
function fieldPath({ instancePath, keyword, params }: ValidatorError): string {
  const steps = instancePath.split("/").slice(1).map(unescapePointer);
  if (keyword === "required") steps.push(String(params["missingProperty"]));
  if (keyword === "additionalProperties") steps.push(shortened(String(params["additionalProperty"]), 100));
  return steps.reduce((path, step) => {
    if (/^\d+$/.test(step)) return `${path}[${step}]`;
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function expectation({ keyword, params }: ValidatorError): string {
  const limit = String(params["limit"]);
  switch (keyword) {
    case "required":
      return "is missing";
    case "additionalProperties":
      return "is not a field of this message";
    case "type":
      return `must be of type ${String(params["type"])}`;
    case "enum":
      return `must be one of ${String(params["allowedValues"])}`;
    case "maxLength":
      return `must not be longer than ${limit} characters`;
    case "minItems":
      return `must have at least ${limit} items`;
    case "maxItems":
      return `must not have more than ${limit} items`;
    case "minimum":
      return `must be at least ${limit}`;
    case "maximum":
      return `must be at most ${limit}`;
    case "multipleOf":
      return `must be a multiple of ${String(params["multipleOf"])}`;
    case "format":
      return `must be a ${String(params["format"])}`;
    default:
      return `violates ${keyword}`;
  }
}
