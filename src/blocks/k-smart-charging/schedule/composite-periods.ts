import { Seconds } from "../../../kernel/index.js";
import type { Consumption } from "./consumption.js";

/** A period of a composite schedule. */
export interface CompositePeriod {
  /** Seconds since the start of the schedule. */
  readonly startPeriod: number;
  /** In the unit that was asked for, with at most one decimal, rounded down. */
  readonly limit: number;
  /** AC only. */
  readonly numberPhases?: number;
  readonly phaseToUse?: number;
}

/** Collects what holds from one offset to the next, and gives it as the shortest list of periods of whole seconds. */
export interface CompositePeriods {
  /** @param offset milliseconds from the start, 0 first, then ascending */
  add(offset: number, until: number, consumption: Consumption): void;
  list(): CompositePeriod[];
}

export function collectPeriods(): CompositePeriods {
  const periods: CompositePeriod[] = [];
  return {
    add(offset, until, consumption) {
      const second = Math.floor(offset / Seconds(1));
      const begins = offset === Seconds(second);
      if (!begins) {
        // Of two limits within one second the lower one is told: never more than there will be (K08.FR.04).
        const before = periods.at(-1);
        const here = lowerOf(before, periodOf(second, consumption));
        if (before?.startPeriod === second) periods.pop();
        periods.push(here);
        if (until <= Seconds(second + 1)) return;
      }
      periods.push(periodOf(begins ? second : second + 1, consumption));
    },
    list: () => periods.filter((period, index) => !isSame(period, periods[index - 1])),
  };
}

/** OCPP has one decimal; what was reckoned from watts to amperes and back may be off in the tenth. */
const roundDown = (limit: number): number => Math.floor(limit * 10 + 1e-6) / 10;

const periodOf = (
  startPeriod: number,
  { limit, numberPhases, phaseToUse }: Consumption,
): CompositePeriod => ({
  startPeriod,
  limit: roundDown(limit),
  ...(numberPhases === undefined ? {} : { numberPhases }),
  ...(phaseToUse === undefined ? {} : { phaseToUse }),
});

function lowerOf(before: CompositePeriod | undefined, here: CompositePeriod): CompositePeriod {
  if (before === undefined) return here;
  const fewer = (here.numberPhases ?? 0) < (before.numberPhases ?? 0) ? here : before;
  return { ...fewer, startPeriod: here.startPeriod, limit: Math.min(before.limit, here.limit) };
}

const isSame = (one: CompositePeriod, other: CompositePeriod | undefined): boolean =>
  one.limit === other?.limit &&
  one.numberPhases === other.numberPhases &&
  one.phaseToUse === other.phaseToUse;
