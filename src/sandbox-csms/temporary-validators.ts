import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { OcppVersion, RpcErrorCode } from "../protocol/index.js";
import type { MessageValidators, Violation } from "./wire.js";

export async function loadMessageValidators(): Promise<MessageValidators> {
  const ajv = new Ajv({ strict: false, allErrors: false });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT/);
  const root = process.cwd() + "/node_modules/ocpp-rpc/lib/schemas/";
  const files = { "ocpp1.6": "ocpp1_6", "ocpp2.0.1": "ocpp2_0_1", "ocpp2.1": "ocpp2_1" };
  const all = new Map<string, Record<string, unknown>>();
  const compiled = new Map<string, ValidateFunction>();
  for (const [version, file] of Object.entries(files)) {
    for (const schema of JSON.parse(readFileSync(root + file + ".json", "utf8")) as Record<
      string,
      unknown
    >[]) {
      const { $id, ...rest } = schema;
      all.set(`${version} ${String($id)}`, rest);
    }
  }
  const check = (
    version: OcppVersion,
    action: string,
    payload: unknown,
    kinds: string[],
  ): Violation | null => {
    for (const kind of kinds) {
      const key = `${version} urn:${action}${kind}`;
      const schema = all.get(key);
      if (!schema) continue;
      const validate = compiled.get(key) ?? ajv.compile(schema);
      compiled.set(key, validate);
      if (validate(payload)) return null;
      const error = validate.errors?.[0];
      const params = error?.params as { missingProperty?: string; additionalProperty?: string };
      const field = `${error?.instancePath}/${params.missingProperty ?? params.additionalProperty ?? ""}`;
      const code: RpcErrorCode =
        error?.keyword === "required"
          ? "OccurrenceConstraintViolation"
          : error?.keyword === "type"
            ? "TypeConstraintViolation"
            : error?.keyword === "additionalProperties"
              ? "FormatViolation"
              : "PropertyConstraintViolation";
      return { code, description: `${field} ${error?.message}` };
    }
    return { code: "NotImplemented", description: `${action} is not known in ${version}` };
  };
  return {
    checkRequest: (version, action, payload) => check(version, action, payload, ["Request", ".req", ""]),
    checkResponse: (version, action, payload) => check(version, action, payload, ["Response", ".conf"]),
  };
}
