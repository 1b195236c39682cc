import type { RequestHandlers } from "../../csms-link/index.js";
import { toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf, RpcErrorCode } from "../../protocol/index.js";
import type { ChargingProfile } from "./charging-profile.js";
import { given } from "./given.js";
import type { CompositeSchedule, SmartCharging } from "./interface.js";
import { profileFromOcpp16, purposeFromOcpp16, type ProfileOcpp16 } from "./ocpp16-profile.js";
import type { ClearCriteria } from "./profile-criteria.js";

type SetRequest = RequestOf<"ocpp1.6", "SetChargingProfile">;
type SetResponse = ResponseOf<"ocpp1.6", "SetChargingProfile">;
type ClearRequest = RequestOf<"ocpp1.6", "ClearChargingProfile">;
type ClearResponse = ResponseOf<"ocpp1.6", "ClearChargingProfile">;
type CompositeRequest = RequestOf<"ocpp1.6", "GetCompositeSchedule">;
type CompositeResponse = ResponseOf<"ocpp1.6", "GetCompositeSchedule">;

/** Where OCPP 1.6 finds connectors and transactions by their numbers; `undefined` for none. */
export interface NumbersOcpp16 {
  /** The EVSE of a connector; 0 for connector 0, the whole station. */
  evseOf(connectorNumber: number): number | undefined;
  /** The station's own id of the transaction at a connector. */
  transactionAt(connectorNumber: number): string | undefined;
  /** The station's own id of a numbered transaction. */
  transactionOf(transactionNumber: number): string | undefined;
}

/** A number that no EVSE has: no profile is installed there. */
const NO_EVSE = -1;

/** ClearChargingProfile has no status for it. */
const NOT_SUPPORTED: { readonly error: RpcErrorCode; readonly description: string } = {
  error: "NotSupported",
  description: "smart charging is not enabled",
};

/**
 * SetChargingProfile (5.16), ClearChargingProfile (5.5) and GetCompositeSchedule (5.7) of OCPP 1.6. The profiles of
 * a connector are those of its EVSE.
 */
export function smartChargingHandlersOcpp16({
  smartCharging,
  numbers,
  clock,
  logger,
}: {
  readonly smartCharging: Pick<SmartCharging, "supported" | "install" | "clear" | "compositeSchedule">;
  readonly numbers: NumbersOcpp16;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}): RequestHandlers {
  const rejected = (because: string): { response: SetResponse } => {
    logger.info({ because }, "a charging profile is rejected"); // 1.6 has no field for the reason
    return { response: { status: "Rejected" } };
  };
  /** 3.13.1, 7.8: a TxProfile is for the transaction at its connector, whether it names it or not. */
  const transactionOf = ({ chargingProfilePurpose, transactionId }: ProfileOcpp16, connectorId: number) => {
    if (transactionId !== undefined) return numbers.transactionOf(transactionId) ?? String(transactionId);
    return chargingProfilePurpose === "TxProfile" ? numbers.transactionAt(connectorId) : undefined;
  };
  /** That it is the one that the profile names is a rule of all versions. */
  const hasNoTransaction = ({ purpose }: ChargingProfile, connectorId: number): boolean =>
    purpose === "TxProfile" && numbers.transactionAt(connectorId) === undefined;

  return {
    SetChargingProfile({ connectorId, csChargingProfiles }: SetRequest) {
      if (!smartCharging.supported) return { response: { status: "NotSupported" } satisfies SetResponse };
      const evseId = numbers.evseOf(connectorId);
      if (evseId === undefined) return rejected(`there is no connector ${connectorId}`);
      const profile = profileFromOcpp16(csChargingProfiles, {
        at: clock.now(),
        transactionId: transactionOf(csChargingProfiles, connectorId),
      });
      if (hasNoTransaction(profile, connectorId))
        return rejected(`connector ${connectorId} has no transaction`); // 3.13.1, 5.16.4
      const outcome = smartCharging.install(profile, evseId, "replace"); // 3.13.2, 5.16.3, 5.16.4
      if ("refusal" in outcome) return rejected(outcome.refusal.because);
      return { response: { status: "Accepted" } satisfies SetResponse, afterwards: outcome.afterwards };
    },
    ClearChargingProfile(request: ClearRequest) {
      if (!smartCharging.supported) return NOT_SUPPORTED;
      const cleared = smartCharging.clear(clearCriteria(request, numbers));
      return { response: { status: cleared ? "Accepted" : "Unknown" } satisfies ClearResponse, ...cleared };
    },
    GetCompositeSchedule({ connectorId, duration, chargingRateUnit }: CompositeRequest) {
      const evseId = numbers.evseOf(connectorId);
      const answer =
        smartCharging.supported && evseId !== undefined
          ? smartCharging.compositeSchedule({ evseId, duration, ...given("unit", chargingRateUnit) })
          : null;
      if (!answer || "refusal" in answer)
        return { response: { status: "Rejected" } satisfies CompositeResponse };
      return { response: compositeToOcpp16(answer, { connectorId, duration }) };
    },
  };
}

/** Errata 3.25, 3.26: all that match; an id alone decides. */
function clearCriteria(
  { id, connectorId, chargingProfilePurpose, stackLevel }: ClearRequest,
  numbers: NumbersOcpp16,
): ClearCriteria {
  const purpose = chargingProfilePurpose && purposeFromOcpp16(chargingProfilePurpose);
  const evseId = connectorId === undefined ? undefined : (numbers.evseOf(connectorId) ?? NO_EVSE);
  return {
    ...given("id", id),
    ...given("evseId", evseId),
    ...given("purpose", purpose),
    ...given("stackLevel", stackLevel),
  };
}

/** Its start stands beside the schedule, never in it (errata 3.57). */
const compositeToOcpp16 = (
  { start, unit, periods }: CompositeSchedule,
  { connectorId, duration }: Pick<CompositeRequest, "connectorId" | "duration">,
): CompositeResponse => ({
  status: "Accepted",
  connectorId,
  scheduleStart: toTimestamp(start),
  chargingSchedule: {
    duration,
    chargingRateUnit: unit,
    chargingSchedulePeriod: periods.map(({ startPeriod, limit, numberPhases }) => ({
      startPeriod,
      limit,
      ...given("numberPhases", numberPhases),
    })),
  },
});
