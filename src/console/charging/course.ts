import type { EvseCharging } from "../api/types.js";
import type { Sample } from "./history.js";

/** Columns of a chart, the first of them the time in seconds since 1970. `null`: nothing to draw. */
export interface Columns {
  readonly at: readonly number[];
  readonly currentA: readonly (readonly (number | null)[])[];
  readonly powerKw: readonly (number | null)[];
  readonly stateOfCharge: readonly (number | null)[];
  /** What limits, amperes (AC) or kilowatts (DC): as it was, and as the composite schedule expects it. */
  readonly limit: readonly (number | null)[];
  readonly expected: readonly (number | null)[];
  /** How many of them were seen; the rest lies ahead. */
  readonly seen: number;
}

/**
 * Puts what was seen and what is expected side by side.
 * @param from the first instant that is drawn
 * @param to the last
 */
export function columnsOf(
  samples: readonly Sample[],
  charging: EvseCharging | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): Columns {
  const past = samples.slice(Math.max(0, samples.findIndex(({ at }) => at >= from) - 1));
  const seen = past.length > 0 && (past[0]?.at ?? 0) <= to ? past : [];
  const future = expectedSteps(charging, seen.at(-1)?.at ?? from, to);
  const phases = Math.max(1, ...seen.map(({ currentA }) => currentA.length));
  const dc = charging?.dc ?? false;
  const nothing = future.map(() => null);
  return {
    at: [...seen.map(({ at }) => at), ...future.map(({ at }) => at)],
    currentA: Array.from({ length: phases }, (_, phase) => [
      ...seen.map(({ currentA }) => currentA[phase] ?? null),
      ...nothing,
    ]),
    powerKw: [...seen.map(({ powerKw }) => powerKw), ...nothing],
    stateOfCharge: [...seen.map(({ stateOfCharge }) => stateOfCharge), ...nothing],
    limit: [...seen.map(({ limitA, limitKw }) => (dc ? limitKw : limitA)), ...nothing],
    seen: seen.length,
    expected: [...seen.map(() => null), ...future.map(({ limit }) => limit)],
  };
}

/** The composite schedule from `from` on, in amperes (AC) or kilowatts (DC). */
function expectedSteps(
  charging: EvseCharging | undefined,
  from: number,
  to: number,
): { at: number; limit: number }[] {
  const schedule = charging?.schedule;
  if (!schedule || from >= to) return [];
  const start = Date.parse(schedule.start) / 1_000;
  const scale = schedule.unit === "W" ? 1 / 1_000 : 1;
  const steps = schedule.periods.map(({ startPeriod, limit }) => ({
    at: start + startPeriod,
    limit: limit * scale,
  }));
  const now = steps.findLast(({ at }) => at <= from) ?? steps[0];
  if (!now) return [];
  const coming = steps.filter(({ at }) => at > from && at < to);
  // A hair later, for a chart wants times that increase.
  const begun = [{ at: from + 0.001, limit: now.limit }, ...coming];
  return [...begun, { at: to, limit: (coming.at(-1) ?? now).limit }];
}
