import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { createScenarioReader } from "../../src/scenario/index.js";

const reader = createScenarioReader();
const read = (steps: unknown, more: object = {}) =>
  reader.document({ name: "mine", description: "Mine.", steps, ...more }, "mine.yaml");

test.each<[unknown, string]>([
  [[], "mine.yaml: steps: must NOT have fewer than 1 items"],
  [[{ wait: 1 }, { plugin: { evseId: 1 } }], "mine.yaml: step 2 (plugin), connectorId: is missing"],
  [[{ plug: {} }], "mine.yaml: step 1, plug: is not known here"],
  [[{}], "mine.yaml: step 1: must be one thing"],
  [[{ wait: 1, reboot: {} }], "mine.yaml: step 1: must be one thing, not wait and reboot"],
  [[{ wait: -1 }], "mine.yaml: step 1 (wait): must be >= 0"],
  [[{ wait: { from: 5, to: 2 } }], "mine.yaml: step 1 (wait), from: must not be above to"],
  [[{ until: { within: 5 } }], "mine.yaml: step 1 (until): says nothing to wait for"],
  [[{ until: { soc: 5 } }], "mine.yaml: step 1 (until), soc: is not known here"],
  [[{ expect: {} }], "mine.yaml: step 1 (expect), action: is missing"],
  [
    [{ wait: 1 }, { repeat: { times: 2, steps: [{ wait: 1 }, { fault: { kind: "Rust", active: true } }] } }],
    "mine.yaml: step 2.2 (fault), kind: must be one of Faulted, ",
  ],
  [
    [{ repeat: { times: 2, steps: [{ repeat: { times: 1, steps: [{ until: { evseId: 1 } }] } }] } }],
    "mine.yaml: step 1.1.1 (until): says nothing to wait for",
  ],
])("%j is refused with the step that is wrong", (steps, message) => {
  expect(() => read(steps)).toThrow(message);
});

test("what a file has beside its steps is checked too", () => {
  expect(() => read([{ wait: 1 }], { colour: "red" })).toThrow("mine.yaml: colour: is not known here");
  expect(() => read([{ wait: 1 }], { name: "My own" })).toThrow("mine.yaml: name: must match pattern");
  expect(() => reader.document([], "x.yaml")).toThrow("x.yaml: the file: must be object");
});

test("a file that is not there or is no YAML is said to be so", () => {
  expect(() => reader.file("nowhere.yaml")).toThrow(/^nowhere\.yaml: cannot be read: /);
});

/** A schema without its words for people and without defaults, references resolved. */
function bare(schema: unknown, root: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((one) => bare(one, root));
  if (typeof schema !== "object" || schema === null) return schema;
  const {
    $ref,
    description: _said,
    default: _default,
    example: _example,
    ...rest
  } = schema as Record<string, unknown>;
  if (typeof $ref === "string") {
    const found = $ref
      .slice(2)
      .split("/")
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root);
    return bare(found, root);
  }
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, bare(value, root)]));
}

test("the actions of a scenario take what those of the station API take", () => {
  const schema = JSON.parse(readFileSync("scenarios/scenario.schema.json", "utf8")) as {
    $defs: { Action: { properties: Record<string, unknown> } };
  };
  const api = parse(readFileSync("api/octt-api.openapi.yaml", "utf8")) as {
    paths: Record<
      string,
      { post?: { tags: string[]; requestBody?: { content: Record<string, { schema: unknown }> } } }
    >;
  };
  const actions = schema.$defs.Action.properties;
  const tags = ["Driver", "EV", "Installation", "Grid"];
  const paths = Object.entries(api.paths).filter(
    ([, { post }]) => post?.tags.some((tag) => tags.includes(tag)) === true,
  );
  expect(Object.keys(actions).sort()).toEqual(
    [...paths.map(([path]) => path.slice(1)), "charging-limit-clear"].sort(),
  );
  for (const [path, { post }] of paths) {
    const body = post?.requestBody?.content["application/json"]?.schema;
    expect([path, bare(actions[path.slice(1)], schema)]).toEqual([path, bare(body, api)]);
  }
});
