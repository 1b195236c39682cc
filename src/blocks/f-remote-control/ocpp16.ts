import type { Reply, RequestHandlers } from "../../csms-link/index.js";
import type { Clock } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { idTokenFromIdTag } from "../c-authorization/index.js";
import { profileFromOcpp16, type ChargingProfile } from "../k-smart-charging/index.js";
import type { RemoteControl, UnlockOutcome } from "./remote-control.js";
import { answerTrigger, type TriggerPlace, type Triggers } from "./triggers.js";

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
  triggers,
  extendedTriggers,
  clock,
}: {
  remoteControl: RemoteControl;
  /** The connector with that number; `undefined` for none. */
  place: (connectorNumber: number) => ConnectorPlace | undefined;
  /** The station's own id of a numbered transaction. */
  transactionOf: (transactionNumber: number) => string | undefined;
  triggers: Triggers;
  /** What ExtendedTriggerMessage may ask for; where its names are those of TriggerMessage, it can mean other messages. */
  extendedTriggers: Triggers;
  clock: Pick<Clock, "now">;
}): RequestHandlers {
  const trigger = (
    known: Triggers,
    { requestedMessage, connectorId }: { requestedMessage: string; connectorId?: number },
  ): Reply<ResponseOf<"ocpp1.6", "TriggerMessage">> => {
    const isPlaced = connectorId !== undefined && OF_A_CONNECTOR.includes(requestedMessage);
    const at = isPlaced ? triggerPlace(connectorId, place) : undefined;
    if (isPlaced && !at) return { response: { status: "Rejected" } };
    const { status, afterwards } = answerTrigger(known, requestedMessage, at);
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
      if (!at) return answer("NotSupported"); // errata 3.87
      // 5.18: a running transaction ends first, and the connector is unlocked with it.
      const outcome = remoteControl.endAndUnlock(at.evseId, at.connectorId);
      return answer(UNLOCK_STATUS[outcome]);
    },
    TriggerMessage: (request: RequestOf<"ocpp1.6", "TriggerMessage">) => trigger(triggers, request),
    ExtendedTriggerMessage: (request: RequestOf<"ocpp1.6", "ExtendedTriggerMessage">) =>
      trigger(extendedTriggers, request),
  };
}

const UNLOCK_STATUS: Readonly<
  Record<UnlockOutcome | "NoLock", ResponseOf<"ocpp1.6", "UnlockConnector">["status"]>
> = {
  Unlocked: "Unlocked",
  UnlockFailed: "UnlockFailed",
  OngoingAuthorizedTransaction: "UnlockFailed",
  UnknownConnector: "NotSupported",
  NoLock: "NotSupported", // a fixed cable (5.18)
};

/** Messages to which the connectorId of a trigger matters; with the others it is ignored (5.17). */
const OF_A_CONNECTOR: readonly string[] = ["MeterValues", "StatusNotification"];

/** Connector 0 is the station itself, and its main meter. */
function triggerPlace(
  connectorNumber: number,
  place: (connectorNumber: number) => ConnectorPlace | undefined,
): TriggerPlace | undefined {
  if (connectorNumber === 0) return { id: 0 };
  const at = place(connectorNumber);
  return at && { id: at.evseId, connectorId: at.connectorId };
}

/** 5.16.2: there is no transaction yet; a profile that names one is refused for it. */
function profileForStart(
  { chargingProfile }: RequestOf<"ocpp1.6", "RemoteStartTransaction">,
  at: number,
): ChargingProfile | undefined {
  const transactionId = chargingProfile?.transactionId?.toString();
  return chargingProfile && profileFromOcpp16(chargingProfile, { at, transactionId });
}
