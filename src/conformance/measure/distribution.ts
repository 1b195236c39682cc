/** How samples lie, in milliseconds. */
export interface Distribution {
  readonly samples: number;
  readonly minimum: number;
  readonly median: number;
  readonly percentile95: number;
  readonly maximum: number;
}

/**
 * The smallest sample that is not below the given share of all (nearest rank).
 * @param sorted ascending, not empty
 * @param share above 0, up to 1
 * @throws RangeError where there is no sample, or no such share
 */
export function percentile(sorted: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`${share} is no share of samples`);
  const found = sorted[Math.ceil(share * sorted.length) - 1];
  if (found === undefined) throw new RangeError("there is no sample");
  return found;
}

/** The middle sample, or the mean of the two in the middle. @throws RangeError where there is none */
export function median(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (upper === undefined) throw new RangeError("there is no sample");
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[sorted.length / 2 - 1] ?? upper) + upper) / 2;
}

/** `null` where there are no samples. */
export function distributionOf(samples: readonly number[]): Distribution | null {
  const sorted = [...samples].sort((a, b) => a - b);
  const [minimum] = sorted;
  const maximum = sorted.at(-1);
  if (minimum === undefined || maximum === undefined) return null;
  return {
    samples: sorted.length,
    minimum,
    median: median(sorted),
    percentile95: percentile(sorted, 0.95),
    maximum,
  };
}
