/** What one EVSE asks of the station's feed, in amperes per phase. */
export interface FeedRequest {
  /** What it would take. */
  readonly wanted: number;
  /** With less than this it cannot charge at all; not above `wanted`. */
  readonly least: number;
}

const rounding = 1_000;

/**
 * Shares a feed fairly: nobody who wants more gets less than another, and what one does not want goes to the
 * rest. Who would get less than it can use gets nothing; earlier requests come first. The sum is never above `feed`.
 * @param requests in order of arrival
 * @param feed amperes per phase
 * @returns amperes for each request, in the same order, rounded down to milliamperes
 */
export function shareCurrent(requests: readonly FeedRequest[], feed: number): number[] {
  const admitted = admit(requests, feed);
  const level = fairLevel([...admitted], feed);
  return requests.map((request) => (admitted.has(request) ? roundDown(given(request, level)) : 0));
}

const roundDown = (amps: number): number => Math.floor(amps * rounding) / rounding;

const given = ({ wanted, least }: FeedRequest, level: number): number =>
  Math.min(wanted, Math.max(least, level));

function admit(requests: readonly FeedRequest[], feed: number): Set<FeedRequest> {
  const admitted = new Set<FeedRequest>();
  let taken = 0;
  for (const request of requests) {
    if (taken + request.least > feed) continue;
    taken += request.least;
    admitted.add(request);
  }
  return admitted;
}

/** The highest level at which the sum of what is given fits into the feed. */
function fairLevel(requests: readonly FeedRequest[], feed: number): number {
  const total = (level: number): number => requests.reduce((sum, request) => sum + given(request, level), 0);
  let level = 0;
  for (const next of requests.flatMap(({ wanted, least }) => [wanted, least]).sort((a, b) => a - b)) {
    if (total(next) <= feed) {
      level = next;
      continue;
    }
    const rising = requests.filter(({ wanted, least }) => least <= level && wanted > level).length;
    return level + (feed - total(level)) / rising;
  }
  return level;
}
