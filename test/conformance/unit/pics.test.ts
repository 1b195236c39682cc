import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadOwnVariants, loadPics } from "../../../src/conformance/index.js";
import { loadConfiguration } from "../../../src/station/index.js";

const folder = mkdtempSync(join(tmpdir(), "kerbside-pics-"));
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string): ReturnType<typeof loadPics> {
  const file = join(folder, "pics.yaml");
  writeFileSync(file, text);
  return loadPics(file);
}

const PLACES = "test: { places: [{ evseId: 1, connectorId: 1 }] }";

test("what is left out has its default", () => {
  expect(load(`name: mine\ndeclared: { C-30: true, HFS-8: 1 }\n${PLACES}`)).toMatchObject({
    name: "mine",
    station: {},
    declared: { "C-30": true, "HFS-8": 1 },
    test: { evseId: 1, start: "local", offlineThreshold: 3, validIdToken: { type: "ISO14443" } },
  });
});

test.each([
  ["name: [", "cannot be read"],
  [`declared: {}\n${PLACES}`, "name: must have required property 'name'"],
  [`name: mine\nname2: x\ndeclared: {}\n${PLACES}`, "name2: must NOT have additional properties"],
  [`name: mine\ndeclared: { C-30: maybe }\n${PLACES}`, "declared.C-30: must be boolean"],
  ["name: mine\ndeclared: {}\ntest: { places: [] }", "test.places: must NOT have fewer than 1 items"],
  [
    "name: mine\ndeclared: {}\ntest: { places: [{ evseId: 0, connectorId: 1 }] }",
    "test.places.0.evseId: must be >= 1",
  ],
  [
    `name: mine\ndeclared: {}\ntest: { patience: -1, places: [{ evseId: 1, connectorId: 1 }] }`,
    "test.patience: must be > 0",
  ],
  [`name: mine\ndeclared: {}\nperformance: { speed: 1 }\n${PLACES}`, "performance.speed: must NOT have"],
  [`name: mine\ndeclared: {}\nperformance: { boot: 0 }\n${PLACES}`, "performance.boot: must be > 0"],
])("%j is refused by naming the key", (text, because) => {
  expect(() => load(text)).toThrow(because);
});

test.each(loadOwnVariants().map((variant) => ({ variant, name: variant.name })))(
  "the variant $name is a station that Kerbside can be",
  ({ variant }) => {
    const configuration = loadConfiguration({
      flags: [
        ...Object.entries(variant.station).map(([key, value]) => ({ key, value, origin: "variant" })),
        { key: "csms.securityProfile", value: 0, origin: "test" },
      ],
    });
    const places = configuration.evses.flatMap(({ id, connectors }) =>
      connectors.map((connector) => ({ evseId: id, connectorId: connector.id })),
    );
    expect(variant.test.places).toEqual(places);
    expect(variant.declared["HFS-8"]).toBe(configuration.evses.length);
    expect(variant.test.parkingBayEvseIds).toEqual(
      configuration.evses.filter(({ parkingBaySensor }) => parkingBaySensor).map(({ id }) => id),
    );
  },
);
