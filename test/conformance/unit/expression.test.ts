import fc from "fast-check";
import { ALL_CASES, parseApplicability } from "../../../src/conformance/index.js";

test.each([
  ["C-30", { "C-30": true }, true],
  ["C-30", {}, false],
  ["NOT AQ-2 and (C-30 or C-31)", { "C-31": true }, true],
  ["NOT AQ-2 and (C-30 or C-31)", { "C-31": true, "AQ-2": true }, false],
  ["C-30 or C-31 and C-32", { "C-30": true }, true],
  ["(C-30 or C-31) and C-32", { "C-30": true }, false],
  ["NOT (C-10.1 and C-52)", { "C-10.1": true }, true],
  ["NOT NOT C-30", { "C-30": true }, true],
  ["HFS-8 > 1", { "HFS-8": 2 }, true],
  ["HFS-8 > 1", { "HFS-8": 1 }, false],
  ["HFS-8 > 1", {}, false],
  ["ISO15118Support or LocalAuthListManagement", { LocalAuthListManagement: true }, true],
  ["PST-Mode12Only", { "PST-Mode12Only": false }, false],
] as const)("%s with %j is %s", (text, declared, expected) => {
  expect(parseApplicability(text).applies(declared)).toBe(expected);
});

test.each([
  ["NOT AQ-2 and C-30", { "AQ-2": true }, ["AQ-2 is declared", "C-30 is not declared"]],
  ["C-30 or C-31", {}, ["C-30 is not declared", "C-31 is not declared"]],
  [
    "C-49 and (C-52 or NOT C-10.2)",
    { "C-49": true, "C-10.2": true },
    ["C-52 is not declared", "C-10.2 is declared"],
  ],
  ["HFS-8 > 1", { "HFS-8": 1 }, ["HFS-8 is 1, not above 1"]],
  ["C-30", { "C-30": true }, []],
] as const)("what makes %s false with %j", (text, declared, reasons) => {
  expect(parseApplicability(text).reasonsAgainst(declared)).toEqual(reasons);
});

test.each([
  ["", "is missing"],
  ["C-30 and", "is missing"],
  ["(C-30", "missing"],
  ["C-30)", "too much"],
  ["and C-30", "an id is missing"],
  ["C-30 C-31", "too much"],
  ["C-30 & C-31", "cannot be read"],
  ["HFS-8 > many", "a number is missing"],
])("%j is refused", (text, because) => {
  expect(() => parseApplicability(text)).toThrow(because);
});

test("a condition gives reasons exactly where it does not apply", () => {
  const ids = ["C-30", "C-31", "AQ-2", "C-52"];
  const condition: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...ids),
      tie("tree").map((inner) => `NOT (${inner})`),
      fc
        .tuple(tie("tree"), fc.constantFrom("and", "or"), tie("tree"))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
    ),
  })).tree;
  const declared = fc.record(Object.fromEntries(ids.map((id) => [id, fc.boolean()])));
  fc.assert(
    fc.property(condition, declared, (text, given) => {
      const parsed = parseApplicability(text);
      expect(parsed.reasonsAgainst(given).length === 0).toBe(parsed.applies(given));
    }),
  );
});

test("every case has an id of its own, and a condition or M in at least one profile", () => {
  expect(new Set(ALL_CASES.map(({ id }) => id)).size).toBe(ALL_CASES.length);
  for (const { profiles } of ALL_CASES) expect(Object.keys(profiles).length).toBeGreaterThan(0);
});
