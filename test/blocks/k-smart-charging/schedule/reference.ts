import type {
  ChargingProfilePurpose,
  ChargingSchedulePeriod,
  InstalledProfile,
} from "../../../../src/blocks/k-smart-charging/charging-profile.js";
import type { LimitContext, Supply } from "../../../../src/blocks/k-smart-charging/schedule/index.js";

/**
 * The rules of block K once more, as slow and as plain as they can be: each question is about one instant, and
 * nothing is remembered or skipped. What the station reckons with must say the same.
 */
export interface Plain {
  readonly amps: number;
  readonly phases: number;
  readonly phaseToUse?: number | undefined;
}

interface InForce {
  readonly installed: InstalledProfile;
  readonly period: ChargingSchedulePeriod;
}

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** The period of a profile's first schedule that is in force, if any. */
function inForce(installed: InstalledProfile, transactionBegan: number, at: number): InForce | null {
  const { profile } = installed;
  if (profile.validFrom !== undefined && at < profile.validFrom) return null;
  if (profile.validTo !== undefined && at >= profile.validTo) return null;
  const schedule = profile.schedules[0];
  if (schedule === undefined) return null;
  const ofTransaction = profile.purpose === "TxProfile" || profile.purpose === "TxDefaultProfile";
  const otherwise = ofTransaction ? transactionBegan : (profile.validFrom ?? at);
  let begins = profile.kind === "Relative" ? otherwise : (schedule.startSchedule ?? otherwise);
  if (profile.kind === "Recurring") {
    const every = profile.recurrencyKind === "Weekly" ? 7 * DAY : DAY;
    while (begins + every <= at) begins += every;
  }
  const second = (at - begins) / SECOND;
  if (second < 0) return null;
  if (schedule.duration !== undefined && second >= schedule.duration) return null;
  let found: ChargingSchedulePeriod | null = null;
  for (const period of schedule.periods) if (period.startPeriod <= second) found = period;
  return found && { installed, period: found };
}

function plain({ installed, period }: InForce, supply: Supply): Plain {
  const asked = period.numberPhases ?? 3;
  const watts = installed.profile.schedules[0]?.chargingRateUnit === "W";
  return {
    amps: watts ? period.limit / (supply.voltage * asked) : period.limit,
    phases: Math.min(asked, supply.phases),
    phaseToUse: asked === 1 ? period.phaseToUse : undefined,
  };
}

/** The limit of one purpose at the places that are given: that of the highest stack level with a period in force. */
function limitOfPurpose(
  { profiles, transaction, supply }: LimitContext,
  purpose: ChargingProfilePurpose,
  places: readonly number[],
  began: number,
  at: number,
): Plain | null {
  const candidates = profiles
    .filter(({ profile }) => profile.purpose === purpose)
    .filter(({ evseId }) => places.includes(evseId))
    .filter(
      ({ profile }) =>
        profile.purpose !== "TxProfile" || profile.transactionId === (transaction?.transactionId ?? null),
    )
    .flatMap((installed) => inForce(installed, began, at) ?? []);
  const highest = Math.max(...candidates.map(({ installed }) => installed.profile.stackLevel));
  const leading = candidates.filter(({ installed }) => installed.profile.stackLevel === highest);
  const own = leading.filter(({ installed }) => installed.evseId !== 0);
  const limits = (own.length > 0 ? own : leading).map((one) => plain(one, supply));
  limits.sort((a, b) => a.amps - b.amps || a.phases - b.phases);
  return limits[0] ?? null;
}

/** What holds for an EVSE at an instant. */
export function referenceLimit(context: LimitContext, at: number, began?: number): Plain | null {
  const start = context.transaction?.startedAt ?? began ?? at;
  const of = (purpose: ChargingProfilePurpose, ...places: number[]): Plain | null =>
    limitOfPurpose(context, purpose, places, start, at);
  const { evseId } = context;
  const limits = [
    of("ChargingStationExternalConstraints", 0),
    of("ChargingStationExternalConstraints", evseId),
    of("ChargingStationMaxProfile", 0),
    of("TxProfile", evseId) ?? of("TxDefaultProfile", 0, evseId),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? null : together(limits);
}

/** What holds for the whole station at an instant. */
export function referenceStationLimit(
  profiles: readonly InstalledProfile[],
  supply: Supply,
  at: number,
): Plain | null {
  const standing = profiles.filter(
    ({ evseId, profile }) => evseId === 0 && !profile.purpose.startsWith("Tx"),
  );
  return referenceLimit({ profiles: standing, evseId: 0, transaction: null, supply }, at);
}

const together = (limits: readonly Plain[]): Plain => ({
  amps: Math.min(...limits.map(({ amps }) => amps)),
  phases: Math.min(...limits.map(({ phases }) => phases)),
  phaseToUse: limits.findLast(({ phaseToUse }) => phaseToUse !== undefined)?.phaseToUse,
});

/** What an AC EVSE is expected to take, in amperes. */
export function referenceTaken(limit: Plain | null, supply: Supply): Plain {
  const rating = { amps: supply.maxCurrent, phases: supply.phases };
  return limit === null ? rating : { ...limit, amps: Math.min(limit.amps, supply.maxCurrent) };
}
