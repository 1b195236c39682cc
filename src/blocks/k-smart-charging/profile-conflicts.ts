import type { ChargingProfile, InstalledProfile } from "./charging-profile.js";
import { refuse, type ProfileRefusal } from "./refusal.js";

/**
 * What becomes of a profile that is installed where another one with its stackLevel and purpose comes: it stands in
 * the way of that, or makes room.
 */
export type OnRival = "refuse" | "replace";

/** The profiles that make room, whenever they are valid. */
export const roomMadeFor = (
  { id, purpose, stackLevel }: ChargingProfile,
  evseId: number,
  installed: readonly InstalledProfile[],
): readonly InstalledProfile[] =>
  installed.filter(
    ({ profile: other, ...at }) =>
      at.evseId === evseId && other.id !== id && other.purpose === purpose && other.stackLevel === stackLevel,
  );

/** What stands in the way of a profile among those that are installed; `null`: nothing. */
export function conflictOf(
  profile: ChargingProfile,
  evseId: number,
  installed: readonly InstalledProfile[],
  onRival: OnRival = "refuse",
): ProfileRefusal | null {
  const same = installed.find((other) => other.profile.id === profile.id);
  if (same?.profile.purpose === "ChargingStationExternalConstraints")
    return refuse("InvalidProfile", `the profile ${profile.id} is that of an external system`); // K01.FR.05
  if (onRival === "replace") return null;
  const rival = installed.find(
    (other) => other.profile.id !== profile.id && competes(profile, evseId, other),
  );
  return rival
    ? refuse("DuplicateProfile", `the profile ${rival.profile.id} has the same stackLevel and purpose`)
    : null;
}

/** Two that could not both be followed. */
function competes(profile: ChargingProfile, evseId: number, other: InstalledProfile): boolean {
  const { purpose, stackLevel, transactionId } = other.profile;
  if (purpose !== profile.purpose || stackLevel !== profile.stackLevel) return false;
  if (purpose === "TxProfile") return transactionId === profile.transactionId; // K01.FR.39
  if (other.evseId === evseId) return overlap(profile, other.profile); // K01.FR.06
  // K01.FR.52, K01.FR.53: what is installed for all EVSEs and what is for one, valid at the same time or not.
  return purpose === "TxDefaultProfile" && (evseId === 0 || other.evseId === 0);
}

type Validity = Pick<ChargingProfile, "validFrom" | "validTo">;

function overlap(a: Validity, b: Validity): boolean {
  const from = (profile: Validity): number => profile.validFrom ?? -Infinity;
  const to = (profile: Validity): number => profile.validTo ?? Infinity;
  return from(a) < to(b) && from(b) < to(a); // K01.FR.10, K01.FR.36, K01.FR.37
}
