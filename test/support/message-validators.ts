import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { OcppVersion, RpcErrorCode } from "../../src/protocol/index.js";
import type { MessageValidators } from "../../src/sandbox-csms/index.js";

type Schema = Readonly<Record<string, unknown>>;

const FILES = { "ocpp1.6": "ocpp1_6", "ocpp2.0.1": "ocpp2_0_1", "ocpp2.1": "ocpp2_1" } as const;
const KINDS = { request: ["Request", ".req", ""], response: ["Response", ".conf"] } as const;
const CODES: Readonly<Record<string, RpcErrorCode>> = {
  required: "OccurrenceConstraintViolation",
  type: "TypeConstraintViolation",
  additionalProperties: "FormatViolation",
};

function describe(error: ErrorObject | undefined): string {
  const params: Schema = error?.params ?? {};
  const name = params["missingProperty"] ?? params["additionalProperty"];
  const field = `${error?.instancePath ?? ""}${name === undefined ? "" : `/${String(name)}`}`;
  return `${field} ${error?.message ?? "is wrong"}`;
}

/** Validators straight from the schema files, each compiled when it is first asked for. */
export function loadMessageValidators(version: OcppVersion): Promise<MessageValidators> {
  const ajv = new Ajv({ strict: false });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT/);
  ajv.addFormat("uri", /^\S+$/);
  const file = `${process.cwd()}/node_modules/ocpp-rpc/lib/schemas/${FILES[version]}.json`;
  const schemas = new Map<string, Schema>();
  // ajv's parser of addresses does not take the urn of these files.
  for (const { $id, ...schema } of JSON.parse(readFileSync(file, "utf8")) as Schema[]) {
    schemas.set(String($id).replace("urn:", ""), schema);
  }
  const compiled = new Map<string, ValidateFunction>();
  const validator = (action: string, kind: keyof typeof KINDS): ValidateFunction | undefined => {
    const name = KINDS[kind].map((suffix) => action + suffix).find((candidate) => schemas.has(candidate));
    const schema = name === undefined ? undefined : schemas.get(name);
    if (name === undefined || schema === undefined) return undefined;
    const known = compiled.get(name) ?? ajv.compile(schema);
    compiled.set(name, known);
    return known;
  };
  const check = (
    action: string,
    kind: keyof typeof KINDS,
    payload: unknown,
  ): ReturnType<MessageValidators["validateRequest"]> => {
    const validate = validator(action, kind);
    if (!validate) return { code: "NotImplemented", description: `${action} has no ${kind}` };
    if (validate(payload)) return null;
    const error = validate.errors?.[0];
    return {
      code: CODES[error?.keyword ?? ""] ?? "PropertyConstraintViolation",
      description: describe(error),
    };
  };
  return Promise.resolve({
    knowsAction: (action) => validator(action, "request") !== undefined,
    validateRequest: (action, payload) => check(action, "request", payload),
    validateResponse: (action, payload) => check(action, "response", payload),
  });
}
