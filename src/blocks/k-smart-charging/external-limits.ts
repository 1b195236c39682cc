import type { Supply } from "./supply.js";
import type {
  ChargingLimitSource,
  ChargingProfile,
  ChargingRateUnit,
  InstalledProfile,
} from "./charging-profile.js";
import type { ProfileStore } from "./profile-store.js";

/** Systems other than the CSMS that may limit (K11.FR.05: never CSO). */
export type ExternalSource = Exclude<ChargingLimitSource, "CSO">;

/** A limit that an external system sets, in place of what it set before at the same place. */
export interface ExternalLimit {
  /** 0: the whole station. */
  readonly evseId: number;
  readonly source: ExternalSource;
  readonly unit: ChargingRateUnit;
  /** In `unit`, from 0. */
  readonly limit: number;
  readonly gridCritical?: boolean;
  /** Absent: until it is taken back. */
  readonly durationSeconds?: number;
}

/** Why an external system is refused. */
export interface ExternalRefusal {
  readonly reason: "unknownEvse" | "notEnabled" | "noSuchLimit" | "full";
  /** A sentence for who asked. */
  readonly because: string;
}

/** Tells the CSMS of external limits; each is stored until it has arrived. */
export interface ExternalLimitNotices {
  limitSet(notice: {
    readonly evseId: number;
    readonly source: ExternalSource;
    readonly gridCritical?: boolean;
    /** Only where the station is to tell it (K11.FR.03, K12.FR.03). */
    readonly profile?: ChargingProfile;
  }): void;
  limitCleared(notice: { readonly evseId: number; readonly source: ExternalSource }): void;
}

/** The limits of external systems, kept as profiles among the others (K11.FR.06, K12.FR.05). */
export interface ExternalLimits {
  /** Stores a limit and tells the CSMS. */
  set(limit: ExternalLimit, supply: Supply, at: number): void;
  /** The limits of a source: at one place, or at all. */
  find(source: ExternalSource, evseId?: number): readonly InstalledProfile[];
  /** Lets go of limits and tells the CSMS (K13.FR.02). */
  release(limits: readonly InstalledProfile[]): void;
  /** Those that have run out at that instant. */
  expired(at: number): readonly InstalledProfile[];
}

const PURPOSE = "ChargingStationExternalConstraints";

/** Keeps external limits in the store of profiles. */
export function createExternalLimits({
  profiles,
  notices,
  isSignificant,
  tellsSchedule,
}: {
  readonly profiles: ProfileStore;
  readonly notices: ExternalLimitNotices;
  /** Whether a change must be told (SC.03); `null` before there was a limit. */
  readonly isSignificant: (before: number | null, now: number) => boolean;
  /** `NotifyChargingLimitWithSchedules`. */
  readonly tellsSchedule: () => boolean;
}): ExternalLimits {
  const all = (): readonly InstalledProfile[] =>
    profiles.all().filter(({ profile }) => profile.purpose === PURPOSE);
  const find = (source: ExternalSource, evseId?: number): readonly InstalledProfile[] =>
    all().filter((one) => one.source === source && (evseId === undefined || one.evseId === evseId));
  /** Negative, so that it meets none of a CSMS. */
  const freeId = (): number => Math.min(0, ...profiles.all().map(({ profile }) => profile.id)) - 1;

  return {
    set(limit, supply, at) {
      const { evseId, source, gridCritical } = limit;
      const [before] = find(source, evseId);
      const profile = profileOf(limit, before?.profile.id ?? freeId(), supply, at);
      profiles.put({ profile, evseId, source });
      if (!isSignificant(before ? comparable(before.profile, limit.unit) : null, limit.limit)) return; // SC.03
      notices.limitSet({
        evseId,
        source,
        ...(gridCritical !== undefined && { gridCritical }),
        ...(tellsSchedule() && { profile }),
      }); // K11.FR.02, K12.FR.02
    },
    find,
    release(limits) {
      profiles.remove(limits);
      for (const { evseId, source } of limits) if (source !== "CSO") notices.limitCleared({ evseId, source });
    },
    expired: (at) => all().filter(({ profile }) => endOf(profile) <= at),
  };
}

function profileOf(
  { unit, limit, durationSeconds }: ExternalLimit,
  id: number,
  { dc, phases }: Supply,
  at: number,
): ChargingProfile {
  return {
    id,
    stackLevel: 0,
    purpose: PURPOSE,
    kind: "Absolute",
    schedules: [
      {
        id: 1,
        startSchedule: at,
        ...(durationSeconds !== undefined && { duration: durationSeconds }),
        chargingRateUnit: unit,
        // Watts without phases would be meant for three (K01.FR.49).
        periods: [{ startPeriod: 0, limit, ...(!dc && phases < 3 && { numberPhases: phases }) }],
      },
    ],
  };
}

/** The limit before, where it can be compared with one in that unit. */
function comparable({ schedules }: ChargingProfile, unit: ChargingRateUnit): number | null {
  const [schedule] = schedules;
  return schedule?.chargingRateUnit === unit ? (schedule.periods[0]?.limit ?? null) : null;
}

function endOf({ schedules }: ChargingProfile): number {
  const [schedule] = schedules;
  return (schedule?.startSchedule ?? 0) + (schedule?.duration ?? Infinity) * 1_000;
}
