import { CallFailed, createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { ChargingNeeds } from "../../hardware/index.js";
import { toTimestamp, type Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { EvNegotiationPort, EvScheduleNotice, NeedsAnswer } from "./ev-port.js";
import { given } from "./given.js";
import { scheduleToOcpp2 } from "./ocpp2-profile.js";

type NeedsRequest = RequestOf<"ocpp2.0.1", "NotifyEVChargingNeeds">;
type NeedsResponse = ResponseOf<"ocpp2.0.1" | "ocpp2.1", "NotifyEVChargingNeeds">;
type ScheduleRequest = RequestOf<"ocpp2.0.1", "NotifyEVChargingSchedule">;
type ScheduleResponse = ResponseOf<"ocpp2.0.1", "NotifyEVChargingSchedule">;

/** The needs of an EV on the wire, with the parameters of the kind of current that it wants (K15.FR.06, K17.FR.06). */
export function needsToOcpp2(evseId: number, needs: ChargingNeeds): NeedsRequest {
  return {
    evseId,
    ...given("maxScheduleTuples", needs.maxScheduleTuples),
    chargingNeeds: {
      requestedEnergyTransfer: needs.requestedEnergyTransfer,
      ...given("departureTime", needs.departureTime),
      ...given("acChargingParameters", needs.ac && { ...needs.ac }),
      ...given("dcChargingParameters", needs.dc && { ...needs.dc }),
    },
  };
}

/** How an EV means to charge, on the wire. */
export const scheduleNoticeToOcpp2 = ({ evseId, timeBase, schedule }: EvScheduleNotice): ScheduleRequest => ({
  timeBase: toTimestamp(timeBase),
  evseId,
  chargingSchedule: scheduleToOcpp2(schedule),
});

/**
 * Tells a CSMS of OCPP 2.0.1 or 2.1 what EVs need and mean to take; OCPP 1.6 knows nothing of it.
 * @param accepted called when the CSMS has accepted how an EV means to charge
 */
export function createEvNegotiationPort(
  link: Pick<CsmsLink, "call" | "outbox" | "version">,
  logger: Logger,
  accepted: (notice: EvScheduleNotice) => void,
): EvNegotiationPort {
  const tellSchedule = createDurableNotification<EvScheduleNotice>(link, logger, {
    kind: "evChargingSchedule",
    encode(notice, version) {
      if (version === "ocpp1.6") return null;
      const payload = scheduleNoticeToOcpp2(notice);
      return {
        action: "NotifyEVChargingSchedule",
        payload:
          version === "ocpp2.1"
            ? { ...payload, ...given("selectedChargingScheduleId", notice.selectedId) }
            : payload,
      };
    },
    delivered(notice, response) {
      if ((response as ScheduleResponse).status === "Accepted") accepted(notice);
    },
    describe: ({ evseId }) => `the schedule of the EV at EVSE ${evseId}`,
  });
  return {
    async tellNeeds(evseId, needs): Promise<NeedsAnswer> {
      if (link.version === "ocpp1.6") return "none";
      try {
        const { status } = await link.call<NeedsResponse>(
          "NotifyEVChargingNeeds",
          needsToOcpp2(evseId, needs),
        );
        return status === "NoChargingProfile" ? "Rejected" : status;
      } catch (error) {
        const reason = error instanceof CallFailed ? error.failure.kind : "internal error";
        logger.info({ evseId, err: error }, `the CSMS was not told what the EV needs: ${reason}`);
        return "none";
      }
    },
    tellSchedule,
  };
}
