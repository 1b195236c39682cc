import { parse } from "yaml";
import { readAsset } from "./assets.js";

/** A JSON Schema as it stands in the file. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Content {
  readonly [mediaType: string]: { readonly schema?: Schema; readonly example?: unknown };
}

/** The parts of an OpenAPI operation that are used here. */
export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** An empty requirement alone means: open to all. */
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { $ref?: string; description?: string; content?: Content }>>;
  /** `unchanged`: defaults of the schema are not filled in. */
  readonly "x-left-out"?: "unchanged";
  /** It does not act on the station itself, so it is served while the station has no power. */
  readonly "x-without-power"?: boolean;
}

/** The parts of an OpenAPI file that are used here. */
export interface OpenApiObject {
  readonly info: { readonly title: string; readonly summary: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One operation with the place where it is served. */
export interface Operation {
  readonly path: string;
  /** In lower case, as in the file. */
  readonly method: "get" | "post" | "delete";
  readonly definition: OperationObject;
}

/** The description of the station API. */
export interface StationApiDocument {
  /** The file as it is. */
  readonly yaml: string;
  readonly openApi: OpenApiObject;
  readonly operations: readonly Operation[];
}

/** Reads api/octt-api.openapi.yaml. */
export function loadDocument(): StationApiDocument {
  const yaml = readAsset("api/octt-api.openapi.yaml");
  const openApi = parse(yaml) as OpenApiObject;
  const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, definition]) => ({
      path,
      method: method as Operation["method"],
      definition,
    })),
  );
  return { yaml, openApi, operations };
}
