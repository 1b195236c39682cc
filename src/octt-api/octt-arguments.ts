/** A call of the OCTT that is wrong; answered with its one line of text. */
export class OcttRefusal extends Error {
  constructor(
    readonly status: number,
    readonly line: string,
  ) {
    super(line);
    this.name = "OcttRefusal";
  }
}

/** The arguments of one call, which come as text. What is wrong with them is thrown as {@link OcttRefusal} 400. */
export interface OcttArguments {
  /** A whole number of at least `least`; `undefined` where it is left out. */
  id(name: string, least?: number): number | undefined;
  /** `true` or `false`. */
  flag(name: string): boolean | undefined;
  text(name: string): string | undefined;
}

/**
 * Reads arguments.
 * @param known the names that the call accepts; any other is refused, and so is one given twice
 */
export function readArguments(given: URLSearchParams, known: readonly string[]): OcttArguments {
  for (const name of given.keys()) {
    if (!known.includes(name)) throw wrong(name, `is not known here; known: ${known.join(", ") || "none"}`);
    if (given.getAll(name).length > 1) throw wrong(name, "is given twice");
  }
  const text = (name: string): string | undefined => given.get(name) ?? undefined;
  return {
    text,
    id(name, least = 1) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (!/^\d{1,9}$/.test(value) || Number(value) < least)
        throw wrong(name, `must be a whole number from ${least}`);
      return Number(value);
    },
    flag(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (value !== "true" && value !== "false") throw wrong(name, "must be true or false");
      return value === "true";
    },
  };
}

/** A 400 about one argument. */
export function wrong(name: string, what: string): OcttRefusal {
  return new OcttRefusal(400, `${name}: ${what}`);
}
