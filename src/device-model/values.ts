import type { VariableCharacteristics } from "./interface.js";

/** Why a value cannot be taken. */
export interface ValueProblem {
  /** A reason code of the appendices. */
  readonly reasonCode: "InvalidValue" | "ValueOutOfRange" | "TooLargeElement";
  /** What would be allowed, as the end of a sentence that begins with the variable's name. */
  readonly allowed: string;
}

const INTEGER = /^(0|-?[1-9]\d{0,9})$/;
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d{1,6})?$/;
const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d{1,3})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const INTEGER_RANGE = 2 ** 31;

/**
 * Holds a value against a variable's type, limits and list (B05.FR.07, B05.FR.08); `null`: it fits.
 * @param pattern what a string must match, in addition
 */
export function checkValue(
  value: string,
  characteristics: VariableCharacteristics,
  pattern?: RegExp,
): ValueProblem | null {
  const fits = wellFormed(value, characteristics) && (pattern === undefined || pattern.test(value));
  if (!fits) return { reasonCode: "InvalidValue", allowed: describeAllowed(characteristics, pattern) };
  if (!inRange(value, characteristics)) {
    return { reasonCode: "ValueOutOfRange", allowed: describeAllowed(characteristics, pattern) };
  }
  return null;
}

/** The elements of a comma-separated list, trimmed, without empty ones. */
export function elementsOf(value: string): string[] {
  return value
    .split(",")
    .map((element) => element.trim())
    .filter((element) => element !== "");
}

function wellFormed(value: string, { dataType, valuesList = [] }: VariableCharacteristics): boolean {
  switch (dataType) {
    case "boolean":
      return value === "true" || value === "false";
    case "integer":
      return INTEGER.test(value) && Number(value) >= -INTEGER_RANGE && Number(value) < INTEGER_RANGE;
    case "decimal":
      return DECIMAL.test(value);
    case "dateTime":
      return isDateTime(value);
    case "OptionList":
      return valuesList.includes(value);
    case "MemberList":
    case "SequenceList": {
      const elements = elementsOf(value);
      const gaps = value.trim() !== "" && value.split(",").length !== elements.length;
      const distinct = new Set(elements).size === elements.length;
      return !gaps && distinct && elements.every((element) => valuesList.includes(element));
    }
    case "string":
      return true;
  }
}

function inRange(value: string, { dataType, minLimit, maxLimit }: VariableCharacteristics): boolean {
  const size = dataType === "integer" || dataType === "decimal" ? Number(value) : value.length;
  return size >= (minLimit ?? -Infinity) && size <= (maxLimit ?? Infinity);
}

function isDateTime(value: string): boolean {
  const parts = DATE_TIME.exec(value);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const date = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
  return date && hour < 24 && minute < 60 && second < 60;
}

/** What a variable may hold, as the end of a sentence: `must be a whole number from 1 to 10`. */
export function describeAllowed(characteristics: VariableCharacteristics, pattern?: RegExp): string {
  const { dataType, minLimit, maxLimit, valuesList = [] } = characteristics;
  const range = `${minLimit === undefined ? "" : ` from ${minLimit}`}${maxLimit === undefined ? "" : ` to ${maxLimit}`}`;
  const length = maxLimit === undefined ? "" : ` of at most ${maxLimit} characters`;
  switch (dataType) {
    case "boolean":
      return "must be true or false";
    case "integer":
      return `must be a whole number${range}`;
    case "decimal":
      return `must be a number${range} with at most six decimals`;
    case "dateTime":
      return "must be a date and time such as 2026-01-31T12:00:00Z";
    case "OptionList":
      return `must be one of ${valuesList.join(", ")}`;
    case "MemberList":
    case "SequenceList":
      return `must be a comma-separated list${length} of ${valuesList.join(", ")}, each at most once`;
    case "string":
      return `must be a text${length}${pattern ? ` that matches ${pattern.source}` : ""}`;
  }
}
