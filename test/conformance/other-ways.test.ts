import { loadOwnVariants } from "../../src/conformance/index.js";
import { planDeclaration } from "../../src/conformance/declaration/declaration-plan.js";
import { drawn } from "../support/conformance/drawn.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

/** What is run for a declaration in another way than the station's own; of each case and way one station's. */
const ways = [
  ...new Map(
    loadOwnVariants().flatMap((variant) =>
      planDeclaration("ocpp2.0.1", [variant], 1)
        .plan.runs.filter((run) => run.variant.name !== variant.name)
        .map((run) => [`${run.variant.name.slice(variant.name.length)} ${run.testCase.id}`, run] as const),
    ),
  ).values(),
];

test("there are other ways", () => {
  expect(ways.length).toBeGreaterThan(50);
});

test.each(ways.map(({ variant, testCase }) => ({ variant, testCase, name: variant.name, id: testCase.id })))(
  "$name $id",
  async ({ variant, testCase }) => {
    const result = await runInProcess(testCase, variant);
    if (result.verdict !== "PASS") throw new Error(drawn(result));
  },
);
