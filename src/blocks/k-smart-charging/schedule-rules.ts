import type { ChargingSchedule, ChargingSchedulePeriod } from "./charging-profile.js";
import type { ProfileLimits } from "./profile-limits.js";
import { refuse, type ProfileRefusal } from "./refusal.js";

type ScheduleLimits = Pick<ProfileLimits, "rateUnits" | "periodsPerSchedule" | "phaseSwitching">;

/** The phase that an EV is connected to where it charges with one and none can be chosen. */
const ONLY_PHASE = 1;

/** What a schedule does wrong; `null`: nothing. */
export function faultOfSchedule(schedule: ChargingSchedule, limits: ScheduleLimits): ProfileRefusal | null {
  const { chargingRateUnit, duration, minChargingRate, periods } = schedule;
  if (!limits.rateUnits.includes(chargingRateUnit))
    return refuse("UnsupportedRateUnit", `chargingRateUnit must be ${limits.rateUnits.join(" or ")}`); // K01.FR.26
  if (duration !== undefined && duration <= 0) return refuse("InvalidSchedule", "duration must be above 0 s");
  if (minChargingRate !== undefined && minChargingRate < 0)
    return refuse("InvalidSchedule", "minChargingRate must not be below 0");
  if (periods.length > limits.periodsPerSchedule)
    return refuse("TooManyElements", `a schedule has ${limits.periodsPerSchedule} periods at most`);
  return faultOfOrder(periods) ?? firstFault(periods, (period) => faultOfPeriod(period, limits));
}

function faultOfOrder(periods: readonly ChargingSchedulePeriod[]): ProfileRefusal | null {
  if (periods[0]?.startPeriod !== 0) return refuse("InvalidSchedule", "the first startPeriod must be 0"); // K01.FR.31
  const ascending = periods.every(
    ({ startPeriod }, index) => startPeriod > (periods[index - 1]?.startPeriod ?? -1),
  );
  return ascending ? null : refuse("InvalidSchedule", "startPeriod must rise from period to period"); // K01.FR.35
}

function faultOfPeriod(
  { limit, numberPhases, phaseToUse }: ChargingSchedulePeriod,
  { phaseSwitching }: ScheduleLimits,
): ProfileRefusal | null {
  if (!(limit >= 0)) return refuse("InvalidSchedule", "limit must not be below 0");
  if (numberPhases !== undefined && !isPhase(numberPhases))
    return refuse("InvalidSchedule", "numberPhases must be 1, 2 or 3");
  if (phaseToUse === undefined) return null;
  if (!isPhase(phaseToUse)) return refuse("InvalidSchedule", "phaseToUse must be 1, 2 or 3");
  if (numberPhases !== 1) return refuse("InvalidSchedule", "phaseToUse goes with numberPhases 1 only"); // K01.FR.19
  // K01.FR.20, K01.FR.46, K01.FR.48
  return phaseSwitching || phaseToUse === ONLY_PHASE
    ? null
    : refuse("UnsupportedParam", `the station charges with phase ${ONLY_PHASE} where it charges with one`);
}

const isPhase = (value: number): boolean => value === 1 || value === 2 || value === 3;

function firstFault<T>(all: readonly T[], faultOf: (one: T) => ProfileRefusal | null): ProfileRefusal | null {
  for (const one of all) {
    const fault = faultOf(one);
    if (fault) return fault;
  }
  return null;
}
