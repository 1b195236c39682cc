import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { ConfigurationError, messageOf } from "../../kernel/index.js";
import type { Pics } from "./pics.js";

/** A PICS, and where the suite starts the station itself, how that is configured. */
export interface Variant extends Pics {
  /** Configuration of `kerbside run`, without CSMS, storage and ports. */
  readonly station: Readonly<Record<string, unknown>>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The variants that come with the suite for a version of OCPP, by their names. */
export function loadOwnVariants(version: "ocpp2.0.1" | "ocpp1.6" = "ocpp2.0.1"): readonly Variant[] {
  const folder = here(version === "ocpp1.6" ? "../variants/ocpp16/" : "../variants/");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => loadPics(join(folder, file)));
}

/**
 * Reads a PICS file (YAML or JSON).
 * @throws ConfigurationError that names the key and what is allowed there
 */
export function loadPics(file: string): Variant {
  return parsePics(() => readFileSync(file, "utf8"), basename(file));
}

/**
 * Reads a PICS (YAML or JSON).
 * @param name what errors call it
 * @throws ConfigurationError that names the key and what is allowed there
 */
export function parsePics(read: () => string, name: string): Variant {
  let tree: unknown;
  try {
    tree = parse(read(), { prettyErrors: true });
  } catch (error) {
    throw new ConfigurationError(name, `cannot be read: ${messageOf(error)}`);
  }
  const ajv = new Ajv({ useDefaults: true, allErrors: false, strict: false });
  const schema = JSON.parse(readFileSync(here("pics.schema.json"), "utf8")) as object;
  const validate = ajv.compile<Variant>(schema);
  if (validate(tree)) return withFacts(tree);
  const [error] = validate.errors ?? [];
  const named = error?.params as { additionalProperty?: string; missingProperty?: string } | undefined;
  const field = named?.additionalProperty ?? named?.missingProperty ?? "";
  const path = [...(error?.instancePath ?? "").split("/").filter(Boolean), field].filter(Boolean).join(".");
  throw new ConfigurationError(`${name}: ${path}`, error?.message ?? "is wrong");
}

/** Conditions may ask for the security profile that is active: `SP-0` to `SP-3`. */
function withFacts(variant: Variant): Variant {
  return { ...variant, declared: { ...variant.declared, [`SP-${variant.test.securityProfile}`]: true } };
}
