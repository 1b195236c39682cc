import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { packageRoot } from "../kernel/index.js";
import { ProblemError } from "./problem.js";

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Record<string, { schema: object }>;
  };
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: object };
}

/** One operation of the station API, and the check of what is sent to it. */
export interface ApiOperation {
  readonly path: string;
  readonly method: "get" | "post" | "delete";
  readonly operationId: string;
  readonly summary: string;
  /**
   * Checks the body and fills in its defaults.
   * @throws ProblemError 400 that names the field
   */
  checkBody(body: unknown): unknown;
  /**
   * Checks the query and turns it into the declared types.
   * @throws ProblemError 400 that names the parameter
   */
  checkQuery(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** The station API as its OpenAPI file describes it. */
export interface ApiDescription {
  readonly yaml: string;
  readonly operations: readonly ApiOperation[];
}

/** Reads `api/octt-api.openapi.yaml`; schemas are compiled when they are first needed. */
export function loadApiDescription(): ApiDescription {
  const yaml = readFileSync(join(packageRoot(), "api", "octt-api.openapi.yaml"), "utf8");
  const document = parse(yaml) as Document;
  const compile = compilerOf(document);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): ApiOperation => {
      const bodySchema = operation.requestBody?.content["application/json"]?.schema;
      const bodyCheck = lazily(() => compile(bodySchema ?? { type: "object", maxProperties: 0 }, false));
      const queryCheck = lazily(() => compile(querySchema(operation), true));
      return {
        path,
        method: method as ApiOperation["method"],
        operationId: operation.operationId,
        summary: operation.summary ?? "",
        checkBody(body) {
          const given = body ?? {};
          return checked(bodyCheck(), structuredClone(given));
        },
        checkQuery: (query) => checked(queryCheck(), { ...query }) as Readonly<Record<string, unknown>>,
      };
    }),
  );
  return { yaml, operations };
}

function compilerOf(document: Document): (schema: object, coerceTypes: boolean) => ValidateFunction {
  const make = (coerceTypes: boolean): Ajv2020 => {
    const ajv = new Ajv2020({ useDefaults: true, strict: false, coerceTypes, allErrors: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: "api", components: document.components });
    return ajv;
  };
  const plain = lazily(() => make(false));
  const coercing = lazily(() => make(true));
  const withReferences = (schema: object): object =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as object;
  return (schema, coerceTypes) => (coerceTypes ? coercing() : plain()).compile(withReferences(schema));
}

function querySchema({ parameters = [] }: Operation): object {
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
    required: inQuery.filter(({ required }) => required).map(({ name }) => name),
  };
}

function checked(check: ValidateFunction, value: unknown): unknown {
  if (check(value)) return value;
  const { instancePath = "", message = "is not valid", params = {}, keyword } = check.errors?.[0] ?? {};
  const inner = params as { additionalProperty?: string; missingProperty?: string };
  const field = [...instancePath.split("/").slice(1), inner.additionalProperty ?? inner.missingProperty]
    .filter((part) => part !== undefined && part !== "")
    .join(".");
  const allowed = (params as { allowedValues?: readonly unknown[] }).allowedValues;
  const words =
    keyword === "additionalProperties"
      ? "unknown field"
      : keyword === "required"
        ? "is required"
        : allowed
          ? `must be one of ${allowed.join(", ")}`
          : message;
  throw new ProblemError(400, "Bad Request", `${field === "" ? "body" : field}: ${words}`);
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
