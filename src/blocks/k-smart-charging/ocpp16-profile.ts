import type { RequestOf } from "../../protocol/index.js";
import type {
  ChargingProfile,
  ChargingProfilePurpose,
  ChargingSchedule,
  ChargingSchedulePeriod,
} from "./charging-profile.js";
import { given, instant } from "./given.js";

/** ChargingProfile of OCPP 1.6 (7.8). */
export type ProfileOcpp16 = RequestOf<"ocpp1.6", "SetChargingProfile">["csChargingProfiles"];
/** ChargingProfilePurposeType of OCPP 1.6 (7.10). */
export type PurposeOcpp16 = ProfileOcpp16["chargingProfilePurpose"];

const PURPOSES: Readonly<Record<PurposeOcpp16, ChargingProfilePurpose>> = {
  ChargePointMaxProfile: "ChargingStationMaxProfile",
  TxDefaultProfile: "TxDefaultProfile",
  TxProfile: "TxProfile",
};

/** A purpose of OCPP 1.6 in terms of no version. */
export const purposeFromOcpp16 = (purpose: PurposeOcpp16): ChargingProfilePurpose => PURPOSES[purpose];

/**
 * A charging profile of the central system in terms of no version. The transaction is that of the caller, because
 * its number says nothing here.
 * @param at milliseconds since 1970: when it came
 */
export function profileFromOcpp16(
  profile: ProfileOcpp16,
  { at, transactionId }: { readonly at: number; readonly transactionId: string | undefined },
): ChargingProfile {
  const purpose = purposeFromOcpp16(profile.chargingProfilePurpose);
  const validFrom = instant(profile.validFrom);
  const ofStation = purpose === "ChargingStationMaxProfile";
  const { chargingProfileKind: kind } = profile;
  return {
    id: profile.chargingProfileId,
    stackLevel: profile.stackLevel,
    purpose,
    // The station as a whole has no transaction to be relative to: its start point is that of its validity (7.9).
    kind: ofStation && kind === "Relative" ? "Absolute" : kind,
    ...given("recurrencyKind", profile.recurrencyKind),
    ...given("validFrom", validFrom),
    ...given("validTo", instant(profile.validTo)),
    ...given("transactionId", transactionId),
    schedules: [
      {
        id: profile.chargingProfileId, // a schedule has none of its own
        ...(ofStation ? startOfStation(profile, validFrom ?? at) : startInTransaction(profile)),
        ...scheduleFromOcpp16(profile.chargingSchedule),
      },
    ],
  };
}

type Start = Pick<ChargingSchedule, "startSchedule" | "beginsWithTransaction">;

const startOfStation = ({ chargingSchedule }: ProfileOcpp16, otherwise: number): Start => ({
  startSchedule: instant(chargingSchedule.startSchedule) ?? Math.floor(otherwise / 1_000) * 1_000,
});

/** 7.13: without a start a schedule of any kind is relative to the start of charging; a Relative one always is (7.9). */
function startInTransaction({ chargingProfileKind, chargingSchedule }: ProfileOcpp16): Start {
  if (chargingProfileKind === "Relative") return {};
  const startSchedule = instant(chargingSchedule.startSchedule);
  return startSchedule === undefined ? { beginsWithTransaction: true } : { startSchedule };
}

function scheduleFromOcpp16({
  duration,
  chargingRateUnit,
  minChargingRate,
  chargingSchedulePeriod,
}: ProfileOcpp16["chargingSchedule"]): Omit<ChargingSchedule, "id"> {
  return {
    ...given("duration", duration),
    chargingRateUnit,
    ...given("minChargingRate", minChargingRate),
    periods: chargingSchedulePeriod.map(({ startPeriod, limit, numberPhases }): ChargingSchedulePeriod => ({
      startPeriod,
      limit,
      ...given("numberPhases", numberPhases),
    })),
  };
}
