import type { Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import {
  idTagFromIdToken,
  idTokenInfoFromIdTagInfo,
  type Authorization,
  type IdToken,
} from "../c-authorization/index.js";
import { meterValuesRequestOcpp16, meterValuesToOcpp16 } from "../j-meter-values/index.js";
import type { StoppedReason, TransactionEvent, Transactions } from "./interface.js";
import type { TransactionIds16 } from "./transaction-ids16.js";

type StopTransaction = RequestOf<"ocpp1.6", "StopTransaction">;

/** Said where the central system never gave the transaction a number, so that its end is not lost. */
const UNKNOWN_NUMBER = -1;

const REASONS: Readonly<Partial<Record<StoppedReason, StopTransaction["reason"]>>> = {
  DeAuthorized: "DeAuthorized",
  EVDisconnected: "EVDisconnected",
  EmergencyStop: "EmergencyStop",
  ImmediateReset: "HardReset",
  Local: "Local",
  MasterPass: "Local",
  PowerLoss: "PowerLoss",
  // Nothing but a soft reset ends transactions gracefully for a reboot.
  Reboot: "SoftReset",
  Remote: "Remote",
  UnlockCommand: "UnlockCommand",
};

const tagOf = (idToken: IdToken | null): string => (idToken && idTagFromIdToken(idToken)) ?? "";

/**
 * What OCPP 1.6 has to say of an event: StartTransaction, StopTransaction, MeterValues, or nothing, since states
 * are told by StatusNotification there.
 */
export function encodeOcpp16(
  event: TransactionEvent,
  {
    ids,
    connectorNumber,
  }: {
    ids: TransactionIds16;
    connectorNumber: (evseId: number, connectorId: number | null) => number;
  },
): { action: string; payload: object } | null {
  const { context, transactionId, timestamp } = event;
  const connectorId = connectorNumber(context.evseId ?? 0, context.connectorId);
  const register = Math.round(context.energyWh);
  switch (event.eventType) {
    case "Started":
      return {
        action: "StartTransaction",
        payload: {
          connectorId,
          idTag: tagOf(context.authorizedBy),
          meterStart: register,
          timestamp,
          ...(event.reservationId !== undefined && { reservationId: event.reservationId }),
        } satisfies RequestOf<"ocpp1.6", "StartTransaction">,
      };
    case "Updated": {
      if (!event.meterValues) return null;
      const payload = meterValuesRequestOcpp16(connectorId, event.meterValues, ids.numberOf(transactionId));
      return payload && { action: "MeterValues", payload };
    }
    case "Ended": {
      const transactionData = meterValuesToOcpp16(event.meterValues ?? []);
      return {
        action: "StopTransaction",
        payload: {
          ...(event.idToken && { idTag: tagOf(event.idToken) }),
          meterStop: register,
          timestamp,
          transactionId: ids.numberOf(transactionId) ?? UNKNOWN_NUMBER,
          reason: REASONS[event.stoppedReason ?? "Local"] ?? "Other",
          ...(transactionData.length > 0 && { transactionData }),
        },
      };
    }
  }
}

/** Learns the transaction's number and what is said of the idTag. */
export function deliveredOcpp16(
  event: TransactionEvent,
  response: object,
  {
    ids,
    authorization,
    transactions,
    logger,
  }: {
    ids: TransactionIds16;
    authorization: Pick<Authorization, "learn">;
    transactions: Pick<Transactions, "judge">;
    logger: Logger;
  },
): void {
  if (event.eventType === "Ended") {
    ids.forget(event.transactionId);
    const { idTagInfo: ofStopping } = response as ResponseOf<"ocpp1.6", "StopTransaction">;
    if (event.idToken && ofStopping) authorization.learn(event.idToken, idTokenInfoFromIdTagInfo(ofStopping)); // 3.5.1
  }
  if (event.eventType !== "Started") return;
  const { transactionId, idTagInfo } = response as ResponseOf<"ocpp1.6", "StartTransaction">;
  ids.learn(event.transactionId, transactionId);
  const idToken = event.context.authorizedBy;
  if (!idToken) return;
  const info = idTokenInfoFromIdTagInfo(idTagInfo);
  logger.debug({ transactionId, status: info.status }, "the central system numbered the transaction");
  authorization.learn(idToken, info);
  transactions.judge(event.transactionId, idToken, info);
}
