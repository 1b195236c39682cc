import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import type { ComponentDefinition } from "../../src/device-model/index.js";
import { checkValue } from "../../src/device-model/values.js";
import { loadOcpp16Keys } from "../../src/blocks/b-provisioning/index.js";
import { deviceModelOf, duo, rapid } from "./station-under-test.js";

const folder = join(__dirname, "../../devicemodel");
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown;
const files = readdirSync(folder).filter((file) => /^[A-Z].*\.json$/.test(file));
const ajv = new Ajv({ allErrors: true, strict: false });
const isComponent = ajv.compile(read("component.schema.json") as object);

describe.each(files)("devicemodel/%s", (file) => {
  const component = read(file) as ComponentDefinition;

  test("meets the schema", () => {
    isComponent(component);
    expect(isComponent.errors ?? []).toEqual([]);
  });

  test("is named after its component", () => {
    expect(file).toBe(`${component.name}.json`);
  });

  test("lists its variables in alphabetical order, each once for a condition", () => {
    const keys = component.variables.map(
      ({ name, instance = "", when = "" }) => `${name}[${instance}] ${when}`,
    );
    expect(keys).toEqual([...new Set(keys)]);
    const names = component.variables.map(({ name, instance = "" }) => `${name} ${instance}`);
    expect(names).toEqual([...names].sort());
  });

  test("has defaults that its own characteristics allow", () => {
    const wrong = component.variables.flatMap(({ name, characteristics, pattern, attributes }) =>
      attributes
        .filter(({ value }) => value !== undefined)
        .filter(({ value }) =>
          checkValue(value ?? "", characteristics, pattern ? new RegExp(pattern) : undefined),
        )
        .map(() => name),
    );
    expect(wrong).toEqual([]);
  });

  test("has no limit upside down and no list of values too long to report", () => {
    for (const { characteristics } of component.variables) {
      const { minLimit = -Infinity, maxLimit = Infinity, valuesList = [] } = characteristics;
      expect(minLimit).toBeLessThanOrEqual(maxLimit);
      expect(valuesList.join(",").length).toBeLessThanOrEqual(1000);
    }
  });

  test("lets nobody monitor what never changes", () => {
    const wrong = component.variables.filter(
      ({ attributes, characteristics }) =>
        characteristics.supportsMonitoring && attributes.every(({ constant }) => constant),
    );
    expect(wrong).toEqual([]);
  });

  test("describes every variable in a sentence of its own", () => {
    const descriptions = component.variables.map(({ description, when = "" }) => `${description}${when}`);
    expect(new Set(descriptions).size).toBe(descriptions.length);
  });
});

test("devicemodel/monitors.json meets its schema", () => {
  const check = ajv.compile(read("monitors.schema.json") as object);
  check(read("monitors.json"));
  expect(check.errors ?? []).toEqual([]);
});

describe("devicemodel/ocpp16-keys.json", () => {
  const keys = loadOcpp16Keys();

  test("meets its schema", () => {
    const check = ajv.compile(read("ocpp16-keys.schema.json") as object);
    check(read("ocpp16-keys.json"));
    expect(check.errors ?? []).toEqual([]);
  });

  test("names every key once, whatever its case", () => {
    const names = keys.map(({ key }) => key.toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });

  test.each([
    ["two sockets", duo],
    ["two plugs on fixed cables", rapid],
  ])("shows variables that a station of %s has", (_, layout) => {
    const model = deviceModelOf({ layout });
    const missing = keys.filter(({ path }) => path !== undefined && !model.has(path));
    expect(missing).toEqual([]);
  });

  test("is read-write only where the variable is, and of the same type", () => {
    const model = deviceModelOf();
    for (const { key, access, type, path, shows } of keys) {
      if (path === undefined) continue;
      const variable = model.describe(path);
      if (access === "RW") expect([key, variable?.attributes[0]?.mutability]).toEqual([key, "ReadWrite"]);
      const dataType = variable?.characteristics.dataType ?? "";
      const ofValue = dataType.endsWith("List") ? "list" : dataType;
      expect([key, shows === "listLength" ? "integer" : ofValue]).toEqual([key, type]);
    }
  });
});
