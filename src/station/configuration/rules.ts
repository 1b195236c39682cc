import { ConfigurationError } from "../../kernel/index.js";
import { nearest } from "./nearest.js";

/** Checks a value of a configuration; `undefined` is a key that was left out. */
export interface Rule<T> {
  /** @throws ConfigurationError with the key and what is allowed there */
  read(value: unknown, key: string): T;
  /** The rules of the keys below, where the value is a section. */
  readonly fields?: Fields;
  /** A text is taken from the environment as it stands, even where it looks like a number. */
  readonly isText?: true;
}

export type Fields = Readonly<Record<string, Rule<unknown>>>;
type Section<F extends Fields> = { readonly [Key in keyof F]: ReturnType<F[Key]["read"]> };

/** A value that meets `test`; `allowed` ends the sentence that begins with the key. */
export function value<T>(test: (value: unknown) => value is T, allowed: string): Rule<T> {
  return {
    read: (found, key) => {
      if (found === undefined) throw new ConfigurationError(key, `is missing; it ${allowed}`);
      if (!test(found)) throw new ConfigurationError(key, allowed);
      return found;
    },
  };
}

/** One of some constants. */
export const oneOf = <const T>(...constants: readonly T[]): Rule<T> =>
  value((found): found is T => constants.includes(found as T), `must be one of ${constants.join(", ")}`);

/** A text of a length, with an optional pattern that `of` puts in words. */
export function text(min: number, max: number, pattern = /^[^\p{Cc}]*$/u, of = "characters"): Rule<string> {
  const test = (found: unknown): found is string =>
    typeof found === "string" && found.length >= min && found.length <= max && pattern.test(found);
  const rule = value(test, `must be a text of ${min} to ${max} ${of}`);
  return {
    isText: true,
    read: (found, key) => {
      // YAML reads an unquoted 0123 as a number.
      if (typeof found === "number" || typeof found === "boolean") {
        throw new ConfigurationError(key, `must be a text of ${min} to ${max} ${of}, in quotes`);
      }
      return rule.read(found, key);
    },
  };
}

export const flag: Rule<boolean> = value(
  (found): found is boolean => typeof found === "boolean",
  "must be true or false",
);

export const integer = (min: number, max: number): Rule<number> =>
  value(
    (found): found is number => Number.isInteger(found) && Number(found) >= min && Number(found) <= max,
    `must be an integer from ${min} to ${max}`,
  );

export const above = (min: number, max = Number.MAX_VALUE): Rule<number> =>
  value(
    (found): found is number => typeof found === "number" && found > min && found <= max,
    `must be a number above ${min}${max < Number.MAX_VALUE ? ` and at most ${max}` : ""}`,
  );

/** What stands for a key that was left out. */
export const withDefault = <T>(rule: Rule<T>, standard: T): Rule<T> => ({
  ...rule,
  read: (found, key) => (found === undefined ? standard : rule.read(found, key)),
});

export const optional = <T>(rule: Rule<T>): Rule<T | undefined> => ({
  ...rule,
  read: (found, key) => (found === undefined ? undefined : rule.read(found, key)),
});

/** `null` or what the rule says; left out it is `null`. */
export const nullable = <T>(rule: Rule<T>): Rule<T | null> => ({
  ...rule,
  read: (found, key) => (found === undefined || found === null ? null : rule.read(found, key)),
});

export const isSection = (found: unknown): found is Record<string, unknown> =>
  typeof found === "object" && found !== null && !Array.isArray(found);

/** Named keys and no others. A section that is left out, or whose keys are all commented out, is empty. */
export function section<F extends Fields>(fields: F): Rule<Section<F>> {
  return {
    fields,
    read: (found, key) => {
      const given = found ?? {};
      if (!isSection(given)) {
        throw new ConfigurationError(
          key || "configuration",
          `must have the keys ${Object.keys(fields).join(", ")}`,
        );
      }
      for (const name of Object.keys(given)) {
        if (!Object.hasOwn(fields, name)) throw unknownKey(name, key, Object.keys(fields));
      }
      const entries = Object.entries(fields).map(([name, rule]) => [
        name,
        rule.read(given[name], keyOf(key, name)),
      ]);
      return Object.fromEntries(entries) as Section<F>;
    },
  };
}

/** A list of at least one element, each by the rule. */
export const list = <T>(rule: Rule<T>): Rule<readonly T[]> => ({
  read: (found, key) => {
    if (!Array.isArray(found) || found.length === 0) {
      throw new ConfigurationError(key, "must be a list with at least one element");
    }
    return found.map((element: unknown, index) => rule.read(element, `${key}[${index}]`));
  },
});

export const keyOf = (section: string, name: string): string => (section ? `${section}.${name}` : name);

/** The error about a key that nobody knows, with the known one that resembles it. */
export function unknownKey(name: string, section: string, known: readonly string[]): ConfigurationError {
  const similar = nearest(name, known);
  const hint = similar ? `did you mean ${keyOf(section, similar)}?` : `allowed are ${known.join(", ")}`;
  return new ConfigurationError(keyOf(section, name), `unknown key; ${hint}`);
}
