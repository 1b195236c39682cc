import type { RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import { idTokenFromOcpp2 } from "../c-authorization/index.js";
import { profileFromOcpp2 } from "../k-smart-charging/index.js";
import type { Transactions } from "../e-transactions/index.js";
import type { RemoteControl } from "./remote-control.js";
import { answerTrigger, type Triggers } from "./triggers.js";

/** Remote Control in the words of OCPP 2.0.1 and 2.1. */
export function remoteControlHandlersOcpp2({
  remoteControl,
  transactions,
  triggers,
}: {
  remoteControl: RemoteControl;
  transactions: Pick<Transactions, "awaitingAuthorization">;
  triggers: Triggers;
}): RequestHandlers {
  return {
    RequestStartTransaction: (request: RequestOf<"ocpp2.0.1", "RequestStartTransaction">) => {
      const { decision, afterwards } = remoteControl.start({
        remoteStartId: request.remoteStartId,
        idToken: idTokenFromOcpp2(request.idToken),
        ...(request.groupIdToken && { groupIdToken: idTokenFromOcpp2(request.groupIdToken) }),
        ...(request.evseId !== undefined && { evseId: request.evseId }),
        ...(request.chargingProfile && { chargingProfile: profileFromOcpp2(request.chargingProfile) }),
      });
      const transactionId =
        decision.status === "Accepted" ? transactions.awaitingAuthorization(decision.evseId) : null;
      return {
        response: {
          status: decision.status,
          ...(transactionId !== null && { transactionId }), // F01.FR.13
          ...(decision.profileFault && statusInfoOf(decision.profileFault)),
        } satisfies ResponseOf<"ocpp2.0.1", "RequestStartTransaction">,
        ...(afterwards && { afterwards }),
      };
    },
    RequestStopTransaction: ({ transactionId }: RequestOf<"ocpp2.0.1", "RequestStopTransaction">) => {
      const stop = remoteControl.stop(transactionId);
      return {
        response: { status: stop ? "Accepted" : "Rejected" } satisfies ResponseOf<
          "ocpp2.0.1",
          "RequestStopTransaction"
        >, // F03.FR.07, F03.FR.08
        ...(stop && { afterwards: stop }),
      };
    },
    UnlockConnector: ({ evseId, connectorId }: RequestOf<"ocpp2.0.1", "UnlockConnector">) => ({
      response: { status: remoteControl.unlock(evseId, connectorId) } satisfies ResponseOf<
        "ocpp2.0.1",
        "UnlockConnector"
      >,
    }),
    TriggerMessage: ({ requestedMessage, evse }: RequestOf<"ocpp2.0.1", "TriggerMessage">) => {
      const place = evse && {
        id: evse.id,
        ...(evse.connectorId !== undefined && { connectorId: evse.connectorId }),
      };
      const { status, afterwards } = answerTrigger(triggers, requestedMessage, place);
      return {
        response: { status } satisfies ResponseOf<"ocpp2.0.1", "TriggerMessage">,
        ...(afterwards && { afterwards }),
      };
    },
  };
}
