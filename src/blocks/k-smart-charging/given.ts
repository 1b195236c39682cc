/** Takes over a field of a message only where it has a value. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: V });
}

/** Milliseconds since 1970 of a date-time on the wire; NaN where no calendar has it. */
export const instant = (timestamp: string | undefined): number | undefined =>
  timestamp === undefined ? undefined : Date.parse(timestamp);
