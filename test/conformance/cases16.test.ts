import { ALL_CASES_16, applicability, loadOwnVariants, PROFILES_16 } from "../../src/conformance/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

describe.each(loadOwnVariants("ocpp1.6").map((variant) => ({ variant, name: variant.name })))(
  "$name",
  ({ variant }) => {
    const cases = ALL_CASES_16.filter((testCase) =>
      PROFILES_16.some((profile) => applicability(testCase, profile, variant).applies),
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
