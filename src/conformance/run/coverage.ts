import type { TestCase } from "../case.js";
import type { Pics } from "../pics/pics.js";
import type { Profile } from "../profiles.js";
import { applicability } from "./applicability.js";

/** A way in which the station can be configured for a run, and what it declares then. */
export interface ConfigurationForRun extends Pick<Pics, "declared"> {
  /** What is set, in words. */
  readonly name: string;
}

/** A case of a profile, as a laboratory asks for it. */
export interface CaseInProfile {
  readonly profile: Profile;
  readonly id: string;
  readonly title: string;
  /** `M`, or the condition of Part 5. */
  readonly status: string;
  /** Names of the chosen configurations in which it applies. */
  readonly appliesIn: readonly string[];
  /** Why it applies in none of all the configurations that there could be; `null` where it applies. */
  readonly because: string | null;
}

/** Which cases a laboratory would run, and with how few configurations. */
export interface Coverage {
  /** The smallest set of configurations in which every case that can apply does. */
  readonly configurations: readonly ConfigurationForRun[];
  readonly cases: readonly CaseInProfile[];
}

/**
 * Chooses the fewest of some configurations so that each case that applies in one of them all is covered: cases
 * that exclude each other need more than one. Of equally many the earlier ones are chosen.
 * @param candidates at most 16; the first explains why a case applies in none
 */
export function coverageOf(cases: readonly TestCase[], candidates: readonly ConfigurationForRun[]): Coverage {
  const asked = cases.flatMap((testCase) =>
    (Object.keys(testCase.profiles) as Profile[]).map((profile) => ({ testCase, profile })),
  );
  const applying = candidates.map(
    (candidate) =>
      new Set(asked.filter(({ testCase, profile }) => applicability(testCase, profile, candidate).applies)),
  );
  const reachable = new Set(applying.flatMap((set) => [...set]));
  const chosen = fewest(applying, reachable.size);
  const [first] = candidates;
  return {
    configurations: chosen.flatMap((index) => candidates[index] ?? []),
    cases: asked.map((question) => {
      const { testCase, profile } = question;
      const status = testCase.profiles[profile];
      const never = !reachable.has(question) && first !== undefined;
      return {
        profile,
        id: testCase.id,
        title: testCase.title,
        status: status === undefined || status === "M" ? "M" : status.text,
        appliesIn: chosen.flatMap((index) =>
          applying[index]?.has(question) ? (candidates[index]?.name ?? []) : [],
        ),
        because: never ? applicability(testCase, profile, first).because : null,
      };
    }),
  };
}

/** The indices of the fewest sets whose union has `size` elements. */
function fewest(sets: readonly ReadonlySet<unknown>[], size: number): readonly number[] {
  let best: readonly number[] = sets.map((_, index) => index);
  for (let chosen = 0; chosen < 2 ** sets.length; chosen++) {
    const indices = sets.flatMap((_, index) => (chosen & (1 << index) ? [index] : []));
    if (indices.length >= best.length) continue;
    const union = new Set(indices.flatMap((index) => [...(sets[index] ?? [])]));
    if (union.size === size) best = indices;
  }
  return best;
}
