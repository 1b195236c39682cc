import {
  CHARGING_PROFILE_PURPOSES,
  type ChargingProfile,
  type ChargingProfileKind,
  type ChargingSchedule,
} from "./charging-profile.js";
import type { ProfileLimits } from "./profile-limits.js";
import { refuse, type ProfileRefusal } from "./refusal.js";
import { faultOfSchedule } from "./schedule-rules.js";

const KINDS: readonly ChargingProfileKind[] = ["Absolute", "Recurring", "Relative"];

/** A date-time of the right form that no calendar has. */
const isNoInstant = (instant: number | undefined): boolean => Number.isNaN(instant);

/** What a profile itself does wrong, whatever else is installed; `null`: nothing. */
export function faultOfProfile(profile: ChargingProfile, limits: ProfileLimits): ProfileRefusal | null {
  return (
    faultOfPurpose(profile) ??
    faultOfStackLevel(profile, limits) ??
    faultOfValidity(profile) ??
    faultOfSchedules(profile, limits)
  );
}

function faultOfPurpose({ purpose, kind, transactionId }: ChargingProfile): ProfileRefusal | null {
  if (!CHARGING_PROFILE_PURPOSES.includes(purpose) || !KINDS.includes(kind))
    return refuse("UnsupportedParam", `a ${kind} ${purpose} is not supported`); // newer versions have more
  if (purpose === "ChargingStationExternalConstraints")
    return refuse("InvalidProfile", "only external systems set this purpose"); // K01.FR.22
  if (purpose === "ChargingStationMaxProfile" && kind === "Relative")
    return refuse("InvalidProfile", "a ChargingStationMaxProfile is relative to no transaction"); // K01.FR.38
  if (purpose !== "TxProfile" && transactionId !== undefined)
    return refuse("InvalidProfile", "only a TxProfile belongs to a transaction");
  return null;
}

function faultOfStackLevel({ stackLevel }: ChargingProfile, limits: ProfileLimits): ProfileRefusal | null {
  return stackLevel >= 0 && stackLevel <= limits.highestStackLevel
    ? null
    : refuse("InvalidStackLevel", `stackLevel must be from 0 to ${limits.highestStackLevel}`);
}

function faultOfValidity({
  kind,
  recurrencyKind,
  validFrom,
  validTo,
}: ChargingProfile): ProfileRefusal | null {
  if ([validFrom, validTo].some(isNoInstant)) return refuse("InvalidProfile", "the validity is no date-time");
  if (kind === "Recurring" && recurrencyKind === undefined)
    return refuse("InvalidProfile", "a Recurring profile needs its recurrencyKind");
  if (validFrom !== undefined && validTo !== undefined && validTo <= validFrom)
    return refuse("InvalidProfile", "validTo must be after validFrom");
  return null;
}

function faultOfSchedules(
  { kind, schedules }: ChargingProfile,
  limits: ProfileLimits,
): ProfileRefusal | null {
  if (schedules.length > limits.schedulesPerProfile)
    return refuse("InvalidProfile", `one schedule is expected, not ${schedules.length}`); // K01.FR.34
  for (const schedule of schedules) {
    const fault = faultOfStart(kind, schedule) ?? faultOfSchedule(schedule, limits);
    if (fault) return fault;
  }
  return null;
}

function faultOfStart(
  kind: ChargingProfile["kind"],
  { startSchedule, beginsWithTransaction }: ChargingSchedule,
): ProfileRefusal | null {
  if (kind === "Relative")
    return startSchedule === undefined
      ? null
      : refuse("InvalidSchedule", "a Relative schedule has no startSchedule"); // K01.FR.41
  if (isNoInstant(startSchedule)) return refuse("InvalidSchedule", "startSchedule is no date-time");
  return startSchedule === undefined && !beginsWithTransaction
    ? refuse("InvalidSchedule", `an ${kind} schedule needs its startSchedule`) // K01.FR.40
    : null;
}
