import type { TestCase } from "../case.js";
import type { Variant } from "../pics/load-pics.js";
import type { Profile } from "../profiles.js";
import { applicability } from "../run/applicability.js";
import type { StationUnderTest } from "../run/perform-run.js";
import { shuffled, type Plan, type PlannedCase } from "../run/plan.js";
import { CASES_OF, type SuiteVersion } from "../suites.js";
import { waysOf } from "./ways.js";

/** All that is run for a declaration. */
export interface DeclarationPlan {
  readonly plan: Plan;
  readonly stations: readonly StationUnderTest[];
  /** Certification profiles of which a case applies. */
  readonly profiles: readonly Profile[];
}

/**
 * Every case of every profile that applies to a station by its PICS, in each way that it declares, in random order.
 * @param seed of the order
 */
export function planDeclaration(
  version: SuiteVersion,
  variants: readonly Variant[],
  seed: number,
): DeclarationPlan {
  const cases = CASES_OF[version];
  const stations = variants.map((variant) => ({ variant, ways: waysOf(version, variant) }));
  const runs: PlannedCase[] = [];
  const notApplicable: (PlannedCase & { readonly because: string })[] = [];
  const profiles = new Set<Profile>();
  for (const { variant, ways } of stations) {
    for (const testCase of cases) {
      const { applying, because } = profilesOf(testCase, variant);
      for (const profile of applying) profiles.add(profile);
      if (applying.length === 0) {
        notApplicable.push({ testCase, variant, because });
        continue;
      }
      runs.push({ testCase, variant });
      for (const way of ways) if (way.concerns(testCase)) runs.push({ testCase, variant: way.variant });
    }
  }
  return {
    plan: { runs: shuffled(runs, seed), notApplicable },
    stations: stations.map(({ variant, ways }) => ({ variant, ways: ways.map((way) => way.variant) })),
    profiles: [...profiles],
  };
}

/** The profiles in which a case applies to a station, or why it applies in none. */
function profilesOf(
  testCase: TestCase,
  variant: Variant,
): { readonly applying: readonly Profile[]; readonly because: string } {
  const judged = (Object.keys(testCase.profiles) as Profile[]).map((profile) => ({
    profile,
    ...applicability(testCase, profile, variant),
  }));
  return {
    applying: judged.filter(({ applies }) => applies).map(({ profile }) => profile),
    because: [...new Set(judged.map(({ because }) => because ?? ""))].join("; "),
  };
}
