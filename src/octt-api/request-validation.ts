import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describeViolation } from "../kernel/index.js";
import { HttpProblem } from "./http-problem.js";
import type { Operation, StationApiDocument } from "./openapi-document.js";

/** Checks requests against the description of the API. */
export interface RequestValidation {
  /**
   * The body of a request, its defaults filled in.
   * @param body what was parsed; `undefined` where none was sent
   * @throws HttpProblem 400 that names the field
   */
  body(operation: Operation, body: unknown): unknown;
  /**
   * The query parameters of a request, as their types.
   * @throws HttpProblem 400 that names the parameter
   */
  query(operation: Operation, query: object): unknown;
}

const DOCUMENT = "station-api";

/** Makes validation from the file. Each schema is compiled when it is first needed, for a quick start. */
export function createRequestValidation({ openApi }: StationApiDocument): RequestValidation {
  const compilers = {
    defaults: createCompiler(openApi, { useDefaults: true }),
    unchanged: createCompiler(openApi, { useDefaults: false }),
    query: createCompiler(openApi, { useDefaults: true, coerceTypes: true }),
  };
  const compiled = new Map<string, ValidateFunction>();

  const validatorOf = (key: string, compile: () => ValidateFunction): ValidateFunction => {
    const known = compiled.get(key) ?? compile();
    compiled.set(key, known);
    return known;
  };

  return {
    body(operation, body) {
      const { requestBody } = operation.definition;
      if (!requestBody) {
        if (body !== undefined) throw new HttpProblem(400, "body: none is expected here");
        return {};
      }
      if (body === undefined && requestBody.required)
        throw new HttpProblem(400, "body: is missing; send a JSON object");
      const value = body ?? {};
      const compiler = compilers[operation.definition["x-left-out"] ?? "defaults"];
      check(
        validatorOf(`${operation.definition.operationId} body`, () =>
          compiler.compile({ $ref: `${DOCUMENT}#${bodyPointer(operation)}` }),
        ),
        value,
        "body",
      );
      return value;
    },
    query(operation, query) {
      const value = { ...query };
      check(
        validatorOf(`${operation.definition.operationId} query`, () =>
          compilers.query.compile(querySchema(operation)),
        ),
        value,
        "query",
      );
      return value;
    },
  };
}

function createCompiler(openApi: object, options: { useDefaults: boolean; coerceTypes?: boolean }): Ajv2020 {
  // The file comes with us and is checked by a test; compiling the schema of schemas would only cost time.
  const ajv = new Ajv2020({ ...options, allowUnionTypes: true, validateSchema: false });
  addFormats.default(ajv);
  // A reference into the file lets ajv look at the file as a schema too: its keys are known words then.
  ajv.addVocabulary(Object.keys(openApi));
  return ajv.addSchema(openApi, DOCUMENT);
}

function check(validate: ValidateFunction, value: unknown, whole: string): void {
  if (validate(value)) return;
  const [error] = validate.errors ?? [];
  throw new HttpProblem(400, error ? describeViolation(error, whole) : `${whole}: is wrong`);
}

function bodyPointer({ path, method }: Operation): string {
  return ["paths", path, method, "requestBody", "content", "application/json", "schema"]
    .map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

function querySchema({ definition }: Operation): object {
  const parameters = (definition.parameters ?? []).filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    additionalProperties: false,
    required: parameters.filter((parameter) => parameter.required).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  };
}
