import type { ErrorObject } from "ajv";

/**
 * Says what a schema found, field first: `evseId: must be >= 1`, `ev.phases: must be integer`.
 * @param whole what is named where no field is, e.g. `body`
 */
export function describeViolation(error: ErrorObject, whole: string): string {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const { params } = error as { params: Record<string, unknown> };
  const say = (what: string, ...more: string[]): string =>
    `${[...path, ...more].join(".") || whole}: ${what}`;
  switch (error.keyword) {
    case "required":
      return say("is missing", String(params.missingProperty));
    case "dependentRequired":
      return say(`is missing (${String(params.property)} needs it)`, String(params.missingProperty));
    case "additionalProperties":
      return say("is not known here", String(params.additionalProperty));
    case "enum":
      return say(`must be one of ${(params.allowedValues as unknown[]).join(", ")}`);
    default:
      return say(error.message ?? "is wrong");
  }
}

const unescapePointer = (segment: string): string => segment.replaceAll("~1", "/").replaceAll("~0", "~");
