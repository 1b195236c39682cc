import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import { toTimestamp, type Logger } from "../../kernel/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf, type RpcErrorCode } from "../../protocol/index.js";
import type { ClearCriteria, ProfileFilter } from "./profile-criteria.js";
import type { SmartCharging } from "./interface.js";
import { periodsToOcpp2, profileFromOcpp2 } from "./ocpp2-profile.js";
import { reportsOcpp2, sendReports } from "./ocpp2-reports.js";

type SetRequest = RequestOf<"ocpp2.0.1", "SetChargingProfile">;
type SetResponse = ResponseOf<"ocpp2.0.1", "SetChargingProfile">;
type ClearRequest = RequestOf<"ocpp2.0.1", "ClearChargingProfile">;
type ClearResponse = ResponseOf<"ocpp2.0.1", "ClearChargingProfile">;
type GetRequest = RequestOf<"ocpp2.0.1", "GetChargingProfiles">;
type GetResponse = ResponseOf<"ocpp2.0.1", "GetChargingProfiles">;
type CompositeRequest = RequestOf<"ocpp2.0.1", "GetCompositeSchedule">;
type CompositeResponse = ResponseOf<"ocpp2.0.1", "GetCompositeSchedule">;
type Periods = NonNullable<CompositeResponse["schedule"]>["chargingSchedulePeriod"];

/** K01.FR.29. */
const NOT_SUPPORTED: { readonly error: RpcErrorCode; readonly description: string } = {
  error: "NotSupported",
  description: "smart charging is not enabled",
};

/** Smart Charging in the words of OCPP 2.0.1 and 2.1 (K01, K08 to K10). */
export function smartChargingHandlersOcpp2({
  smartCharging,
  link,
  logger,
}: {
  readonly smartCharging: SmartCharging;
  readonly link: Pick<CsmsLink, "call">;
  readonly logger: Logger;
}): RequestHandlers {
  return {
    SetChargingProfile({ evseId, chargingProfile }: SetRequest) {
      if (!smartCharging.supported) return NOT_SUPPORTED;
      const outcome = smartCharging.install(profileFromOcpp2(chargingProfile), evseId);
      if ("refusal" in outcome) {
        const response: SetResponse = { status: "Rejected", ...statusInfoOf(outcome.refusal) };
        return { response };
      }
      const response: SetResponse = { status: "Accepted" };
      return { response, afterwards: outcome.afterwards };
    },
    ClearChargingProfile(request: ClearRequest) {
      if (!smartCharging.supported) return NOT_SUPPORTED;
      const cleared = smartCharging.clear(clearCriteria(request));
      const response: ClearResponse = { status: cleared ? "Accepted" : "Unknown" };
      return { response, ...cleared };
    },
    GetChargingProfiles({ requestId, ...request }: GetRequest) {
      if (!smartCharging.supported) return NOT_SUPPORTED;
      const found = smartCharging.select(profileFilter(request));
      if (found.length === 0) {
        const response: GetResponse = { status: "NoProfiles", statusInfo: { reasonCode: "NotFound" } };
        return { response };
      }
      const reports = reportsOcpp2(requestId, found);
      const response: GetResponse = { status: "Accepted" };
      return { response, afterwards: () => void sendReports(link, logger, reports) };
    },
    GetCompositeSchedule({ evseId, duration, chargingRateUnit }: CompositeRequest) {
      if (!smartCharging.supported) return NOT_SUPPORTED;
      const answer = smartCharging.compositeSchedule({
        evseId,
        duration,
        ...(chargingRateUnit !== undefined && { unit: chargingRateUnit }),
      });
      if ("refusal" in answer) {
        const response: CompositeResponse = { status: "Rejected", ...statusInfoOf(answer.refusal) };
        return { response };
      }
      const response: CompositeResponse = {
        status: "Accepted",
        schedule: {
          evseId,
          duration,
          scheduleStart: toTimestamp(answer.start),
          chargingRateUnit: answer.unit,
          chargingSchedulePeriod: periodsToOcpp2(answer.periods) as Periods,
        },
      };
      return { response };
    },
  };
}

function clearCriteria({ chargingProfileId, chargingProfileCriteria }: ClearRequest): ClearCriteria {
  const { evseId, chargingProfilePurpose, stackLevel } = chargingProfileCriteria ?? {};
  return {
    ...(chargingProfileId !== undefined && { id: chargingProfileId }),
    ...(evseId !== undefined && { evseId }),
    ...(chargingProfilePurpose !== undefined && { purpose: chargingProfilePurpose }),
    ...(stackLevel !== undefined && { stackLevel }),
  };
}

function profileFilter({ evseId, chargingProfile }: Omit<GetRequest, "requestId">): ProfileFilter {
  const { chargingProfileId, chargingProfilePurpose, stackLevel, chargingLimitSource } = chargingProfile;
  return {
    ...(evseId !== undefined && { evseId }),
    ...(chargingProfileId && { ids: chargingProfileId }),
    ...(chargingProfilePurpose !== undefined && { purpose: chargingProfilePurpose }),
    ...(stackLevel !== undefined && { stackLevel }),
    ...(chargingLimitSource && { sources: chargingLimitSource }),
  };
}
