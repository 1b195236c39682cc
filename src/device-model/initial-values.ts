import { ConfigurationError } from "../kernel/index.js";
import type { AttributeSlot, Shape, VariableSlot } from "./shape.js";
import { checkValue, describeAllowed } from "./values.js";

/** A value as a configuration file writes it; a list may be written as one. */
export type PlainValue = string | number | boolean | readonly string[];

/**
 * The `variables:` of a configuration: initial values by path. With `{ value, mutability: "ReadOnly" }` a CSMS
 * cannot change the variable; what it may have set earlier is then ignored.
 */
export type InitialValues = Readonly<
  Record<string, PlainValue | { readonly value?: PlainValue; readonly mutability: "ReadOnly" | "ReadWrite" }>
>;

/** Initial values as the overlay keeps them, by the index of the attribute. */
export interface CheckedInitialValues {
  readonly values: ReadonlyMap<number, string>;
  readonly madeReadOnly: ReadonlySet<number>;
}

/**
 * Holds initial values against the shape of the station.
 * @throws ConfigurationError with the key `variables.<path>` and what is allowed there
 */
export function checkInitialValues(initial: InitialValues, shape: Shape): CheckedInitialValues {
  const values = new Map<number, string>();
  const madeReadOnly = new Set<number>();
  for (const [path, entry] of Object.entries(initial)) {
    const key = `variables.${path}`;
    const { slot, actual } = settable(path, key, shape);
    const { value, mutability } = asSetting(entry, key);
    if (mutability !== undefined && actual.mutability === "WriteOnly") {
      throw new ConfigurationError(`${key}.mutability`, "must be left out, as the variable is WriteOnly");
    }
    if (mutability === "ReadWrite" && actual.mutability === "ReadOnly") {
      throw new ConfigurationError(`${key}.mutability`, "must be ReadOnly, as the variable is");
    }
    if (mutability === "ReadOnly") madeReadOnly.add(actual.index);
    if (value === undefined) continue;
    const text = asText(value);
    if (checkValue(text, slot.characteristics, slot.pattern)) {
      throw new ConfigurationError(key, describeAllowed(slot.characteristics, slot.pattern));
    }
    values.set(actual.index, text);
  }
  return { values, madeReadOnly };
}

function settable(path: string, key: string, shape: Shape): { slot: VariableSlot; actual: AttributeSlot } {
  const slot = shape.byPath.get(path) ?? shape.byPath.get(path.toLowerCase());
  if (!slot?.actual) {
    throw new ConfigurationError(
      key,
      "must name a variable of this station, as Component.Variable or Component[instance]@evse.connector.Variable[instance]",
    );
  }
  if (slot.actual.liveFact ?? slot.actual.identityFact) {
    throw new ConfigurationError(key, "cannot be set, because the station works it out by itself");
  }
  return { slot, actual: slot.actual };
}

function asSetting(
  entry: unknown,
  key: string,
): { value: PlainValue | undefined; mutability: string | undefined } {
  if (isPlain(entry)) return { value: entry, mutability: undefined };
  const allowed = "must be a text, number, true, false, a list of texts, or { value, mutability }";
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    throw new ConfigurationError(key, allowed);
  const { value, mutability, ...unknown } = entry as Record<string, unknown>;
  const [first] = Object.keys(unknown);
  if (first !== undefined) throw new ConfigurationError(`${key}.${first}`, "must be value or mutability");
  if (mutability !== "ReadOnly" && mutability !== "ReadWrite") {
    throw new ConfigurationError(`${key}.mutability`, "must be ReadOnly or ReadWrite");
  }
  if (value !== undefined && !isPlain(value)) throw new ConfigurationError(`${key}.value`, allowed);
  return { value, mutability };
}

function isPlain(value: unknown): value is PlainValue {
  return (
    ["string", "number", "boolean"].includes(typeof value) ||
    (Array.isArray(value) && value.every((element) => typeof element === "string"))
  );
}

const asText = (value: PlainValue): string => (Array.isArray(value) ? value.join(",") : String(value));
