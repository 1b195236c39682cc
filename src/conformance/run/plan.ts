import { ConfigurationError, createSeededRandom } from "../../kernel/index.js";
import type { TestCase } from "../case.js";
import type { Variant } from "../pics/load-pics.js";
import type { Profile } from "../profiles.js";
import { applicability } from "./applicability.js";

/** What is asked for; what is left out means all. */
export interface Selection {
  readonly profile: Profile;
  /** Letters of functional blocks. */
  readonly blocks?: readonly string[];
  /** Ids of cases, with or without `_CS`. */
  readonly cases?: readonly string[];
  /** Names of variants. */
  readonly variants?: readonly string[];
  /** How often each case is run. */
  readonly repeat: number;
  /** Of the random order. */
  readonly seed: number;
}

/** A case at a variant of the station. */
export interface PlannedCase {
  readonly testCase: TestCase;
  readonly variant: Variant;
}

/** What is to be run, in its order, and what is not, with the reason. */
export interface Plan {
  readonly runs: readonly PlannedCase[];
  readonly notApplicable: readonly (PlannedCase & { readonly because: string })[];
}

/** @throws ConfigurationError for a profile, block, case or variant that does not exist */
export function planRun(all: readonly TestCase[], variants: readonly Variant[], selection: Selection): Plan {
  const { profile, repeat, seed } = selection;
  const profiles = new Set(all.flatMap(({ edition }) => edition.profiles));
  if (!profiles.has(profile))
    throw new ConfigurationError("profile", `must be one of ${[...profiles].join(", ")}`);
  const cases = selectedCases(all, selection);
  const chosen = selectedVariants(variants, selection.variants);
  const runs: PlannedCase[] = [];
  const notApplicable: (PlannedCase & { readonly because: string })[] = [];
  for (const variant of chosen) {
    for (const testCase of cases) {
      const { applies, because } = applicability(testCase, profile, variant);
      if (applies) for (let time = 0; time < repeat; time++) runs.push({ testCase, variant });
      else notApplicable.push({ testCase, variant, because: because ?? "" });
    }
  }
  return { runs: shuffled(runs, seed), notApplicable };
}

function selectedCases(all: readonly TestCase[], { profile, blocks, cases }: Selection): readonly TestCase[] {
  const inProfile = all.filter(({ profiles }) => profiles[profile] !== undefined);
  const known = new Set(all.map(({ block }) => block));
  for (const block of blocks ?? []) {
    if (!known.has(block))
      throw new ConfigurationError("blocks", `${block} has no cases; there are ${[...known].join(", ")}`);
  }
  for (const id of cases ?? []) {
    if (!inProfile.some((testCase) => isMeant(testCase, id)))
      throw new ConfigurationError("cases", `${id} is no case of the profile ${profile} that is built`);
  }
  return inProfile.filter(
    (testCase) =>
      (blocks?.includes(testCase.block) ?? true) && (cases?.some((id) => isMeant(testCase, id)) ?? true),
  );
}

/** Whether that names the case, with or without the `_CS` of OCPP 2.0.1. */
const isMeant = ({ id }: TestCase, named: string): boolean =>
  id.replace(/_CS$/, "") === named.replace(/_CS$/, "");

function selectedVariants(
  variants: readonly Variant[],
  names: readonly string[] | undefined,
): readonly Variant[] {
  if (!names) return variants;
  return names.map((name) => {
    const found = variants.find((variant) => variant.name === name);
    if (!found)
      throw new ConfigurationError(
        "variants",
        `${name} does not exist; there are ${variants.map((one) => one.name).join(", ")}`,
      );
    return found;
  });
}

/** The same order for the same seed (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = createSeededRandom(seed);
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random.fraction() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
