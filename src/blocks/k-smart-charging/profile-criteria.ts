import type { ChargingLimitSource, ChargingProfilePurpose, InstalledProfile } from "./charging-profile.js";

/** Which profiles to report; all that is given must match (K09.FR.04 to K09.FR.06). */
export interface ProfileFilter {
  /** 0: those of the station itself; absent: all. */
  readonly evseId?: number;
  readonly ids?: readonly number[];
  readonly purpose?: ChargingProfilePurpose;
  readonly stackLevel?: number;
  readonly sources?: readonly ChargingLimitSource[];
}

/** Which profiles to clear: one by its id, else all that match (K10.FR.02). */
export interface ClearCriteria {
  readonly id?: number;
  readonly evseId?: number;
  readonly purpose?: ChargingProfilePurpose;
  readonly stackLevel?: number;
}

const matches = <T>(wanted: T | undefined, value: T): boolean => wanted === undefined || wanted === value;

/** The profiles that a CSMS asks for (K09). */
export function profilesToReport(
  installed: readonly InstalledProfile[],
  { evseId, ids, purpose, stackLevel, sources }: ProfileFilter,
): readonly InstalledProfile[] {
  return installed.filter(
    (one) =>
      matches(evseId, one.evseId) &&
      matches(purpose, one.profile.purpose) &&
      matches(stackLevel, one.profile.stackLevel) &&
      (ids?.includes(one.profile.id) ?? true) &&
      (sources?.includes(one.source) ?? true),
  );
}

/** The profiles that a CSMS clears; those of external systems are not its to clear (K10.FR.08, K10.FR.09). */
export function profilesToClear(
  installed: readonly InstalledProfile[],
  { id, evseId, purpose, stackLevel }: ClearCriteria,
): readonly InstalledProfile[] {
  const clearable = installed.filter((one) => one.profile.purpose !== "ChargingStationExternalConstraints");
  if (id !== undefined) return clearable.filter(({ profile }) => profile.id === id); // K10.FR.03
  // K10.FR.04
  return clearable.filter(
    (one) =>
      matches(evseId, one.evseId) &&
      matches(purpose, one.profile.purpose) &&
      matches(stackLevel, one.profile.stackLevel),
  );
}
