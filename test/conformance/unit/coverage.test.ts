import { coverageOf, testCase } from "../../../src/conformance/index.js";

const nothing = () => Promise.resolve();
const plain = testCase("TC_B_01_CS", "always", { Core: "M" }, nothing);
const low = testCase("TC_A_01_CS", "profile 1", { Core: "SP-1" }, nothing);
const high = testCase("TC_A_04_CS", "profile 2 or 3", { Core: "SP-2 or SP-3" }, nothing);
const signed = testCase("TC_J_01_CS", "signed", { Core: "C-42" }, nothing);
const in3 = testCase("TC_A_23_CS", "profile 3", { AdvancedSecurity: "SP-3" }, nothing);
const configured = (profile: number) => ({
  name: `security profile ${profile}`,
  declared: { AdvancedSecurity: true, [`SP-${profile}`]: true },
});
const ALL = [1, 2, 3].map(configured);

test("cases that exclude each other need two configurations, and no third is taken", () => {
  const { configurations, cases } = coverageOf([plain, low, high, in3], ALL);
  expect(configurations.map(({ name }) => name)).toEqual(["security profile 1", "security profile 3"]);
  expect(cases.map(({ id, appliesIn }) => [id, appliesIn.length])).toEqual([
    ["TC_B_01_CS", 2],
    ["TC_A_01_CS", 1],
    ["TC_A_04_CS", 1],
    ["TC_A_23_CS", 1],
  ]);
});

test("a case that applies in none says which term of its condition is false", () => {
  const { configurations, cases } = coverageOf([plain, signed], ALL);
  expect(configurations).toHaveLength(1);
  expect(cases[1]).toEqual({
    profile: "Core",
    id: "TC_J_01_CS",
    title: "signed",
    status: "C-42",
    appliesIn: [],
    because: "C-42 is not declared (C-42)",
  });
});
