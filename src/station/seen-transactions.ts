import type { TransactionsEngine } from "../blocks/e-transactions/index.js";
import type { AvailabilityTarget, TransactionsInProgress } from "../blocks/g-availability/index.js";
import type { MeterValue, TransactionPresence } from "../blocks/j-meter-values/index.js";
import type { Unsubscribe } from "../kernel/index.js";

/**
 * The transactions of a life as those blocks see them that know little of transactions. Some of them are made
 * before the transactions, so these are asked for when they are needed.
 */
export class SeenTransactions implements TransactionsInProgress, TransactionPresence {
  readonly #transactions: () => TransactionsEngine;

  constructor(transactions: () => TransactionsEngine) {
    this.#transactions = transactions;
  }

  inProgress({ evseId, connectorId }: AvailabilityTarget): boolean {
    if (evseId === undefined) return this.anyTransaction();
    const transaction = this.#transactions().onEvse(evseId);
    const elsewhere = connectorId !== undefined && (transaction?.connectorId ?? connectorId) !== connectorId;
    return transaction !== null && !elsewhere;
  }

  hasTransaction(evseId: number): boolean {
    return this.#transactions().onEvse(evseId) !== null;
  }

  anyTransaction(): boolean {
    return this.#transactions().ongoing().length > 0;
  }

  /** Of one EVSE, or of the station. */
  any(evseId?: number): boolean {
    return evseId === undefined ? this.anyTransaction() : this.hasTransaction(evseId);
  }

  addClockAlignedSample(evseId: number, value: MeterValue): void {
    this.#transactions().addClockAlignedSample(evseId, value);
  }

  endForReset(stoppedReason: "ImmediateReset" | "Reboot", evseId?: number): void {
    this.#transactions().endForReset(stoppedReason, evseId);
  }

  onEnded(listener: () => void): Unsubscribe {
    return this.#transactions().events.on("ended", listener);
  }
}
