import { ALL_CASES_16, loadOwnVariants, PROFILES_16 } from "../../../src/conformance/index.js";
import { planRun, type Selection } from "../../../src/conformance/run/plan.js";

const variants = loadOwnVariants("ocpp1.6");
const select = (selection: Partial<Selection> = {}): Selection => ({
  profile: "Core",
  repeat: 1,
  seed: 1,
  ...selection,
});

test("cases of OCPP 1.6 are selected by their ids and variants", () => {
  const { runs } = planRun(ALL_CASES_16, variants, select({ cases: ["TC_004_1"], variants: ["duo"] }));
  expect(runs.map(({ testCase, variant }) => `${variant.name} ${testCase.id}`)).toEqual(["duo TC_004_1"]);
});

test("a station that is started by the central system alone has no case of a local start", () => {
  const { runs, notApplicable } = planRun(
    ALL_CASES_16,
    variants,
    select({ cases: ["TC_003"], variants: ["remote-only"] }),
  );
  expect(runs).toEqual([]);
  expect(notApplicable).toMatchObject([
    { because: expect.stringContaining("C-07 is not declared") as string },
  ]);
});

test.each([
  [{ profile: "AdvancedSecurity" as const }, "must be one of Core, FirmwareManagement"],
  [{ cases: ["TC_E_03_CS"] }, "TC_E_03_CS is no case of the profile Core"],
  [{ variants: ["ac-duo"] }, "ac-duo does not exist; there are duo, fixed"],
])("%j is refused", (selection, because) => {
  expect(() => planRun(ALL_CASES_16, variants, select(selection))).toThrow(because);
});

test("every station of OCPP 1.6 speaks OCPP 1.6", () => {
  expect(variants.map(({ station }) => station["ocppVersions"])).toEqual(variants.map(() => ["ocpp1.6"]));
});

test("every case applies in at least one variant", () => {
  const applied = new Set(
    PROFILES_16.flatMap((profile) => planRun(ALL_CASES_16, variants, select({ profile })).runs).map(
      ({ testCase }) => testCase.id,
    ),
  );
  const nowhere = ALL_CASES_16.map(({ id }) => id).filter((id) => !applied.has(id));
  expect(nowhere).toEqual([]);
});
