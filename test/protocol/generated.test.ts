import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  loadValidators,
  OCPP_VERSIONS,
  type MessageValidators,
  type OcppVersion,
} from "../../src/protocol/index.js";

const schemaFiles: Record<OcppVersion, string> = {
  "ocpp1.6": "ocpp1_6",
  "ocpp2.0.1": "ocpp2_0_1",
  "ocpp2.1": "ocpp2_1",
};
const generatedTypes: Record<OcppVersion, string> = {
  "ocpp1.6": "ocpp16",
  "ocpp2.0.1": "ocpp201",
  "ocpp2.1": "ocpp21",
};

interface Schema {
  readonly $id: string;
  readonly required?: readonly string[];
}

function schemasOf(version: OcppVersion): readonly Schema[] {
  const folder = dirname(createRequire(join(process.cwd(), "package.json")).resolve("ocpp-rpc/package.json"));
  return JSON.parse(
    readFileSync(join(folder, "lib", "schemas", `${schemaFiles[version]}.json`), "utf8"),
  ) as Schema[];
}

function typesOf(version: OcppVersion): string {
  return readFileSync(
    join(process.cwd(), "src", "protocol", "generated", `${generatedTypes[version]}.ts`),
    "utf8",
  );
}

/** The action of a schema and the direction, told from its `$id`. */
function messageOf({ $id }: Schema): { action: string; isResponse: boolean; typeName: string } {
  const name = $id.slice("urn:".length).replace(".req", "Request").replace(".conf", "Response");
  return {
    action: name.replace(/(Request|Response)$/, ""),
    isResponse: name.endsWith("Response"),
    typeName: name,
  };
}

function validate(validators: MessageValidators, schema: Schema, payload: unknown) {
  const { action, isResponse } = messageOf(schema);
  return isResponse
    ? validators.validateResponse(action, payload)
    : validators.validateRequest(action, payload);
}

describe.each(OCPP_VERSIONS)("what is generated for %s", (version) => {
  const schemas = schemasOf(version);

  test("has a validator for every message", async () => {
    const validators = await loadValidators(version);
    for (const schema of schemas) {
      expect(validators.knowsAction(messageOf(schema).action)).toBe(true);
      const violation = validate(validators, schema, {});
      const expected = schema.required?.length ? "OccurrenceConstraintViolation" : undefined;
      expect([schema.$id, violation?.code]).toEqual([schema.$id, expected]);
    }
  });

  test("lists exactly the actions of the schemas", async () => {
    const validators = await loadValidators(version);
    const actions = new Set(schemas.map((schema) => messageOf(schema).action));
    expect(validators.actions).toEqual([...actions].sort());
  });

  test("has a type for every message", () => {
    const source = typesOf(version);
    const exported = new Set(
      [...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name),
    );
    expect(schemas.map((schema) => messageOf(schema).typeName).filter((name) => !exported.has(name))).toEqual(
      [],
    );
  });

  test("has no type twice", () => {
    const names = [...typesOf(version).matchAll(/^export (?:interface|type) (\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => /\d$/.test(name ?? "") && !/\w+15118$/.test(name ?? ""))).toEqual([]);
  });
});
