import type { ConnectorHardware, EvseHardware } from "../../hardware/index.js";
import type { IdToken, IdTokenInfo } from "../c-authorization/index.js";
import type { MeterValue } from "../j-meter-values/index.js";
import type { TransactionAbilities } from "./abilities.js";
import type { AuthorizationRecord } from "./authorization-record.js";
import { CableLock } from "./cable-lock.js";
import { applyEnergy, lockCable } from "./energy-gate.js";
import { grantAuthorization, type DriverAuthorization } from "./driver-authorization.js";
import type { StoppedReason, TriggerReason } from "./interface.js";
import type { Occurrence } from "./occurrence.js";
import { OccurrenceQueue } from "./occurrence-queue.js";
import type { OpenTransaction } from "./open-transaction.js";
import { refuseIdToken } from "./refused-id-token.js";
import { readFacts } from "./session-facts.js";
import { SessionTransaction } from "./session-transaction.js";
import { SignedReading } from "./signed-reading.js";
import type { TransactionStore } from "./transaction-store.js";
import {
  authorizationEndStops,
  connectionTimeoutStops,
  startsTransaction,
  stopsTransaction,
  type SessionFacts,
} from "./tx-points.js";

/** What a session tells the engine. */
export interface SessionListener {
  started(session: Session, transactionId: string): void;
  updated(session: Session, transactionId: string): void;
  ended(session: Session, transactionId: string): void;
  authorizationChanged(session: Session): void;
}

/**
 * A charging session at one EVSE (or still without one): keeps the facts, and from every change of them decides
 * by the start and stop points what becomes of the transaction and of the energy.
 */
export class Session {
  readonly #evse: EvseHardware | null;
  readonly #abilities: TransactionAbilities;
  readonly #listener: SessionListener;
  readonly #transaction: SessionTransaction;
  readonly #lock: CableLock;
  readonly #signedReading: SignedReading;
  readonly #occurrences = new OccurrenceQueue((occurrence) => this.#settle(occurrence));
  #facts: SessionFacts;
  #authorization: DriverAuthorization | null = null;

  constructor(
    evse: EvseHardware | null,
    abilities: TransactionAbilities,
    transactions: TransactionStore,
    listener: SessionListener,
  ) {
    this.#evse = evse;
    this.#abilities = abilities;
    this.#listener = listener;
    this.#transaction = new SessionTransaction(evse, abilities, transactions);
    this.#lock = new CableLock(evse);
    this.#signedReading = new SignedReading(evse, abilities.meterValues);
    // What is so when the station wakes up is not news: it starts nothing by itself.
    this.#facts = this.#readFacts();
  }

  get evseId(): number | null {
    return this.#evse?.id ?? null;
  }

  get transaction(): OpenTransaction | null {
    return this.#transaction.open;
  }

  get authorization(): AuthorizationRecord | null {
    return this.#authorization?.record ?? null;
  }

  /** Who may take the cable that a finished session left locked (E05.FR.11, E09.FR.03). */
  get lockOwner(): AuthorizationRecord | null {
    return this.#lock.owner;
  }

  /** A session may begin here. */
  get usable(): boolean {
    return this.evseId === null || this.#abilities.availability.usable(this.evseId);
  }

  /** Who charged in the running transaction before the authorization ended (C01.FR.23). */
  get formerDriver(): IdToken | null {
    const { transaction } = this;
    return transaction?.state === "noLongerAuthorized" ? (transaction.authorization?.idToken ?? null) : null;
  }

  get evConnected(): boolean {
    return (this.#evse?.connectedConnector ?? null) !== null;
  }

  get parkingBayOccupied(): boolean {
    return this.#evse?.parkingBay?.occupied === true;
  }

  /** Somebody may charge now. */
  authorize(record: AuthorizationRecord): void {
    this.#authorization?.end();
    this.#lock.forgetOwner();
    this.#authorization = grantAuthorization(record, this.evConnected, this.#abilities, () =>
      this.#timedOut(),
    );
    this.transaction?.authorizedBy(record);
    this.occur({
      trigger: record.remoteStartId === undefined ? "Authorized" : "RemoteStart",
      stopReason: "Other",
    });
    this.tellEvOfAuthorization();
    this.#listener.authorizationChanged(this);
  }

  /** An EV that talks ISO 15118 and waits for it hears that its driver is authorized (C07, C08). */
  tellEvOfAuthorization(): void {
    if (this.#authorized) this.#evse?.evCommunication?.answerAuthorization(true);
  }

  /** The EV has agreed on a schedule over ISO 15118, and would have energy now. */
  evIsReady(): void {
    this.#applyEnergy();
  }

  /** The EV has ended its session over ISO 15118 for good (SessionStopReq with Terminate). */
  endedByEv(): void {
    if (!this.#authorized) return;
    this.#evse?.withdrawEnergy();
    this.endAuthorization({ trigger: "StopAuthorized", stopReason: "StoppedByEV" }); // E15.FR.04, E15.FR.05
  }

  /** The driver, or the CSMS, ends the authorization. */
  endAuthorization(occurrence: Occurrence): void {
    const record = this.authorization;
    this.#dropAuthorization();
    this.transaction?.authorizationEnded(occurrence.stopReason);
    if (occurrence.trigger === "Deauthorized" && record) this.#lock.keepFor(record); // E05.FR.11
    this.occur({ ...occurrence, ends: authorizationEndStops(this.#abilities.points().stop) });
    this.#askEvToStop();
    if (occurrence.trigger !== "Deauthorized") this.unlock(); // E07.FR.07, F04.FR.02
    this.#listener.authorizationChanged(this);
  }

  /** Gives a locked cable back to whom it belongs. */
  unlock(): void {
    this.#lock.open();
  }

  /** Both ends of the cable are plugged. */
  cableConnected(): void {
    this.#authorization?.evConnected();
    this.occur({ trigger: "CablePluggedIn", stopReason: "Other" });
  }

  /** The connection with the EV is lost: one end of the cable was pulled. */
  cableDisconnected(connector: ConnectorHardware): void {
    const { deviceModel } = this.#abilities;
    const stops = deviceModel.boolean("TxCtrlr.StopTxOnEVSideDisconnect");
    const record = this.authorization;
    const losesAuthorization = record !== null && (stops || !this.transaction);
    if (losesAuthorization) {
      this.#dropAuthorization(); // E09.FR.01
      this.transaction?.authorizationEnded("EVDisconnected");
    } else {
      this.#authorization?.evDisconnected(!connector.lockable); // E10.FR.02
    }
    // E09.FR.03, E10.FR.01: without leave to unlock, the cable waits for its driver.
    const leaveToUnlock = stops && deviceModel.boolean("OCPPCommCtrlr.UnlockOnEVSideDisconnect");
    if (record && connector.locked && !leaveToUnlock) this.#lock.keepFor(record);
    this.occur({
      trigger: "EVCommunicationLost",
      stopReason: "EVDisconnected",
      ends: stops && authorizationEndStops(this.#abilities.points().stop),
    });
    if (leaveToUnlock) this.unlock(); // E09.FR.02
    if (losesAuthorization) this.#listener.authorizationChanged(this);
  }

  parkingBayChanged(occupied: boolean): void {
    this.occur({ trigger: occupied ? "EVDetected" : "EVDeparted", stopReason: "Local" });
  }

  energyTransferChanged(): void {
    const suspendedByEv = this.#evse?.energyTransfer === "suspendedEV";
    this.occur({
      trigger: "ChargingStateChanged",
      stopReason: suspendedByEv ? "StoppedByEV" : "Other",
      onlyIfChanged: true,
    });
  }

  phasesChanged(phases: number): void {
    const { transaction } = this;
    if (transaction?.chargingState === "Charging") {
      transaction.update("ChargingStateChanged", { chargingState: "Charging", phases }); // E02.FR.19
    }
  }

  /** Ends at once, whatever the stop points say: a fault, an emergency stop, a reset. */
  abort(trigger: TriggerReason, stopReason: StoppedReason): void {
    const had = this.#authorized;
    this.#dropAuthorization();
    this.occur({ trigger, stopReason, ends: true });
    this.#askEvToStop();
    this.unlock();
    if (had) this.#listener.authorizationChanged(this);
  }

  /** E05: what the CSMS said of the idToken that authorized the running transaction. */
  judge(info: IdTokenInfo): void {
    const { transaction } = this;
    if (!transaction || transaction.state !== "authorized") return;
    if (info.status === "Accepted") return this.#authorization?.belongsTo(info.groupIdToken);
    if (refuseIdToken(transaction, this.#abilities) === "deauthorize") {
      this.endAuthorization({ trigger: "Deauthorized", stopReason: "DeAuthorized" });
    } else {
      this.#chargingStateMayHaveChanged();
    }
  }

  /** To be called while energy flows under an allowance; ends it when it is used up (E05.FR.03). */
  checkAllowance(): void {
    const limit = this.transaction?.allowanceUntilWh ?? null;
    if (limit === null || !this.#evse || this.#abilities.meterValues.energyWh(this.#evse.id) < limit) return;
    this.transaction?.allowanceUsedUp();
    this.#chargingStateMayHaveChanged();
  }

  addClockAlignedSample(value: MeterValue): void {
    this.transaction?.update("MeterValueClock", { meterValues: [value] }); // J01.FR.22
  }

  /** The charging state is that which was told last: a change of it has an event of its own. */
  chargingRateChanged(): void {
    const { transaction } = this;
    transaction?.update("ChargingRateChanged", { chargingState: transaction.chargingState });
  }

  /** F06.FR.07. */
  report(): void {
    this.#transaction.report(this.#authorized);
  }

  /** Takes over what a session without EVSE has gathered: the driver's EV has appeared here. */
  adopt(floating: Session): void {
    const record = floating.authorization;
    const transaction = floating.#release();
    if (transaction) this.#transaction.take(transaction);
    if (record) {
      this.#authorization = grantAuthorization(record, this.evConnected, this.#abilities, () =>
        this.#timedOut(),
      );
    }
    this.#facts = { ...this.#facts, authorized: record !== null };
  }

  /** Stops all timers; the transaction stays open in the store. */
  dispose(): void {
    this.#transaction.stopSampling();
    this.#authorization?.end();
  }

  /** Takes note of something that happened and settles what follows, in order, one occurrence at a time. */
  occur(occurrence: Occurrence): void {
    this.#occurrences.add(occurrence);
  }

  #settle(occurrence: Occurrence): void {
    const { start, stop } = this.#abilities.points();
    const before = this.#facts;
    const after = this.#readFacts();
    this.#facts = after;
    const { transaction } = this;
    if (transaction) {
      if (occurrence.ends || stopsTransaction(stop, before, after)) this.#end(occurrence, transaction);
      else this.#tell(occurrence, transaction);
    } else if (this.#mayStart() && startsTransaction(start, before, after) && this.#isLockedAsNeeded()) {
      this.#start(occurrence);
    }
    // The signed reading is that of before the first energy.
    if (!this.transaction && this.#signedReading.ask(start, after)) {
      this.occur({ trigger: "SignedDataReceived", stopReason: "Other" });
    } else this.#applyEnergy();
  }

  #mayStart(): boolean {
    return this.#abilities.maySessionBegin() && this.usable;
  }

  #isLockedAsNeeded(): boolean {
    if (!this.#evse || !this.#abilities.startsOnlyLocked()) return true;
    return lockCable(this.#evse, this.#abilities.lockResult);
  }

  #start(occurrence: Occurrence): void {
    const transaction = this.#transaction.start(occurrence, this.authorization);
    this.#listener.started(this, transaction.id);
  }

  #tell(occurrence: Occurrence, { id }: OpenTransaction): void {
    if (this.#transaction.tell(occurrence, this.#authorized)) this.#listener.updated(this, id);
  }

  #end(occurrence: Occurrence, { id }: OpenTransaction): void {
    this.#transaction.end(occurrence, this.#authorized);
    const hadAuthorization = this.#authorized;
    this.#dropAuthorization(); // authorization lasts until the transaction ends (errata 2025-01, C 1.6)
    this.#askEvToStop();
    this.#facts = this.#readFacts();
    if (!this.lockOwner) this.unlock(); // E06.FR.10
    this.#abilities.logger.info({ evseId: this.evseId, transactionId: id }, "transaction ended");
    this.#listener.ended(this, id);
    if (hadAuthorization) this.#listener.authorizationChanged(this);
  }

  #chargingStateMayHaveChanged(): void {
    this.#applyEnergy();
    this.energyTransferChanged();
  }

  get #authorized(): boolean {
    return this.#authorization !== null;
  }

  #readFacts(): SessionFacts {
    const [authorized, evConnected] = [this.#authorized, this.evConnected];
    return readFacts(this.#evse, {
      authorized,
      dataSigned: this.#signedReading.taken({ authorized, evConnected }),
    });
  }

  /** Offers energy exactly while an authorized driver's EV is connected, its cable locked, and nothing forbids it. */
  #applyEnergy(): void {
    if (!this.#evse) return;
    const allowed = this.#authorized && (this.transaction?.energyAllowed ?? this.#mayStart());
    applyEnergy(this.#evse, allowed, this.#abilities.lockResult);
  }

  #timedOut(): void {
    this.#authorization = null;
    this.transaction?.authorizationEnded("Timeout");
    this.#abilities.logger.info(
      { evseId: this.evseId },
      "no EV was connected in time; the authorization has ended",
    );
    this.occur({
      trigger: "EVConnectTimeout",
      stopReason: "Timeout",
      ends: connectionTimeoutStops(this.#abilities.points().stop), // E03.FR.05, E03.FR.15
    });
    this.#listener.authorizationChanged(this);
  }

  /** Nobody pays any more: a session over ISO 15118 ends, so that the EV does not wait for energy. */
  #askEvToStop(): void {
    this.#evse?.evCommunication?.askToStop();
  }

  #dropAuthorization(): void {
    this.#authorization?.end();
    this.#authorization = null;
  }

  #release(): OpenTransaction | null {
    const transaction = this.#transaction.release();
    this.#dropAuthorization();
    this.#facts = this.#readFacts();
    return transaction;
  }
}
