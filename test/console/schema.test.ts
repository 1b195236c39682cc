import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import {
  initialOf,
  propertiesOf,
  withProperty,
  type RequestSchema,
} from "../../src/console/sandbox/schema.js";
import { loadValidators, OCPP_VERSIONS, requestSchemaOf } from "../../src/protocol/index.js";

const NOW = "2026-01-01T00:00:00.000Z";

test.each(OCPP_VERSIONS)("what a form begins with is what the schema of %s allows", async (version) => {
  const { actions } = await loadValidators(version);
  const ajv = addFormats.default(new Ajv({ strict: false }));
  const broken = actions.filter((action) => {
    const schema = requestSchemaOf(version, action);
    if (!schema) throw new Error(`${action} has no schema`);
    return !ajv.compile(schema)(initialOf(schema as RequestSchema, schema as RequestSchema, NOW));
  });
  expect(broken).toEqual([]);
});

test("what is required comes first, and vendors' own data not at all", () => {
  const schema = { properties: { a: {}, customData: {}, b: {} }, required: ["b"] };
  expect(propertiesOf(schema).map(([name]) => name)).toEqual(["b", "a"]);
});

test("a property can be set and taken away, and the others stay", () => {
  expect(withProperty({ a: 1, b: 2 }, "a", 3)).toEqual({ a: 3, b: 2 });
  expect(withProperty({ a: 1, b: 2 }, "a", undefined)).toEqual({ b: 2 });
});
