/** Values of ChargingProfilePurposeEnumType, those with the least weight last. */
export const CHARGING_PROFILE_PURPOSES = [
  "ChargingStationExternalConstraints",
  "ChargingStationMaxProfile",
  "TxDefaultProfile",
  "TxProfile",
] as const;
export type ChargingProfilePurpose = (typeof CHARGING_PROFILE_PURPOSES)[number];

/** Values of ChargingProfileKindEnumType. */
export type ChargingProfileKind = "Absolute" | "Recurring" | "Relative";

/** Values of RecurrencyKindEnumType. */
export type RecurrencyKind = "Daily" | "Weekly";

/** Amperes per phase, or watts in total. */
export type ChargingRateUnit = "A" | "W";

/** A limit from its start until the next period's start, or the end of its schedule. */
export interface ChargingSchedulePeriod {
  /** Seconds since the start of the schedule, from 0. */
  readonly startPeriod: number;
  /** In the unit of the schedule, from 0. */
  readonly limit: number;
  /** 1 to 3; absent: as many as there are. */
  readonly numberPhases?: number;
  /** 1 to 3; only with `numberPhases` 1. */
  readonly phaseToUse?: number;
}

/** A course of limits. */
export interface ChargingSchedule {
  readonly id: number;
  /** Milliseconds since 1970; absent for Relative, and where the CSMS lets it begin with the transaction. */
  readonly startSchedule?: number;
  /** The CSMS lets it begin with the transaction, whatever its kind. */
  readonly beginsWithTransaction?: boolean;
  /** Seconds; absent: the last period lasts for ever, or until the transaction ends. */
  readonly duration?: number;
  readonly chargingRateUnit: ChargingRateUnit;
  /** In `chargingRateUnit`: what the EV needs at least. */
  readonly minChargingRate?: number;
  /** In ascending order of `startPeriod`, the first at 0; never empty. */
  readonly periods: readonly ChargingSchedulePeriod[];
  /** The tariff that came with it, in the words of the wire; carried, never read. */
  readonly salesTariff?: object;
}

/** A charging profile in terms of no version. Times are milliseconds since 1970. */
export interface ChargingProfile {
  readonly id: number;
  /** From 0; the highest valid one decides (K01.FR.33). */
  readonly stackLevel: number;
  readonly purpose: ChargingProfilePurpose;
  readonly kind: ChargingProfileKind;
  /** With kind Recurring. */
  readonly recurrencyKind?: RecurrencyKind;
  /** Absent: valid at once. */
  readonly validFrom?: number;
  /** Absent: valid for ever. */
  readonly validTo?: number;
  /** With purpose TxProfile. */
  readonly transactionId?: string;
  /** One, or up to three of which an ISO 15118 EV chooses. */
  readonly schedules: readonly ChargingSchedule[];
}

/** Values of ChargingLimitSourceEnumType. */
export type ChargingLimitSource = "CSO" | "EMS" | "SO" | "Other";

/** A profile and where it is installed. */
export interface InstalledProfile {
  readonly profile: ChargingProfile;
  /** 0: the whole station (as TxDefaultProfile: each EVSE). */
  readonly evseId: number;
  /** Who set it. */
  readonly source: ChargingLimitSource;
  /** Which of its schedules is followed where there are several; the first unless an EV has chosen. */
  readonly chosenScheduleId?: number;
}
