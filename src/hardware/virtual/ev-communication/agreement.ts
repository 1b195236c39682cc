import type { ScheduleOffer, SchedulePeriod } from "../../ev-communication.js";
import { LEAST_AC_CURRENT } from "../../interface.js";
import { BATTERY_VOLTAGE, GRID_VOLTAGE } from "../electricity.js";
import type { EvAllowance } from "../evse-state.js";

/** What an EV can take at most at its connector. */
export interface EvAbility {
  readonly dc: boolean;
  /** 1 to 3; 1 for DC. */
  readonly phases: number;
  /** Amperes per phase (AC) or in total (DC). */
  readonly amps: number;
  /** Watts in total. */
  readonly watts: number;
}

/** How far an EV looks ahead where it does not say when it leaves. */
const SECONDS_AHEAD = 86_400;

const wattsPerAmp = (dc: boolean, phases: number): number => (dc ? BATTERY_VOLTAGE : GRID_VOLTAGE * phases);

/** How an EV means to charge within an offer: as fast as it may and can. */
export function ownProfile(
  { id, unit, durationSeconds, periods }: ScheduleOffer,
  ability: EvAbility,
): ScheduleOffer {
  const most = unit === "A" ? ability.amps : ability.watts;
  return {
    id,
    unit,
    ...(durationSeconds !== undefined && { durationSeconds }),
    periods: periods.map((period) => ({ ...period, limit: Math.min(period.limit, most) })),
  };
}

/** The offer that brings an EV the most energy until it leaves; of several that bring as much, the first. */
export function chooseOffer(
  offers: readonly ScheduleOffer[],
  ability: EvAbility,
  secondsAhead = SECONDS_AHEAD,
): ScheduleOffer | null {
  const worth = (offer: ScheduleOffer): number => energyOf(ownProfile(offer, ability), ability, secondsAhead);
  return offers.reduce<ScheduleOffer | null>(
    (best, offer) => (best === null || worth(offer) > worth(best) ? offer : best),
    null,
  );
}

/** Watt seconds that a schedule allows until `secondsAhead`. */
function energyOf(schedule: ScheduleOffer, ability: EvAbility, secondsAhead: number): number {
  const end = Math.min(secondsAhead, schedule.durationSeconds ?? Infinity);
  return schedule.periods.reduce((sum, period, index) => {
    const until = Math.min(end, schedule.periods[index + 1]?.startPeriod ?? Infinity);
    const phases = Math.min(ability.phases, period.phases ?? ability.phases);
    const watts = schedule.unit === "W" ? period.limit : period.limit * wattsPerAmp(ability.dc, phases);
    return sum + watts * Math.max(0, until - period.startPeriod);
  }, 0);
}

/** What a schedule lets the EV take some seconds after its start; after its end, what its last period says. */
export function allowanceAt(schedule: ScheduleOffer, ability: EvAbility, seconds: number): EvAllowance {
  const period = periodAt(schedule, seconds);
  if (!period) return { amps: 0 };
  const phases = Math.min(ability.phases, period.phases ?? ability.phases);
  const amps = schedule.unit === "A" ? period.limit : period.limit / wattsPerAmp(ability.dc, phases);
  const usable = ability.dc || amps >= LEAST_AC_CURRENT ? amps : 0;
  return { amps: usable, ...(!ability.dc && period.phases !== undefined && { phases: period.phases }) };
}

/** Seconds after its start at which the next period of a schedule begins or the schedule ends; `null`: never. */
export function nextTurn({ periods, durationSeconds }: ScheduleOffer, seconds: number): number | null {
  const turns = periods.map(({ startPeriod }) => startPeriod).concat(durationSeconds ?? []);
  const later = turns.filter((turn) => turn > seconds && turn <= (durationSeconds ?? Infinity));
  return later.length === 0 ? null : Math.min(...later);
}

const periodAt = ({ periods }: ScheduleOffer, seconds: number): SchedulePeriod | undefined =>
  periods.findLast(({ startPeriod }) => startPeriod <= seconds);
