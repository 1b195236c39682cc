import { escapeHtml } from "../kernel/index.js";
import type { Schema } from "./openapi-document.js";

const REFERENCE = /^#\/components\/schemas\/(\w+)$/;

/** The type of a schema in a few words, as HTML; a named schema is a link to its table. */
export function typeOf(schema: Schema): string {
  const named = REFERENCE.exec(String(schema.$ref ?? ""))?.[1];
  if (named !== undefined) return `<a href="#schema-${named}">${named}</a>`;
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => code(value)).join(" | ");
  if ("const" in schema) return code(schema.const);
  if (schema.type === "array") return `array of ${typeOf((schema.items ?? {}) as Schema)}`;
  const type = [schema.type ?? "anything"].flat().join(" | ");
  return escapeHtml([type, schema.format, ...boundsOf(schema)].filter(Boolean).join(", "));
}

/** The fields of an object schema as rows of a table; those of objects within follow with their path. */
export function rowsOf(schema: Schema, prefix = ""): string {
  const required = (schema.required ?? []) as readonly string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>)
    .map(([name, field]) => {
      const path = `${prefix}${name}`;
      const inner = field.type === "array" ? ((field.items ?? {}) as Schema) : field;
      return `<tr><td><code>${escapeHtml(path)}</code>${required.includes(name) ? " *" : ""}</td>
        <td>${typeOf(field)}</td><td>${noteOf(field)}</td></tr>${rowsOf(inner, `${path}.`)}`;
    })
    .join("");
}

/** A small value that the schema allows: what is required, and of a choice the first. */
export function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const named = REFERENCE.exec(String(schema.$ref ?? ""))?.[1];
  if (named !== undefined) return exampleOf(schemas[named] ?? {}, schemas);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.properties !== undefined) {
    const required = (schema.required ?? []) as readonly string[];
    const properties = schema.properties as Record<string, Schema>;
    return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {}, schemas)]));
  }
  switch (schema.type) {
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return "";
  }
}

function noteOf(schema: Schema): string {
  const otherwise = schema.default === undefined ? "" : `default ${code(schema.default)}`;
  return [escapeHtml(String(schema.description ?? "")), otherwise].filter(Boolean).join("; ");
}

function boundsOf(schema: Schema): string[] {
  const bounds = { minimum: "≥", maximum: "≤", exclusiveMinimum: ">", maxLength: "length ≤" };
  return Object.entries(bounds)
    .filter(([key]) => key in schema)
    .map(([key, sign]) => `${sign} ${String(schema[key])}`);
}

const code = (value: unknown): string => `<code>${escapeHtml(String(value))}</code>`;
