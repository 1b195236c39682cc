import { join } from "node:path";
import { loadFleet } from "../../src/fleet/index.js";

function fleetOf(keys: Record<string, unknown>, identityPattern = "CS-%04d", stations = 2) {
  const flags = Object.entries({ "csms.securityProfile": 0, ...keys }).map(([key, value]) => ({
    key,
    value,
    origin: "test",
  }));
  return loadFleet({ flags }, { stations, identityPattern }).stations;
}
const identities = (pattern: string, stations: number): readonly string[] =>
  fleetOf({}, pattern, stations).map(({ identity }) => identity);

test("the number stands where the pattern says, with as many digits at least", () => {
  expect(identities("CS-%04d", 2)).toEqual(["CS-0001", "CS-0002"]);
  expect(identities("%d@home", 2)).toEqual(["1@home", "2@home"]);
  expect(identities("%01d", 11).slice(8)).toEqual(["9", "10", "11"]);
});

test.each([
  ["a folder of all", { storage: "here" }, ["here/CS-0001", "here/CS-0002"]],
  ["no folder", {}, ["data/CS-0001", "data/CS-0002"]],
  ["the folder of one", { identity: "A", storage: "here/A" }, ["here/CS-0001", "here/CS-0002"]],
])("each station has its folder: %s", (_, keys, folders) => {
  expect(fleetOf(keys).map(({ storage }) => join(storage))).toEqual(folders.map((folder) => join(folder)));
});

test("an identity that is too long is refused, whichever it is", () => {
  const pattern = `${"x".repeat(47)}%d`;
  expect(fleetOf({}, pattern, 9)).toHaveLength(9);
  expect(() => fleetOf({}, pattern, 10)).toThrow("identity (from --identity-pattern)");
});
