import { toTimestamp } from "../../kernel/index.js";
import type { ocpp201, RequestOf } from "../../protocol/index.js";
import type { ChargingProfile, ChargingSchedule, ChargingSchedulePeriod } from "./charging-profile.js";
import { given, instant } from "./given.js";

/** ChargingProfileType of OCPP 2.0.1. */
export type ProfileOcpp2 = RequestOf<"ocpp2.0.1", "SetChargingProfile">["chargingProfile"];
/** ChargingScheduleType of OCPP 2.0.1. */
export type ScheduleOcpp2 = ProfileOcpp2["chargingSchedule"][number];

/** A charging profile of the CSMS in terms of no version. */
export function profileFromOcpp2(profile: ProfileOcpp2): ChargingProfile {
  return {
    id: profile.id,
    stackLevel: profile.stackLevel,
    purpose: profile.chargingProfilePurpose,
    kind: profile.chargingProfileKind,
    ...given("recurrencyKind", profile.recurrencyKind),
    ...given("validFrom", instant(profile.validFrom)),
    ...given("validTo", instant(profile.validTo)),
    ...given("transactionId", profile.transactionId),
    schedules: profile.chargingSchedule.map(scheduleFromOcpp2),
  };
}

function scheduleFromOcpp2(schedule: ScheduleOcpp2): ChargingSchedule {
  return {
    id: schedule.id,
    ...given("startSchedule", instant(schedule.startSchedule)),
    ...given("duration", schedule.duration),
    chargingRateUnit: schedule.chargingRateUnit,
    ...given("minChargingRate", schedule.minChargingRate),
    periods: schedule.chargingSchedulePeriod.map(
      ({ startPeriod, limit, numberPhases, phaseToUse }): ChargingSchedulePeriod => ({
        startPeriod,
        limit,
        ...given("numberPhases", numberPhases),
        ...given("phaseToUse", phaseToUse),
      }),
    ),
    ...given("salesTariff", schedule.salesTariff as object | undefined),
  };
}

/** A charging profile as a report writes it. */
export function profileToOcpp2(profile: ChargingProfile): ProfileOcpp2 {
  return {
    id: profile.id,
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: profile.purpose,
    chargingProfileKind: profile.kind,
    ...given("recurrencyKind", profile.recurrencyKind),
    ...given("validFrom", profile.validFrom === undefined ? undefined : toTimestamp(profile.validFrom)),
    ...given("validTo", profile.validTo === undefined ? undefined : toTimestamp(profile.validTo)),
    ...given("transactionId", profile.transactionId),
    chargingSchedule: profile.schedules.map(scheduleToOcpp2) as ProfileOcpp2["chargingSchedule"],
  };
}

/** A charging schedule as a report or a notification writes it. */
export function scheduleToOcpp2(schedule: ChargingSchedule): ScheduleOcpp2 {
  const { startSchedule } = schedule;
  return {
    id: schedule.id,
    ...given("startSchedule", startSchedule === undefined ? undefined : toTimestamp(startSchedule)),
    ...given("duration", schedule.duration),
    chargingRateUnit: schedule.chargingRateUnit,
    ...given("minChargingRate", schedule.minChargingRate),
    chargingSchedulePeriod: periodsToOcpp2(schedule.periods) as ScheduleOcpp2["chargingSchedulePeriod"],
    ...given("salesTariff", schedule.salesTariff as ocpp201.SalesTariffType | undefined),
  };
}

/** The periods of a schedule on the wire. */
export const periodsToOcpp2 = (
  periods: readonly {
    readonly startPeriod: number;
    readonly limit: number;
    readonly numberPhases?: number | undefined;
    readonly phaseToUse?: number | undefined;
  }[],
): ocpp201.ChargingSchedulePeriodType[] =>
  periods.map(({ startPeriod, limit, numberPhases, phaseToUse }) => ({
    startPeriod,
    limit,
    ...given("numberPhases", numberPhases),
    ...given("phaseToUse", phaseToUse),
  }));
