import type { ChargingRateUnit } from "./charging-profile.js";

/** What a station accepts of a profile, from its device model. */
export interface ProfileLimits {
  readonly highestStackLevel: number;
  readonly rateUnits: readonly ChargingRateUnit[];
  readonly periodsPerSchedule: number;
  /** Schedules that may be offered: more than one only to an EV that chooses (K01.FR.34). */
  readonly schedulesPerProfile: number;
  /** A single phase can be chosen. */
  readonly phaseSwitching: boolean;
}
