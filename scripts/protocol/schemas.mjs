/** Reads the JSON schemas of a version and gives them one shape: messages by type name, definitions by name. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, dirname } from "node:path";

const require = createRequire(import.meta.url);

export const VERSIONS = [
  { file: "ocpp1_6", module: "ocpp16", messages: "Ocpp16Messages" },
  { file: "ocpp2_0_1", module: "ocpp201", messages: "Ocpp201Messages" },
  { file: "ocpp2_1", module: "ocpp21", messages: "Ocpp21Messages" },
];

/** The folder of an installed package. */
export function packageFolder(name) {
  return dirname(require.resolve(`${name}/package.json`));
}

/**
 * @returns {Promise<{ messages: Map<string, object>, definitions: Map<string, object>, actions: Map<string, { request: string, response?: string }> }>}
 *   all schemas of one version; references point to `#/definitions/<name>`
 */
export async function readSchemas({ file, module }) {
  const path = join(packageFolder("ocpp-rpc"), "lib", "schemas", `${file}.json`);
  const schemas = JSON.parse(await readFile(path, "utf8"));
  const messages = new Map();
  const definitions = new Map();
  const actions = new Map();
  for (const schema of schemas) {
    const { action, name, part } = messageName(schema.$id);
    const renamed = mergeDefinitions(definitions, schema.definitions ?? {}, name);
    messages.set(name, renameReferences(cleaned(withoutEnvelope(schema)), renamed));
    actions.set(action, { ...actions.get(action), [part]: name });
  }
  if (module === "ocpp16") nameInlineTypes(messages, definitions);
  return { messages, definitions, actions: new Map([...actions].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** `urn:Reset.req` and `urn:ResetRequest` both are the request of Reset; without an ending it is a SEND of 2.1. */
function messageName($id) {
  const [, action, ending] = /^urn:(\w+?)(\.req|\.conf|Request|Response)?$/.exec($id);
  const part = ending === ".conf" || ending === "Response" ? "response" : "request";
  const suffix = ending === undefined ? "" : part === "response" ? "Response" : "Request";
  return { action, name: action + suffix, part };
}

function withoutEnvelope({
  $id: _id,
  $schema: _schema,
  definitions: _definitions,
  comment: _comment,
  ...schema
}) {
  return schema;
}

/** Adds definitions; one that differs from its namesake gets the message's name in front. Returns those renamed. */
function mergeDefinitions(definitions, added, message) {
  const renamed = new Map();
  for (const [name, schema] of Object.entries(added)) {
    const known = definitions.get(name);
    if (known && shape(known) !== shape(cleaned(schema))) renamed.set(name, message + name);
  }
  for (const [name, schema] of Object.entries(added)) {
    const finalName = renamed.get(name) ?? name;
    if (!definitions.has(finalName)) definitions.set(finalName, renameReferences(cleaned(schema), renamed));
  }
  return renamed;
}

function renameReferences(schema, renamed) {
  if (renamed.size === 0) return schema;
  return mapObjects(schema, (node) => {
    const name = typeof node.$ref === "string" ? node.$ref.split("/").pop() : undefined;
    return renamed.has(name) ? { ...node, $ref: `#/definitions/${renamed.get(name)}` } : node;
  });
}

/** What a schema allows, without its prose and whatever the order. */
function shape(schema) {
  return JSON.stringify(
    mapObjects(schema, ({ description, ...node }) => {
      const rest = typeof description === "string" ? node : { ...node, ...(description && { description }) };
      return Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
    }),
  );
}

/** Without the generator's traces (`javaType`, `title`) and the identifiers in the descriptions. */
function cleaned(schema) {
  return mapObjects(schema, (node) => {
    const { javaType, title, description, ...rest } = node;
    if (javaType && typeof javaType !== "string") rest.javaType = javaType;
    if (title && typeof title !== "string") rest.title = title;
    if (description && typeof description !== "string") rest.description = description;
    if (typeof description === "string") rest.description = cleanDescription(description);
    return rest;
  });
}

function cleanDescription(text) {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("urn:"));
  return lines.join("\n").replaceAll("*/", "* /");
}

function mapObjects(node, change) {
  if (Array.isArray(node)) return node.map((item) => mapObjects(item, change));
  if (node === null || typeof node !== "object") return node;
  return change(
    Object.fromEntries(Object.entries(node).map(([key, value]) => [key, mapObjects(value, change)])),
  );
}

/**
 * The schemas of 1.6 write enumerations and classes in place. They become definitions named after their
 * property; where a property means different things in different places, its owner's name comes first.
 */
function nameInlineTypes(messages, definitions) {
  const shapesOf = new Map();
  for (const [message, schema] of messages) {
    eachInlineType(schema, message, ({ property, type }) => {
      const shapes = shapesOf.get(property) ?? new Set();
      shapesOf.set(property, shapes.add(shape(type)));
    });
  }
  const classes = new Map();
  for (const [message, schema] of messages) {
    eachInlineType(
      schema,
      message.replace(/Request$|Response$/, ""),
      ({ property, owner, type, replace }) => {
        const name = shapesOf.get(property).size > 1 ? owner + pascalCase(property) : pascalCase(property);
        const known = definitions.get(name) ?? (type.properties && classes.get(shape(type)));
        if (known && shape(known) !== shape(type))
          throw new Error(`Two types of 1.6 would be called ${name}`);
        if (!known) definitions.set(name, type);
        if (!known && type.properties) classes.set(shape(type), type);
        replace({ $ref: `#/definitions/${nameOf(definitions, known ?? type)}` });
      },
    );
  }
}

function nameOf(definitions, wanted) {
  for (const [name, type] of definitions) if (type === wanted) return name;
  throw new Error("A type without a name");
}

function pascalCase(property) {
  return property[0].toUpperCase() + property.slice(1);
}

/** Visits the enumerations and classes written in place below a schema, inner ones first. */
function eachInlineType(schema, owner, visit) {
  for (const [property, type] of Object.entries(schema.properties ?? {})) {
    const [holder, key] = type.type === "array" ? [type, "items"] : [schema.properties, property];
    const inner = holder[key];
    if (!inner?.enum && !inner?.properties) continue;
    eachInlineType(inner, pascalCase(property), visit);
    visit({ property, owner, type: inner, replace: (reference) => (holder[key] = reference) });
  }
}
