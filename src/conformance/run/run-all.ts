import type { Clock, Random } from "../../kernel/index.js";
import type { MessageValidators } from "../../protocol/index.js";
import type { Variant } from "../pics/load-pics.js";
import type { TestPki } from "../pki/test-pki.js";
import type { CaseResult } from "../result.js";
import type { StationSource } from "../sources/station-source.js";
import type { Plan, PlannedCase } from "./plan.js";
import { runCase } from "./run-case.js";

/** What a run is carried out with. */
export interface RunAllOptions {
  /** How many cases at a time. */
  readonly workers: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly validators: MessageValidators;
  /** The certificates for the stations of a variant. */
  pkiFor(variant: Variant): TestPki;
  /** Where the stations of a variant come from. */
  sourceFor(variant: Variant): StationSource;
  /** Told of each result as it comes. */
  readonly onResult: (result: CaseResult) => void;
  /** Asked before each case; `true` ends the run early. */
  readonly stopped: () => boolean;
}

/** Carries a plan out; gives the results of all its cases, those that do not apply included. */
export async function runAll(plan: Plan, options: RunAllOptions): Promise<readonly CaseResult[]> {
  const { workers, clock, random, validators, onResult, stopped } = options;
  const queue = [...plan.runs];
  const results: CaseResult[] = [];
  const sources = new Map<string, StationSource>();
  const sourceOf = ({ variant }: PlannedCase): StationSource => {
    const known = sources.get(variant.name) ?? options.sourceFor(variant);
    sources.set(variant.name, known);
    return known;
  };
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next && !stopped(); next = queue.shift()) {
      const { testCase, variant } = next;
      const result = await runCase(testCase, {
        source: sourceOf(next),
        pics: variant,
        clock,
        random,
        validators,
        pki: options.pkiFor(variant),
      });
      // Whoever ends the run may have ended the stations too.
      if (stopped()) return;
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, queue.length) }, work));
  return [...results, ...plan.notApplicable.map(notApplicable)];
}

const notApplicable = ({
  testCase: { id, title, block },
  variant,
  because,
}: PlannedCase & { readonly because: string }): CaseResult => ({
  id,
  title,
  block,
  variant: variant.name,
  verdict: "NOT APPLICABLE",
  reason: because,
  durationMs: 0,
  dialogue: [],
});
