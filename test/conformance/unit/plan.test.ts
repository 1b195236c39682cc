import { ALL_CASES, loadOwnVariants, PROFILES } from "../../../src/conformance/index.js";
import { planRun, type Selection } from "../../../src/conformance/run/plan.js";

const variants = loadOwnVariants();
const select = (selection: Partial<Selection> = {}): Selection => ({
  profile: "Core",
  repeat: 1,
  seed: 1,
  ...selection,
});
const idsOf = (selection: Partial<Selection>): string[] =>
  planRun(ALL_CASES, variants, select(selection)).runs.map(
    ({ testCase, variant }) => `${variant.name} ${testCase.id}`,
  );

test("the same seed gives the same order, another seed another", () => {
  expect(idsOf({ seed: 5 })).toEqual(idsOf({ seed: 5 }));
  expect(idsOf({ seed: 5 })).not.toEqual(idsOf({ seed: 6 }));
  expect(idsOf({ seed: 5 }).sort()).toEqual(idsOf({ seed: 6 }).sort());
});

test("blocks, cases and variants select, with or without _CS", () => {
  expect(idsOf({ cases: ["TC_B_01"], variants: ["dc"] })).toEqual(["dc TC_B_01_CS"]);
  expect(idsOf({ blocks: ["P"], variants: ["dc"] }).sort()).toEqual(["dc TC_P_01_CS", "dc TC_P_03_CS"]);
});

test("each case is run as often as asked", () => {
  expect(idsOf({ cases: ["TC_B_01"], variants: ["dc"], repeat: 3 })).toHaveLength(3);
});

test("what does not apply is listed with the term that says so", () => {
  const { runs, notApplicable } = planRun(
    ALL_CASES,
    variants,
    select({ cases: ["TC_B_28"], variants: ["ac-duo"] }),
  );
  expect(runs).toEqual([]);
  expect(notApplicable).toMatchObject([{ because: "C-13 is declared (NOT C-13)" }]);
});

test("no case of a profile that is not declared applies, except of Core", () => {
  const selection = { cases: ["TC_K_01"], variants: ["ac-button"] };
  const { runs, notApplicable } = planRun(
    ALL_CASES,
    variants,
    select({ ...selection, profile: "SmartCharging" }),
  );
  expect(runs).toEqual([]);
  expect(notApplicable).toMatchObject([{ because: "SmartCharging is not declared" }]);
});

test.each([
  [{ blocks: ["Z"] }, "Z has no cases"],
  [{ cases: ["TC_Z_99"] }, "TC_Z_99 is no case"],
  [{ variants: ["submarine"] }, "submarine does not exist"],
  [{ profile: "Everything" as never }, "must be one of Core"],
])("%j is refused", (selection, because) => {
  expect(() => planRun(ALL_CASES, variants, select(selection))).toThrow(because);
});

test("every case applies in at least one variant, but those that README names", () => {
  const applied = new Set(
    PROFILES.flatMap((profile) => planRun(ALL_CASES, variants, select({ profile })).runs).map(
      ({ testCase }) => testCase.id,
    ),
  );
  const nowhere = ALL_CASES.map(({ id }) => id).filter((id) => !applied.has(id));
  expect(nowhere).toEqual(["TC_B_15_CS", "TC_N_62_CS"]);
});
