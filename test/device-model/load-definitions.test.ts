import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../src/kernel/index.js";
import { loadDefinitions } from "../../src/device-model/index.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "kerbside-definitions-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fan = {
  name: "Fan",
  scope: "station",
  variables: [
    {
      name: "Active",
      characteristics: { dataType: "boolean", supportsMonitoring: false },
      attributes: [{ type: "Actual", mutability: "ReadOnly", persistent: false, constant: false }],
    },
  ],
};
const [active] = fan.variables;

test("the package's own definitions are found without being told where, and cannot be changed", () => {
  const { components } = loadDefinitions();
  expect(components.map(({ name }) => name)).toContain("TxCtrlr");
  expect(Object.isFrozen(components[0]?.variables[0]?.characteristics)).toBe(true);
});

test.each<[string, unknown, RegExp]>([
  ["not JSON", "{", /^Fan\.json: must be readable JSON/],
  ["no object", [], /^Fan\.json: must be a JSON object/],
  ["another name", { ...fan, name: "Ventilator" }, /^Fan\.json\/name: must be the name of the file/],
  ["no scope", { ...fan, scope: "bay" }, /^Fan\.json\/scope: must be one of station/],
  ["no variables", { ...fan, variables: [] }, /^Fan\.json\/variables: /],
  [
    "an unknown type",
    { ...fan, variables: [{ ...active, characteristics: { dataType: "float" } }] },
    /^Fan\.json\/variables\/0\/characteristics\/dataType: must be one of/,
  ],
  [
    "a list without values",
    { ...fan, variables: [{ ...active, characteristics: { dataType: "OptionList" } }] },
    /valuesList: must be a list/,
  ],
  [
    "an unknown mutability",
    { ...fan, variables: [{ ...active, attributes: [{ type: "Actual", mutability: "Never" }] }] },
    /^Fan\.json\/variables\/0\/attributes\/0\/mutability: must be one of/,
  ],
])("a file with %s is refused by its name", (_, content, message) => {
  writeFileSync(join(folder, "Fan.json"), typeof content === "string" ? content : JSON.stringify(content));
  expect(() => loadDefinitions(folder)).toThrow(ConfigurationError);
  expect(() => loadDefinitions(folder)).toThrow(message);
});

test("a folder that is not there or empty is refused", () => {
  expect(() => loadDefinitions(folder)).toThrow(/must hold at least one component definition/);
  expect(() => loadDefinitions(join(folder, "nowhere"))).toThrow(/must be a readable folder/);
});
