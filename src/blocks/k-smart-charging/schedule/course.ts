import type { ChargingSchedule, ChargingSchedulePeriod, InstalledProfile } from "../charging-profile.js";
import { Days, Seconds } from "../../../kernel/index.js";
import type { Allowance } from "./allowance.js";
import type { Stretch } from "./stretch.js";

/** An installed profile laid on the time line: when its schedule begins, how long it runs, how often. */
export interface Course {
  readonly installed: InstalledProfile;
  readonly schedule: ChargingSchedule;
  /** Milliseconds since 1970 at which the schedule begins first; null: at whatever instant is asked for. */
  readonly start: number | null;
  /** Milliseconds from one beginning to the next; Infinity: it begins once. */
  readonly every: number;
  /** Milliseconds from a beginning until the schedule is over. */
  readonly lasts: number;
  readonly allowance: (period: ChargingSchedulePeriod) => Allowance;
}

/**
 * @param began when a schedule without a start of its own begins (K01.FR.42); null: at the instant asked for
 */
export function courseOf(
  installed: InstalledProfile,
  began: number | null,
  allowance: (schedule: ChargingSchedule, period: ChargingSchedulePeriod) => Allowance,
): Course | null {
  const { profile } = installed;
  const schedule = followedSchedule(installed);
  if (schedule === undefined) return null;
  const every = profile.kind === "Recurring" ? recurrence(profile.recurrencyKind) : Infinity;
  const duration = schedule.duration === undefined ? Infinity : Seconds(schedule.duration);
  return {
    installed,
    schedule,
    start: profile.kind === "Relative" ? began : (schedule.startSchedule ?? began), // K01.FR.41
    every,
    lasts: Math.min(duration, every),
    allowance: (period) => allowance(schedule, period),
  };
}

/** The schedule that the EV has chosen, else the first. */
export const followedSchedule = ({
  profile,
  chosenScheduleId,
}: InstalledProfile): ChargingSchedule | undefined =>
  profile.schedules.find(({ id }) => id === chosenScheduleId) ?? profile.schedules[0];

/** Days and weeks are those of UTC, which has no daylight saving. */
const recurrence = (kind: "Daily" | "Weekly" | undefined): number => (kind === "Weekly" ? Days(7) : Days(1));

/** What a course allows at an instant, and until when. */
export function stretchOf(course: Course, at: number): Stretch<Allowance> {
  const { validFrom = -Infinity, validTo = Infinity } = course.installed.profile;
  if (at >= validTo) return { value: null, until: Infinity }; // K01.FR.37
  if (at < validFrom) return { value: null, until: validFrom }; // K01.FR.36
  const { value, until } = stretchOfSchedule(course, at);
  return { value, until: Math.min(until, validTo) };
}

function stretchOfSchedule(course: Course, at: number): Stretch<Allowance> {
  const { start, every, lasts, schedule } = course;
  if (start === null) return alwaysAtItsStart(course);
  if (at < start) return { value: null, until: start }; // K01.FR.30
  const begun = every === Infinity ? start : start + Math.floor((at - start) / every) * every;
  const offset = at - begun;
  if (offset >= lasts) return { value: null, until: begun + every }; // K01.FR.11, K01.FR.12, K01.FR.13
  const index = indexAt(schedule.periods, offset);
  const period = schedule.periods[index];
  const next = schedule.periods[index + 1];
  return {
    value: period === undefined ? null : course.allowance(period),
    until: begun + Math.min(lasts, next === undefined ? Infinity : Seconds(next.startPeriod)), // K01.FR.12
  };
}

function alwaysAtItsStart(course: Course): Stretch<Allowance> {
  const period = course.schedule.periods[indexAt(course.schedule.periods, 0)];
  const runs = period !== undefined && course.lasts > 0;
  return { value: runs ? course.allowance(period) : null, until: Infinity };
}

/** The last period that has started by then; -1 where none has. */
function indexAt(periods: readonly ChargingSchedulePeriod[], offset: number): number {
  let before = -1;
  let after = periods.length;
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (Seconds(periods[middle]?.startPeriod ?? Infinity) <= offset) before = middle;
    else after = middle;
  }
  return before;
}
