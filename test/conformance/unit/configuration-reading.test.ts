import { loadOwnVariants, type Variant } from "../../../src/conformance/index.js";
import {
  configurationReading,
  type ConfigurationItem,
} from "../../../src/conformance/record/configuration-reading.js";
import { bootsIn } from "../../../src/conformance/record/boots.js";
import { drawn } from "../../support/conformance/drawn.js";
import { runInProcess } from "../../support/conformance/run-in-process.js";

test.each([
  ["ocpp2.0.1", { name: "AuthCtrlr.Enabled", type: "Actual", mutability: "ReadWrite", value: "true" }],
  ["ocpp1.6", { name: "NumberOfConnectors", type: "Actual", mutability: "ReadOnly", value: "2" }],
] as const)("the configuration of a station is read by %s before the cases", async (version, one) => {
  const [variant] = loadOwnVariants(version).filter(({ name }) => /^(ac-)?duo$/.test(name)) as [Variant];
  let items: readonly ConfigurationItem[] = [];
  const result = await runInProcess(
    configurationReading(version, (told) => (items = told)),
    variant,
  );
  if (result.verdict !== "PASS") throw new Error(drawn(result));
  expect(items).toContainEqual(one);
  expect(items.length).toBeGreaterThan(30);
  expect([...items.map(({ name }) => name)].sort()).toEqual(items.map(({ name }) => name));
  expect(
    items.filter(({ name }) => /password|authorizationkey/i.test(name)).map(({ value }) => value),
  ).not.toContainEqual(expect.any(String));
  expect(bootsIn(result.dialogue)).toMatchObject([{ firmwareVersion: expect.any(String) as string }]);
  // It only asks.
  const asked = result.dialogue.filter(({ from, kind }) => from === "csms" && kind === "request");
  expect(asked.map(({ text }) => text)).toEqual([
    version === "ocpp1.6" ? "GetConfiguration" : "GetBaseReport",
  ]);
});
