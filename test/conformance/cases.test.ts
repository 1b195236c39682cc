import { ALL_CASES, applicability, loadOwnVariants } from "../../src/conformance/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

describe.each(loadOwnVariants().map((variant) => ({ variant, name: variant.name })))(
  "$name",
  ({ variant }) => {
    const cases = ALL_CASES.filter((testCase) =>
      (["Core", "AdvancedSecurity", "AdvancedDeviceManagement"] as const).some(
        (profile) => applicability(testCase, profile, variant).applies,
      ),
    );

    test.each(cases.map((testCase) => ({ testCase, id: testCase.id, title: testCase.title })))(
      "$id $title",
      async ({ testCase }) => {
        const result = await runInProcess(testCase, variant);
        if (result.verdict !== "PASS") throw new Error(drawn(result));
      },
    );
  },
);
