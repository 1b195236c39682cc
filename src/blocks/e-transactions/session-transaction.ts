import type { EvseHardware } from "../../hardware/index.js";
import type { TransactionAbilities } from "./abilities.js";
import type { AuthorizationRecord } from "./authorization-record.js";
import { chargingStateOf } from "./charging-state.js";
import type { ChargingState } from "./interface.js";
import type { Occurrence } from "./occurrence.js";
import { OpenTransaction } from "./open-transaction.js";
import { sampleTransaction } from "./sampling.js";
import { eventDetails } from "./session-facts.js";
import { newTransactionRecord } from "./transaction-record.js";
import type { TransactionStore } from "./transaction-store.js";

/** The transaction of a session while there is one, and the sampling of its meter values. */
export class SessionTransaction {
  readonly #evse: EvseHardware | null;
  readonly #abilities: TransactionAbilities;
  readonly #transactions: TransactionStore;
  #open: OpenTransaction | null = null;
  #sampling: { stop(): void } | null = null;

  constructor(evse: EvseHardware | null, abilities: TransactionAbilities, transactions: TransactionStore) {
    this.#evse = evse;
    this.#abilities = abilities;
    this.#transactions = transactions;
  }

  /** The running transaction. */
  get open(): OpenTransaction | null {
    return this.#open;
  }

  /** Starts one: its Started event is stored and queued. */
  start(occurrence: Occurrence, authorization: AuthorizationRecord | null): OpenTransaction {
    const { random, clock, meterValues, logger } = this.#abilities;
    const evseId = this.#evse?.id ?? null;
    const transaction = new OpenTransaction(
      newTransactionRecord({
        transactionId: random.uuid(), // E01.FR.08
        evseId,
        connectorId: this.#connectorId,
        startedAt: clock.now(),
        authorization,
        energyAtStartWh: evseId === null ? null : meterValues.energyWh(evseId),
      }),
      this.#abilities,
      this.#transactions,
    );
    this.#open = transaction;
    logger.info({ evseId, transactionId: transaction.id }, "transaction started");
    const state = this.chargingState(authorization !== null);
    transaction.start(occurrence.trigger, eventDetails(this.#evse, occurrence, state, true));
    this.#sampling = sampleTransaction(transaction, this.#abilities);
    return transaction;
  }

  /**
   * Tells of an occurrence by an Updated event.
   * @returns whether there was something to tell
   */
  tell(occurrence: Occurrence, authorized: boolean): boolean {
    const transaction = this.#open;
    if (!transaction) return false;
    const connectorId = this.#connectorId;
    if (connectorId !== null) transaction.moveTo({ evseId: this.#evse?.id ?? null, connectorId });
    const state = this.chargingState(authorized);
    const changed = transaction.chargingState !== state;
    if (occurrence.onlyIfChanged && !changed) return false;
    transaction.update(occurrence.trigger, eventDetails(this.#evse, occurrence, state, changed));
    return true;
  }

  /** Ends it by an Ended event. */
  end(occurrence: Occurrence, authorized: boolean): void {
    const transaction = this.#open;
    if (!transaction) return;
    this.stopSampling();
    // The energy stops first, so that the last values are those after it.
    this.#evse?.withdrawEnergy();
    const state = this.chargingState(authorized);
    transaction.end(
      occurrence.trigger,
      occurrence.stopReason,
      eventDetails(this.#evse, occurrence, state, true),
    );
    this.#open = null;
  }

  /** Tells how it stands, because the CSMS asks (F06.FR.07). */
  report(authorized: boolean): void {
    const value = this.#evse && this.#abilities.meterValues.sample(this.#evse.id, "txUpdated", "Trigger");
    this.#open?.update("Trigger", {
      chargingState: this.chargingState(authorized),
      repeatsPlace: true,
      ...(value && { meterValues: [value] }),
    });
  }

  /** Goes on here with a transaction that has begun without an EVSE. */
  take(transaction: OpenTransaction): void {
    if (!this.#evse) return;
    this.#open = transaction;
    transaction.moveTo({ evseId: this.#evse.id, connectorId: this.#connectorId });
    this.#sampling = sampleTransaction(transaction, this.#abilities);
  }

  /** Leaves the transaction to another session. */
  release(): OpenTransaction | null {
    const transaction = this.#open;
    this.stopSampling();
    this.#open = null;
    return transaction;
  }

  /** Stops all timers; the transaction stays open in the store. */
  stopSampling(): void {
    this.#sampling?.stop();
    this.#sampling = null;
  }

  /** The charging state as it is physically now, and by what the CSMS has said of the driver. */
  chargingState(authorized: boolean): ChargingState {
    const held = this.#open?.state === "held" && authorized;
    return chargingStateOf(this.#connectorId !== null, this.#evse?.energyTransfer ?? "none", held);
  }

  get #connectorId(): number | null {
    return this.#evse?.connectedConnector?.id ?? null;
  }
}
