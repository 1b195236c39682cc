import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OcppVersion } from "./versions.js";

/** The JSON schema of a request, with the definitions that it refers to as `#/definitions/…`. */
export interface RequestSchema {
  readonly definitions: Readonly<Record<string, object>>;
  readonly [keyword: string]: unknown;
}

const FILES: Readonly<Record<OcppVersion, string>> = {
  "ocpp1.6": "ocpp16",
  "ocpp2.0.1": "ocpp201",
  "ocpp2.1": "ocpp21",
};

interface GeneratedSchemas {
  readonly requests: Readonly<Record<string, object>>;
  readonly definitions: Readonly<Record<string, object>>;
}

/** The schema of a request; `null` where the version has no such action. Read from disk each time: for people only. */
export function requestSchemaOf(version: OcppVersion, action: string): RequestSchema | null {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "generated");
  const file = join(folder, `${FILES[version]}-requests.schema.json`);
  const { requests, definitions } = JSON.parse(readFileSync(file, "utf8")) as GeneratedSchemas;
  if (!Object.hasOwn(requests, action)) return null;
  const request = requests[action] ?? {};
  const needed = new Map<string, object>();
  collect(request, definitions, needed);
  return { ...request, definitions: Object.fromEntries(needed) };
}

const REFERENCE = /"#\/definitions\/([^"]+)"/g;

function collect(schema: object, all: GeneratedSchemas["definitions"], needed: Map<string, object>): void {
  for (const [, name = ""] of JSON.stringify(schema).matchAll(REFERENCE)) {
    const definition = all[name];
    if (!definition || needed.has(name)) continue;
    needed.set(name, definition);
    collect(definition, all, needed);
  }
}
