import { ConfigurationError } from "../kernel/index.js";

/** The place of the number, with the digits it has at least: `%d`, `%04d`. */
const NUMBER = /%(?:0(\d))?d/g;

/**
 * The identities of a fleet, each with its number from 1 on.
 * @param pattern has one `%d` or, for numbers of at least so many digits, one `%04d`
 * @throws ConfigurationError if it has none, or several
 * @example
 * identitiesOf("CS-%04d", 2); // ["CS-0001", "CS-0002"]
 */
export function identitiesOf(pattern: string, count: number): readonly string[] {
  const places = [...pattern.matchAll(NUMBER)];
  const [place] = places;
  if (!place || places.length > 1)
    throw new ConfigurationError(
      "--identity-pattern",
      "must have one %d for the number of the station, or one like %04d for four digits",
    );
  const digits = Number(place[1] ?? 1);
  return Array.from({ length: count }, (_, index) =>
    pattern.replace(place[0], `${index + 1}`.padStart(digits, "0")),
  );
}
