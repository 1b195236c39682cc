import {
  ALL_CASES_16,
  applicability,
  loadOwnVariants,
  PROFILES_16,
  type TestCase,
  type Variant,
} from "../../src/conformance/index.js";
import { expectFailure } from "../support/conformance/can-fail.js";

const VARIANTS = loadOwnVariants("ocpp1.6");

/** The variant in which a case applies; `duo` where that may be, as it has most. */
const variantFor = (testCase: TestCase): Variant | undefined =>
  [...VARIANTS]
    .sort((a, b) => Number(b.name === "duo") - Number(a.name === "duo"))
    .find((variant) => PROFILES_16.some((profile) => applicability(testCase, profile, variant).applies));

const CAN_FAIL = ALL_CASES_16.map((testCase) => ({
  id: testCase.id,
  testCase,
  variant: variantFor(testCase),
})).filter((one): one is { id: string; testCase: TestCase; variant: Variant } => one.variant !== undefined);

test.each(CAN_FAIL)(
  "$id can fail: a message that it asks for is swallowed or spoiled",
  ({ testCase, variant }) => expectFailure(testCase, variant),
  // A case is run again for every frame that might be swallowed.
  60_000,
);
