import { readFileSync } from "node:fs";
import { ConfigurationError, messageOf } from "../../kernel/index.js";
import { overridesFromEnvironment, withOverrides, type Override } from "./layers.js";
import { readStationConfiguration } from "./schema.js";
import type { StationConfiguration } from "./station-configuration.js";
import { parseYaml } from "./yaml.js";

/** Where a configuration comes from; the first has the last word. */
export interface ConfigurationSources {
  readonly flags?: readonly Override[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Path of a YAML or JSON file. */
  readonly file?: string;
}

/**
 * The configuration of a station: flags over environment over file over defaults.
 *
 * @throws ConfigurationError that names the key, what is allowed and, where it was no file, who said it
 * @example
 * loadConfiguration({ file: "station.yaml", environment: { KERBSIDE_API_PORT: "8090" } }).api.port; // 8090
 */
export function loadConfiguration({
  flags = [],
  environment = {},
  file,
}: ConfigurationSources): StationConfiguration {
  const overrides = [...overridesFromEnvironment(environment), ...flags];
  const tree = withOverrides(file === undefined ? {} : readTree(file), overrides);
  try {
    return readStationConfiguration(tree);
  } catch (error) {
    throw withOrigin(error, overrides);
  }
}

function readTree(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : messageOf(error);
    throw new ConfigurationError(file, `cannot be read: ${why}`);
  }
  const document = parseYaml(content);
  const [mistake] = document.errors;
  if (mistake) {
    const [what] = mistake.message.split(/ at line |\n/);
    throw new ConfigurationError(file, `line ${mistake.linePos?.[0].line ?? 1} is not valid YAML: ${what}`);
  }
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw new ConfigurationError(file, `is not valid YAML: ${messageOf(error)}`);
  }
}

function withOrigin(error: unknown, overrides: readonly Override[]): unknown {
  if (!(error instanceof ConfigurationError)) return error;
  const said = overrides.findLast(({ key }) => key === error.key);
  return said ? new ConfigurationError(`${error.key} (from ${said.origin})`, error.allowed) : error;
}
