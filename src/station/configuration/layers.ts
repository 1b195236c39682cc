import { ConfigurationError } from "../../kernel/index.js";
import { nearest } from "./nearest.js";
import { isSection, keyOf, type Fields, type Rule } from "./rules.js";
import { STATION_KEYS } from "./schema.js";
import { parseYaml } from "./yaml.js";

/** A value that overrides the file, and how its user spelled the key. */
export interface Override {
  readonly key: string;
  readonly value: unknown;
  /** `--api-port` or `KERBSIDE_API_PORT`. */
  readonly origin: string;
}

const PREFIX = "KERBSIDE_";
/** Names the file, which is none of the keys in it. */
const FILE_VARIABLE = "KERBSIDE_CONFIG";

/**
 * What the environment says: `csms.basicAuthPassword` is `KERBSIDE_CSMS_BASIC_AUTH_PASSWORD`, its value is YAML.
 * @throws ConfigurationError for a `KERBSIDE_` variable that stands for no key
 */
export function overridesFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): readonly Override[] {
  const known = new Map(leaves(STATION_KEYS.fields ?? {}, "").map((leaf) => [variableName(leaf.key), leaf]));
  return Object.entries(environment)
    .filter(([name]) => name.startsWith(PREFIX) && name !== FILE_VARIABLE)
    .map(([name, value = ""]) => {
      const leaf = known.get(name);
      if (!leaf) {
        const similar = nearest(name, [...known.keys()]);
        throw new ConfigurationError(
          name,
          `unknown environment variable; ${similar ? `did you mean ${similar}?` : `KERBSIDE_ stands before a key of the configuration, e.g. KERBSIDE_API_PORT`}`,
        );
      }
      return { key: leaf.key, value: plainValue(value, leaf.rule, name), origin: name };
    });
}

function plainValue(written: string, { isText }: Rule<unknown>, name: string): unknown {
  if (isText) return written === "null" ? null : written;
  const document = parseYaml(written);
  if (document.errors.length > 0) throw new ConfigurationError(name, "must be a YAML value on one line");
  return document.toJS() as unknown;
}

/** All keys that hold a value, with their rules. */
function leaves(fields: Fields, section: string): readonly { key: string; rule: Rule<unknown> }[] {
  return Object.entries(fields).flatMap(([name, rule]) => {
    const key = keyOf(section, name);
    return rule.fields ? leaves(rule.fields, key) : [{ key, rule }];
  });
}

const variableName = (key: string): string =>
  PREFIX +
  key
    .replace(/\./g, "_")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toUpperCase();

/** The tree of a file with values over it; the file's own tree stays as it is. */
export function withOverrides(tree: unknown, overrides: readonly Override[]): unknown {
  return overrides.reduce((below, { key, value }) => replaced(below, key.split("."), value), tree);
}

function replaced(tree: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  // What is no section is left for the check of the whole to refuse.
  if (tree !== undefined && tree !== null && !isSection(tree)) return tree;
  return { ...tree, [name]: replaced(tree?.[name], rest, value) };
}
