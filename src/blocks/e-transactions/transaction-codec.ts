import type { OutboxCodec } from "../../csms-link/index.js";
import type { Logger, Store } from "../../kernel/index.js";
import type { Authorization } from "../c-authorization/index.js";
import type { TransactionAnswer, TransactionEvent, Transactions } from "./interface.js";
import { deliveredOcpp16, encodeOcpp16 } from "./ocpp16.js";
import { deliveredOcpp2, encodeOcpp2 } from "./ocpp2.js";
import { openTransactionIds16, type TransactionIds16 } from "./transaction-ids16.js";

/** What the codec asks of its surroundings. */
export interface TransactionCodecAbilities {
  readonly transactions: Pick<Transactions, "judge">;
  readonly authorization: Pick<Authorization, "learn">;
  /** Told what a CSMS answered to an event. */
  readonly answered: (answer: TransactionAnswer) => void;
  /** Number of a connector in OCPP 1.6. */
  readonly connectorNumber: (evseId: number, connectorId: number | null) => number;
  readonly store: Store;
  readonly logger: Logger;
}

/** The queue's codec of transaction events, with 1.6's numbers of transactions. */
export interface TransactionCodec extends OutboxCodec<TransactionEvent> {
  readonly ids16: TransactionIds16;
}

/** Puts transaction events into the words of the version that is spoken when they are sent. */
export function createTransactionCodec(abilities: TransactionCodecAbilities): TransactionCodec {
  const { logger, store, connectorNumber } = abilities;
  const ids16 = openTransactionIds16(store);
  return {
    ids16,
    encode: (event, version) =>
      version === "ocpp1.6"
        ? encodeOcpp16(event, { ids: ids16, connectorNumber })
        : { action: "TransactionEvent", payload: encodeOcpp2(event) },
    delivered: (event, response, version) =>
      version === "ocpp1.6"
        ? deliveredOcpp16(event, response, { ...abilities, ids: ids16 })
        : deliveredOcpp2(event, response, abilities),
    discarded: ({ transactionId, seqNo, eventType }, failure) =>
      logger.error({ transactionId, seqNo, eventType, failure }, "a transaction event was given up"), // E13.FR.04
    wentOffline: (event) => ({ ...event, offline: true }), // E11.FR.07
  };
}
