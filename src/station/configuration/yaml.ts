import { createRequire } from "node:module";
import type * as yaml from "yaml";

/** Parses YAML; the parser is loaded with the first text, for a process that is told all by flags has none. */
export function parseYaml(text: string): yaml.Document.Parsed {
  const { parseDocument } = createRequire(import.meta.url)("yaml") as typeof yaml;
  return parseDocument(text);
}
