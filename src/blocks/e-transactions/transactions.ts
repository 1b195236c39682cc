import { Seconds, type EventBus, type Timer, type Unsubscribe } from "../../kernel/index.js";
import { sameIdToken, type IdToken, type IdTokenInfo } from "../c-authorization/index.js";
import type { MeterValue } from "../j-meter-values/index.js";
import type { TransactionAbilities } from "./abilities.js";
import { withReservation } from "./authorization-record.js";
import { followEvSessions } from "./ev-sessions.js";
import { DriverActions } from "./driver-actions.js";
import {
  TRANSACTION_EVENT,
  type RemoteStart,
  type TransactionEvent,
  type Transactions,
  type TransactionsEvents,
  type TransactionView,
} from "./interface.js";
import { OpenTransaction } from "./open-transaction.js";
import { StationSessions } from "./station-sessions.js";
import { createTransactionStore, type TransactionStore } from "./transaction-store.js";

/** {@link Transactions}, and the end of its life. */
export interface TransactionsEngine extends Transactions {
  /** Lets go of hardware and timers; open transactions stay in the store. */
  dispose(): void;
}

/** How often an allowance of MaxEnergyOnInvalidId is looked at while it runs. */
const ALLOWANCE_CHECK = Seconds(1);

/** Makes the Transactions engine of a station and listens to its hardware. */
export function createTransactions(abilities: TransactionAbilities): TransactionsEngine {
  return new Engine(abilities);
}

/** A class, so that the stations of a process share its methods. */
class Engine implements TransactionsEngine {
  readonly #abilities: TransactionAbilities;
  readonly #facts: TransactionStore;
  readonly #sessions: StationSessions;
  readonly #driverActions: DriverActions;
  readonly #forget: readonly Unsubscribe[];
  #allowanceTimer: Timer | null = null;

  constructor(abilities: TransactionAbilities) {
    const { hardware, deviceModel, store } = abilities;
    this.#abilities = abilities;
    this.#facts = createTransactionStore(store);
    this.#sessions = new StationSessions(abilities, this.#facts);
    this.#driverActions = new DriverActions(this.#sessions, abilities);
    this.#forget = [
      deviceModel.watch("AuthCtrlr.Enabled", () => this.#sessions.applyAccess()),
      hardware.events.follow(this.#driverActions),
      ...followEvSessions((evseId) => this.#sessions.at(evseId), abilities),
    ];
    this.#sessions.applyAccess();
  }

  get events(): EventBus<TransactionsEvents> {
    return this.#sessions.events;
  }

  ongoing(): readonly TransactionView[] {
    return this.#sessions.withTransaction().map(([, transaction]) => transaction.view());
  }

  onEvse(evseId: number): TransactionView | null {
    return this.#sessions.at(evseId)?.transaction?.view() ?? null;
  }

  idOnEvse(evseId: number): string | null {
    return this.#sessions.at(evseId)?.transaction?.id ?? null;
  }

  byId(transactionId: string): TransactionView | null {
    return this.#sessions.find(transactionId)?.[1].view() ?? null;
  }

  isOngoing(transactionId: string): boolean {
    return this.#sessions.find(transactionId) !== undefined;
  }

  authorizedAt(evseId: number): IdToken | null {
    return this.#sessions.at(evseId)?.authorization?.idToken ?? null;
  }

  drivers(): readonly { readonly evseId: number | null; readonly idToken: IdToken }[] {
    return this.#sessions
      .all()
      .flatMap(({ evseId, authorization: driver }) => (driver ? [{ evseId, idToken: driver.idToken }] : []));
  }

  awaitingAuthorization(evseId: number): string | null {
    const session = this.#sessions.at(evseId);
    return session?.transaction && !session.authorization ? session.transaction.id : null;
  }

  recover(): void {
    const { hardware, logger } = this.#abilities;
    for (const record of this.#facts.open()) {
      const transaction = new OpenTransaction(record, this.#abilities, this.#facts);
      logger.warn(
        { transactionId: record.transactionId },
        "ending a transaction that a power loss interrupted",
      );
      const evse = hardware.evses.find(({ id }) => id === record.evseId);
      transaction.endAfterPowerLoss((evse?.connectedConnector ?? null) !== null);
    }
    for (const evse of hardware.evses) {
      for (const connector of evse.connectors) if (connector.locked) connector.unlock();
    }
  }

  startRemotely({ remoteStartId, idToken, groupIdToken, evseId }: RemoteStart): void {
    const record = { idToken, remoteStartId, ...(groupIdToken && { groupIdToken }) };
    this.#sessions.at(evseId)?.authorize(withReservation(record, evseId, this.#abilities.reservations));
  }

  stopRemotely(transactionId: string): boolean {
    const session = this.#sessions.find(transactionId)?.[0];
    session?.endAuthorization({ trigger: "RemoteStop", stopReason: "Remote" }); // F03.FR.02, F03.FR.03
    return session !== undefined;
  }

  stopToUnlock(transactionId: string): void {
    this.#sessions.find(transactionId)?.[0].abort("UnlockCommand", "UnlockCommand");
  }

  endForReset(stoppedReason: "ImmediateReset" | "Reboot", evseId?: number): void {
    for (const session of this.#sessions.all()) {
      if (evseId !== undefined && session.evseId !== evseId) continue;
      if (session.transaction || session.authorization) session.abort("ResetCommand", stoppedReason);
    }
  }

  endForPowerLoss(): void {
    for (const session of this.#sessions.all())
      if (session.transaction || session.authorization) session.abort("AbnormalCondition", "PowerLoss");
  }

  judge(transactionId: string, idToken: IdToken, info: IdTokenInfo): void {
    const [session, transaction] = this.#sessions.find(transactionId) ?? [];
    const driver = transaction?.authorization?.idToken;
    if (!session || !driver || !sameIdToken(driver, idToken)) return;
    session.judge(info);
    this.#watchAllowances();
  }

  addClockAlignedSample(evseId: number, value: MeterValue): void {
    this.#sessions.at(evseId)?.addClockAlignedSample(value);
  }

  chargingRateChanged(evseId: number): void {
    this.#sessions.at(evseId)?.chargingRateChanged();
  }

  report(evseId?: number): boolean {
    const reported = this.#sessions
      .withTransaction()
      .filter(([session]) => evseId === undefined || session.evseId === evseId);
    for (const [session] of reported) session.report();
    return reported.length > 0;
  }

  hasQueuedEvents(transactionId?: string): boolean {
    return this.#abilities.outbox
      .waiting()
      .some(
        ({ kind, fact }) =>
          kind === TRANSACTION_EVENT &&
          (transactionId === undefined || (fact as TransactionEvent).transactionId === transactionId),
      );
  }

  dispose(): void {
    for (const unsubscribe of this.#forget) unsubscribe();
    this.#driverActions.dispose();
    this.#sessions.dispose();
    this.#allowanceTimer?.cancel();
  }

  #watchAllowances(): void {
    const running = this.#sessions
      .withTransaction()
      .some(([, transaction]) => transaction.allowanceUntilWh !== null);
    if (running) {
      this.#allowanceTimer ??= this.#abilities.clock.every("MaxEnergyOnInvalidId", ALLOWANCE_CHECK, () => {
        for (const session of this.#sessions.all()) session.checkAllowance();
        this.#watchAllowances();
      });
    } else {
      this.#allowanceTimer?.cancel();
      this.#allowanceTimer = null;
    }
  }
}
