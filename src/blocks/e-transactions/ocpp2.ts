import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { idTokenInfoFromOcpp2, type Authorization } from "../c-authorization/index.js";
import { meterValuesToOcpp2 } from "../j-meter-values/index.js";
import type { StoppedReason, TransactionAnswer, TransactionEvent, Transactions } from "./interface.js";

type WireEvent = RequestOf<"ocpp2.0.1", "TransactionEvent">;
type WireResponse = ResponseOf<"ocpp2.0.1", "TransactionEvent">;

/** Later versions do not end a transaction to unlock its connector (F05.FR.02), and have no reason for it. */
const stoppedReasonOf = (reason: StoppedReason): Exclude<StoppedReason, "UnlockCommand"> =>
  reason === "UnlockCommand" ? "Remote" : reason;

/** TransactionEvent of OCPP 2.0.1 and 2.1. */
export function encodeOcpp2(event: TransactionEvent): WireEvent {
  const meterValue = meterValuesToOcpp2(event.meterValues ?? []);
  return {
    eventType: event.eventType,
    timestamp: event.timestamp,
    triggerReason: event.triggerReason,
    seqNo: event.seqNo,
    ...(event.offline && { offline: true }), // E04.FR.03
    ...(event.numberOfPhasesUsed !== undefined && { numberOfPhasesUsed: event.numberOfPhasesUsed }),
    ...(event.cableMaxCurrent !== undefined && { cableMaxCurrent: event.cableMaxCurrent }),
    ...(event.reservationId !== undefined && { reservationId: event.reservationId }),
    transactionInfo: {
      transactionId: event.transactionId,
      ...(event.chargingState !== undefined && { chargingState: event.chargingState }),
      ...(event.timeSpentCharging !== undefined && { timeSpentCharging: event.timeSpentCharging }),
      ...(event.stoppedReason !== undefined && { stoppedReason: stoppedReasonOf(event.stoppedReason) }),
      ...(event.remoteStartId !== undefined && { remoteStartId: event.remoteStartId }),
    },
    ...(event.evse && { evse: { ...event.evse } }),
    ...(event.idToken && { idToken: { ...event.idToken } as NonNullable<WireEvent["idToken"]> }),
    ...(meterValue.length > 0 && {
      meterValue: meterValue as unknown as NonNullable<WireEvent["meterValue"]>,
    }),
  };
}

/** C10.FR.05, E05: what the CSMS says of the idToken is learned and acted on; what it says of costs is passed on. */
export function deliveredOcpp2(
  event: TransactionEvent,
  response: object,
  {
    authorization,
    transactions,
    answered,
  }: {
    authorization: Pick<Authorization, "learn">;
    transactions: Pick<Transactions, "judge">;
    answered: (answer: TransactionAnswer) => void;
  },
): void {
  const { idTokenInfo, totalCost, updatedPersonalMessage } = response as WireResponse;
  answered({
    event,
    ...(totalCost !== undefined && { totalCost }),
    ...(updatedPersonalMessage && { updatedPersonalMessage }),
    ...(idTokenInfo && { idTokenInfo: idTokenInfoFromOcpp2(idTokenInfo) }),
  });
  if (!idTokenInfo || !event.idToken) return;
  const info = idTokenInfoFromOcpp2(idTokenInfo);
  authorization.learn(event.idToken, info);
  transactions.judge(event.transactionId, event.idToken, info);
}

/** GetTransactionStatus (E14). */
export function transactionHandlersOcpp2(
  transactions: Pick<Transactions, "isOngoing" | "hasQueuedEvents">,
): RequestHandlers {
  return {
    GetTransactionStatus: ({ transactionId }: RequestOf<"ocpp2.0.1", "GetTransactionStatus">) => ({
      response: {
        messagesInQueue: transactions.hasQueuedEvents(transactionId), // E14.FR.04, E14.FR.05, E14.FR.07, E14.FR.08
        ...(transactionId !== undefined && {
          ongoingIndicator: transactions.isOngoing(transactionId), // E14.FR.01 to E14.FR.03, E14.FR.06
        }),
      } satisfies ResponseOf<"ocpp2.0.1", "GetTransactionStatus">,
    }),
  };
}
