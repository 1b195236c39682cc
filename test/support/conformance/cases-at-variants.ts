import {
  applicability,
  CASES_OF,
  loadOwnVariants,
  type SuiteVersion,
  type TestCase,
  type Variant,
} from "../../../src/conformance/index.js";

/** A case, and a variant of our station that must pass it. */
export interface CaseAtVariant {
  readonly id: string;
  readonly testCase: TestCase;
  readonly variant: Variant;
}

/** Each case that applies in a variant of the suite, with `preferred` where that may be, as it has most. */
export function casesAtVariants(version: SuiteVersion, preferred: string): readonly CaseAtVariant[] {
  const variants = loadOwnVariants(version);
  return CASES_OF[version].flatMap((testCase) => {
    const candidates = variants.filter((variant) =>
      testCase.edition.profiles.some(
        (profile) => applicability(testCase, profile as keyof TestCase["profiles"], variant).applies,
      ),
    );
    const variant = candidates.find(({ name }) => name === preferred) ?? candidates[0];
    return variant === undefined ? [] : [{ id: testCase.id, testCase, variant }];
  });
}
