import type { ChargingSchedule, ChargingSchedulePeriod, InstalledProfile } from "../charging-profile.js";
import { ampsOf, wattsOf, type Supply } from "./supply.js";

/** What one period of one profile allows an EVSE (or the station) to take. */
export interface Allowance {
  readonly installed: InstalledProfile;
  /** Per phase (AC), in total (DC). */
  readonly amps: number;
  /** In total, on the phases that there are. */
  readonly watts: number;
  /** That may be used, 1 to 3; 0 for DC. */
  readonly phases: number;
  /** The only phase that may be used, 1 to 3. */
  readonly phaseToUse: number | undefined;
  /** Amperes, as `amps`: what the EV needs at least. */
  readonly minChargingRate: number | undefined;
}

const ASSUMED_PHASES = 3; // K01.FR.49

/** Reads a period with the eyes of a supply. */
export function allowanceOf(
  installed: InstalledProfile,
  schedule: ChargingSchedule,
  period: ChargingSchedulePeriod,
  supply: Supply,
): Allowance {
  const asked = period.numberPhases ?? ASSUMED_PHASES;
  const phases = supply.dc ? 0 : Math.min(asked, supply.phases); // K01.FR.44, K01.FR.45
  const inWatts = schedule.chargingRateUnit === "W";
  // K01.FR.50, K01.FR.51: the phases of the period count, also where the supply has fewer.
  const perPhase = (rate: number): number => (inWatts ? ampsOf(rate, asked, supply) : rate);
  const amps = perPhase(period.limit);
  const asItStands = inWatts && (supply.dc || phases === asked);
  return {
    installed,
    amps,
    watts: asItStands ? period.limit : wattsOf(amps, phases, supply),
    phases,
    phaseToUse: phases === 1 && asked === 1 ? period.phaseToUse : undefined, // K01.FR.19
    minChargingRate: schedule.minChargingRate === undefined ? undefined : perPhase(schedule.minChargingRate),
  };
}

/** What the grid connection allows, as an EVSE behind a converter sees it: watts count, for its amperes are others. */
export const behindConverter = (allowed: Allowance, evse: Supply): Allowance => ({
  ...allowed,
  amps: ampsOf(allowed.watts, evse.phases, evse),
  phases: evse.phases,
  phaseToUse: undefined,
  minChargingRate: undefined,
});

/** The one that allows less: fewer amperes per phase, then fewer watts, then fewer phases; of equals the first. */
export const lower = (one: Allowance, other: Allowance): Allowance =>
  (other.amps - one.amps || other.watts - one.watts || other.phases - one.phases) < 0 ? other : one;
