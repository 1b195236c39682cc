/** Compiles the validators of one version to a module that needs no compiler when it runs. */
import { minify } from "@swc/core";
import { Ajv } from "ajv";
import { _ } from "ajv/dist/compile/codegen/index.js";
import standaloneCode from "ajv/dist/standalone/index.js";

const BANNER = "// Made by scripts/generate-protocol.mjs from the schemas of OCPP; change these, not this.\n";
const CODE_POINT_LENGTH = 'require("ajv/dist/runtime/ucs2length").default';

/**
 * Each class is a schema of its own, so that it is compiled once and shared by the messages.
 *
 * @param {Awaited<ReturnType<typeof import("./schemas.mjs").readSchemas>>} schemas
 * @returns {Promise<string>} an ES module exporting `requests` and `responses`, validators by action
 */
export async function validatorsOf({ messages, definitions, actions }) {
  const ajv = new Ajv({
    strict: false,
    messages: false,
    inlineRefs: false,
    // 16.3 is a multiple of 0.1, though not in binary.
    multipleOfPrecision: 6,
    // Only their names matter here; src/protocol/formats.ts has the checks.
    formats: { "date-time": () => true, uri: () => true },
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  for (const [name, schema] of definitions) ajv.addSchema(bare(schema), `class-${name}`);
  for (const [name, schema] of messages) ajv.addSchema(bare(schema), name);
  const exported = Object.fromEntries([...messages.keys()].map((name) => [name, name]));
  const code = standaloneCode.default(ajv, exported).replaceAll(CODE_POINT_LENGTH, "codePointLength");
  if (code.includes("require(")) throw new Error("The validators need a module that was not foreseen");
  const module = [
    'import { codePointLength, formats } from "../formats.js";',
    // Nobody reads the place in the schema; it is a third of the code.
    code
      .replace('"use strict";', "")
      .replace(/schemaPath:"[^"]*",/g, "")
      .replace(/^export const/gm, "const"),
    `export const requests = ${table(actions, "request")};`,
    `export const responses = ${table(actions, "response")};`,
  ].join("\n");
  // Parsed at every start of a station: half the size is half the time.
  const small = await minify(module, { module: true, compress: { passes: 1 }, mangle: true });
  return BANNER + small.code;
}

export const VALIDATORS_DECLARATION = `${BANNER}import type { PayloadValidator } from "../validators.js";

export declare const requests: Readonly<Record<string, PayloadValidator>>;
export declare const responses: Readonly<Record<string, PayloadValidator>>;
`;

function table(actions, part) {
  const rows = [...actions]
    .filter(([, names]) => names[part])
    .map(([action, names]) => `  ${action}: ${names[part]},`);
  return `{\n  __proto__: null,\n${rows.join("\n")}\n}`;
}

/** Without prose and defaults, and with references to the shared classes. */
function bare(node) {
  if (Array.isArray(node)) return node.map(bare);
  if (node === null || typeof node !== "object") return node;
  const entries = Object.entries(node).filter(
    ([key, value]) =>
      !(key === "description" && typeof value === "string") &&
      !(key === "default" && typeof value !== "object"),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === "$ref" ? value.replace("#/definitions/", "class-") : bare(value),
    ]),
  );
}
