import type {
  ChargingProfile,
  ChargingProfilePurpose,
  ChargingSchedule,
  InstalledProfile,
} from "../../../../src/blocks/k-smart-charging/charging-profile.js";
import type { LimitContext, Supply } from "../../../../src/blocks/k-smart-charging/schedule/index.js";

export const THREE_PHASES: Supply = { dc: false, phases: 3, voltage: 230, maxCurrent: 32, maxPower: 22_080 };
export const ONE_PHASE: Supply = { dc: false, phases: 1, voltage: 230, maxCurrent: 32, maxPower: 7_360 };
export const DC: Supply = { dc: true, phases: 0, voltage: 500, maxCurrent: 300, maxPower: 150_000 };

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What a test says of a profile: the profile's own fields, those of its only schedule, and where it is installed. */
export interface Wanted
  extends
    Given<Omit<ChargingProfile, "schedules">>,
    Given<Omit<ChargingSchedule, "id">>,
    Given<Pick<InstalledProfile, "evseId" | "source">> {
  /** Limits by their startPeriod, instead of `periods`. */
  readonly limits?: Readonly<Record<number, number>>;
}

/** A profile in full; unless told otherwise: TxDefaultProfile, stack level 0, Absolute, in amperes, at EVSE 0, for ever. */
export function profileOf(wanted: Wanted): InstalledProfile {
  const { id = 1, stackLevel = 0, purpose = "TxDefaultProfile", kind = "Absolute", evseId = 0 } = wanted;
  const { source = "CSO", chargingRateUnit = "A", limits = { 0: 10 } } = wanted;
  const { recurrencyKind, validFrom, validTo, transactionId } = wanted;
  const { startSchedule = kind === "Relative" ? undefined : 0, duration, minChargingRate } = wanted;
  const periods =
    wanted.periods ?? Object.entries(limits).map(([start, limit]) => ({ startPeriod: Number(start), limit }));
  return {
    evseId,
    source,
    profile: {
      id,
      stackLevel,
      purpose,
      kind,
      ...given({ recurrencyKind, validFrom, validTo, transactionId }),
      schedules: [{ id, chargingRateUnit, periods, ...given({ startSchedule, duration, minChargingRate }) }],
    },
  };
}

/** Without what is undefined. */
const given = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

export const maxProfile = (wanted: Wanted): InstalledProfile =>
  profileOf({ purpose: "ChargingStationMaxProfile", ...wanted });
export const external = (wanted: Wanted): InstalledProfile =>
  profileOf({ purpose: "ChargingStationExternalConstraints", source: "EMS", ...wanted });
export const txProfile = (wanted: Wanted): InstalledProfile =>
  profileOf({ purpose: "TxProfile", evseId: 1, transactionId: "T1", ...wanted });

/** EVSE 1, of three phases, with transaction T1 since 0. */
export const evse1 = (
  profiles: readonly InstalledProfile[],
  other: Partial<LimitContext> = {},
): LimitContext => ({
  profiles,
  evseId: 1,
  transaction: { transactionId: "T1", startedAt: 0 },
  supply: THREE_PHASES,
  ...other,
});

export const PURPOSES: readonly ChargingProfilePurpose[] = [
  "ChargingStationExternalConstraints",
  "ChargingStationMaxProfile",
  "TxDefaultProfile",
  "TxProfile",
];
