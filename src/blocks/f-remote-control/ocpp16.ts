import type { Reply, RequestHandlers } from "../../csms-link/index.js";
import type { Clock } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { idTokenFromIdTag } from "../c-authorization/index.js";
import { profileFromOcpp16, type ChargingProfile } from "../k-smart-charging/index.js";
import type { RemoteControl } from "./remote-control.js";
import { answerTrigger, type Triggers } from "./triggers.js";

/** Where a connector of OCPP 1.6 is. */
export interface ConnectorPlace {
  readonly evseId: number;
  readonly connectorId: number;
}

/** Remote Control in the words of OCPP 1.6. */
export function remoteControlHandlersOcpp16({
  remoteControl,
  place,
  transactionOf,
  transactionAt,
  triggers,
  extendedTriggers,
  clock,
}: {
  remoteControl: RemoteControl;
  /** The connector with that number; `undefined` for none. */
  place: (connectorNumber: number) => ConnectorPlace | undefined;
  /** The station's own id of a numbered transaction. */
  transactionOf: (transactionNumber: number) => string | undefined;
  /** The transaction at an EVSE. */
  transactionAt: (evseId: number) => string | undefined;
  triggers: Triggers;
  /** What ExtendedTriggerMessage may ask for; where its names are those of TriggerMessage, it can mean other messages. */
  extendedTriggers: Triggers;
  clock: Pick<Clock, "now">;
}): RequestHandlers {
  const trigger = (
    known: Triggers,
    { requestedMessage, connectorId }: { requestedMessage: string; connectorId?: number },
  ): Reply<ResponseOf<"ocpp1.6", "TriggerMessage">> => {
    const at = connectorId === undefined ? undefined : place(connectorId);
    if (connectorId !== undefined && !at) return { response: { status: "Rejected" } };
    const { status, afterwards } = answerTrigger(
      known,
      requestedMessage,
      at && { id: at.evseId, connectorId: at.connectorId },
    );
    return { response: { status }, ...(afterwards && { afterwards }) };
  };
  return {
    RemoteStartTransaction: (request: RequestOf<"ocpp1.6", "RemoteStartTransaction">) => {
      const { connectorId, idTag } = request;
      const chargingProfile = profileForStart(request, clock.now());
      const at = connectorId === undefined ? undefined : place(connectorId);
      const unknown = connectorId !== undefined && !at;
      const { decision, afterwards } = unknown
        ? { decision: { status: "Rejected" as const }, afterwards: undefined }
        : remoteControl.start({
            remoteStartId: 0,
            idToken: idTokenFromIdTag(idTag),
            ...(at && { evseId: at.evseId }),
            ...(chargingProfile && { chargingProfile }),
          });
      return {
        response: { status: decision.status } satisfies ResponseOf<"ocpp1.6", "RemoteStartTransaction">,
        ...(afterwards && { afterwards }),
      };
    },
    RemoteStopTransaction: ({ transactionId }: RequestOf<"ocpp1.6", "RemoteStopTransaction">) => {
      const local = transactionOf(transactionId);
      const stop = local === undefined ? null : remoteControl.stop(local);
      return {
        response: { status: stop ? "Accepted" : "Rejected" } satisfies ResponseOf<
          "ocpp1.6",
          "RemoteStopTransaction"
        >,
        ...(stop && { afterwards: stop }),
      };
    },
    UnlockConnector: ({ connectorId }: RequestOf<"ocpp1.6", "UnlockConnector">) => {
      const at = place(connectorId);
      const answer = (status: ResponseOf<"ocpp1.6", "UnlockConnector">["status"]) => ({
        response: { status },
      });
      if (!at || !remoteControl.hasLock(at.evseId, at.connectorId)) return answer("NotSupported"); // 5.18
      // In 1.6 a running transaction is stopped first, and the connector unlocked with it.
      const running = transactionAt(at.evseId);
      if (running !== undefined) remoteControl.stop(running, "UnlockCommand")?.();
      return answer(
        remoteControl.unlock(at.evseId, at.connectorId) === "Unlocked" ? "Unlocked" : "UnlockFailed",
      );
    },
    TriggerMessage: (request: RequestOf<"ocpp1.6", "TriggerMessage">) => trigger(triggers, request),
    ExtendedTriggerMessage: (request: RequestOf<"ocpp1.6", "ExtendedTriggerMessage">) =>
      trigger(extendedTriggers, request),
  };
}

/** 5.16.2: there is no transaction yet; a profile that names one is refused for it. */
function profileForStart(
  { chargingProfile }: RequestOf<"ocpp1.6", "RemoteStartTransaction">,
  at: number,
): ChargingProfile | undefined {
  const transactionId = chargingProfile?.transactionId?.toString();
  return chargingProfile && profileFromOcpp16(chargingProfile, { at, transactionId });
}
