import type { Payload } from "../../protocol/index.js";

/** A condition on one value. */
export interface Condition {
  /** As the end of the sentence "… must be". */
  readonly description: string;
  holds(value: unknown): boolean;
}

/**
 * What a payload must hold: each field a value that must be equal, a nested pattern of which only the named
 * fields count, or a {@link Condition}. An array must hold its patterns in their order and no more.
 */
export interface Pattern {
  readonly [field: string]: unknown;
}

const isCondition = (value: unknown): value is Condition =>
  typeof value === "object" && value !== null && typeof (value as Condition).holds === "function";

const isObject = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const inWords = (value: unknown): string => (value === undefined ? "absent" : JSON.stringify(value));

const describe = (expected: unknown): string =>
  isCondition(expected) ? expected.description : inWords(expected);

/** One of several values or patterns. */
export const oneOf = (...allowed: readonly unknown[]): Condition => ({
  description: allowed.map(describe).join(" or "),
  holds: (value) => allowed.some((one) => mismatch(value, one) === null),
});

/** The field must not be there. */
export const omitted: Condition = { description: "absent", holds: (value) => value === undefined };

/** The field must be there. */
export const present: Condition = { description: "present", holds: (value) => value !== undefined };

/** The field may be absent; where it is there, it must be so. */
export const omittedOr = (expected: unknown): Condition => oneOf(omitted, expected);

/** Anything but this. */
export const not = (unwanted: unknown): Condition => ({
  description: `not ${describe(unwanted)}`,
  holds: (value) => mismatch(value, unwanted) !== null,
});

/** An array of which at least one element is so. */
export const containing = (element: unknown): Condition => ({
  description: `a list with an element ${describe(element)}`,
  holds: (value) => Array.isArray(value) && value.some((one) => mismatch(one, element) === null),
});

/** An array, not empty, of which every element is so. */
export const all = (element: unknown): Condition => ({
  description: `a list of which every element is ${describe(element)}`,
  holds: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => mismatch(one, element) === null),
});

/** All of these at once. */
export const allOf = (...expected: readonly unknown[]): Condition => ({
  description: expected.map(describe).join(" and "),
  holds: (value) => expected.every((one) => mismatch(value, one) === null),
});

/** Any rule, in words that end the sentence "… must be". */
export const satisfying = (description: string, holds: (value: unknown) => boolean): Condition => ({
  description,
  holds,
});

/** Why a value is not as expected, in one clause; `null` if it is. */
export function mismatch(value: unknown, expected: unknown, path = ""): string | null {
  const subject = path === "" ? "it" : path;
  if (isCondition(expected)) {
    return expected.holds(value)
      ? null
      : `${subject} must be ${expected.description}, but is ${inWords(value)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(value)) return `${subject} must be a list, but is ${inWords(value)}`;
    if (value.length !== expected.length)
      return `${subject} must have ${expected.length} elements, but has ${value.length}`;
    return first(expected.map((one: unknown, index) => mismatch(value[index], one, `${path}[${index}]`)));
  }
  if (isObject(expected)) {
    if (!isObject(value)) return `${subject} must be present, but is ${inWords(value)}`;
    const inside = path === "" ? "" : `${path}.`;
    return first(Object.entries(expected).map(([field, one]) => mismatch(value[field], one, inside + field)));
  }
  return value === expected ? null : `${subject} must be ${inWords(expected)}, but is ${inWords(value)}`;
}

const first = (reasons: readonly (string | null)[]): string | null =>
  reasons.find((reason) => reason !== null) ?? null;
