import type { ScheduleOffer, SchedulePeriod } from "../../hardware/index.js";
import type { ChargingSchedule, InstalledProfile } from "./charging-profile.js";
import { wattsOf, type Supply } from "./schedule/index.js";

/** Limits have one decimal; less than half of that is none. */
const PRECISION = 0.05;

/**
 * Whether an EV stays within what it was offered, as long as the offer lasts (K15.FR.09, K16.FR.04, K17.FR.09).
 * Both count from the same moment; where their units differ, watts are compared.
 */
export function isWithin(plan: ScheduleOffer, offer: ScheduleOffer, supply: Supply): boolean {
  const lasts = Math.min(plan.durationSeconds ?? Infinity, offer.durationSeconds ?? Infinity);
  const instants = [...plan.periods, ...offer.periods].map(({ startPeriod }) => startPeriod);
  return instants
    .filter((instant) => instant < lasts)
    .every((instant) => {
      const taken = periodAt(plan, instant);
      const allowed = periodAt(offer, instant);
      return !taken || (allowed !== undefined && allows(allowed, offer.unit, taken, plan.unit, supply));
    });
}

function allows(
  allowed: SchedulePeriod,
  unit: ScheduleOffer["unit"],
  taken: SchedulePeriod,
  takenUnit: ScheduleOffer["unit"],
  supply: Supply,
): boolean {
  const phases = allowed.phases ?? supply.phases;
  if ((taken.phases ?? phases) > phases) return false;
  if (unit === takenUnit) return taken.limit < allowed.limit + PRECISION;
  const watts = (period: SchedulePeriod, its: ScheduleOffer["unit"]): number =>
    its === "W" ? period.limit : wattsOf(period.limit, period.phases ?? phases, supply);
  return watts(taken, takenUnit) < watts(allowed, unit) + PRECISION;
}

const periodAt = ({ periods }: ScheduleOffer, instant: number): SchedulePeriod | undefined =>
  periods.findLast(({ startPeriod }) => startPeriod <= instant);

/** An EV's schedule as OCPP has schedules, with the id of the offer that it follows (K15.FR.19, K16.FR.13). */
export function scheduleOfEv(
  { unit, durationSeconds, periods }: ScheduleOffer,
  id: number,
  supply: Supply,
): ChargingSchedule {
  return {
    id,
    ...(durationSeconds !== undefined && { duration: durationSeconds }),
    chargingRateUnit: unit,
    periods: periods.map(({ startPeriod, limit, phases }) => ({
      startPeriod,
      limit,
      ...(!supply.dc && { numberPhases: phases ?? supply.phases }), // absent they would be three
    })),
  };
}

/**
 * An EV's own schedule as one more limit of its EVSE, for composite schedules (K15.FR.14, K16.FR.10, K17.FR.14).
 * @param at milliseconds since 1970: when it begins
 */
export const planAsProfile = (schedule: ChargingSchedule, evseId: number, at: number): InstalledProfile => ({
  profile: {
    id: 0,
    stackLevel: 0,
    purpose: "ChargingStationExternalConstraints",
    kind: "Absolute",
    schedules: [{ ...schedule, startSchedule: at }],
  },
  evseId,
  source: "Other",
});
