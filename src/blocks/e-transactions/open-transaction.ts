import type { EventFrom } from "xstate";
import { createStepper, toTimestamp } from "../../kernel/index.js";
import type { IdToken } from "../c-authorization/index.js";
import type { MeterValue } from "../j-meter-values/index.js";
import type { TransactionAbilities } from "./abilities.js";
import type { AuthorizationRecord } from "./authorization-record.js";
import {
  TRANSACTION_EVENT,
  type ChargingState,
  type StoppedReason,
  type TransactionEvent,
  type TransactionView,
  type TriggerReason,
} from "./interface.js";
import type { TransactionRecord } from "./transaction-record.js";
import type { TransactionStore } from "./transaction-store.js";
import { transactionMachine, type RefusalSettings, type TransactionState } from "./transaction.machine.js";

/** What an event says besides its trigger. */
export interface EventDetails {
  readonly chargingState?: ChargingState;
  readonly idToken?: IdToken;
  readonly meterValues?: readonly MeterValue[];
  readonly phases?: number;
  readonly cableMaxCurrent?: number;
  /** EVSE and connector are told although they were before: who triggers an event may not know them. */
  readonly repeatsPlace?: boolean;
}

/** Where the transaction takes place, as far as it is known. */
export interface Place {
  readonly evseId: number | null;
  readonly connectorId: number | null;
}

const stepper = createStepper(transactionMachine);

type Parts = Pick<TransactionAbilities, "outbox" | "online" | "clock" | "meterValues" | "deviceModel">;

/**
 * A transaction from its Started to its Ended: owns the stored facts and turns every occurrence into the next
 * event, stored and queued in one step (E01.FR.07, E04.FR.01), so that a power cut loses neither.
 */
export class OpenTransaction {
  #record: TransactionRecord;
  readonly #parts: Parts;
  readonly #transactions: TransactionStore;

  constructor(record: TransactionRecord, parts: Parts, transactions: TransactionStore) {
    this.#record = record;
    this.#parts = parts;
    this.#transactions = transactions;
  }

  get id(): string {
    return this.#record.transactionId;
  }

  get authorization(): AuthorizationRecord | null {
    return this.#record.authorization;
  }

  get chargingState(): ChargingState {
    return this.#record.chargingState;
  }

  get state(): TransactionState {
    return this.#record.state;
  }

  /** Energy may be offered as far as this transaction is concerned. */
  get energyAllowed(): boolean {
    return this.#snapshot().hasTag("energyAllowed");
  }

  /** Authorized by somebody, even if energy is held back. */
  get authorized(): boolean {
    return this.#snapshot().hasTag("authorized");
  }

  /** Wh of the register at which MaxEnergyOnInvalidId is used up; `null` where it does not apply now. */
  get allowanceUntilWh(): number | null {
    return this.#record.state === "allowance" ? this.#record.allowanceUntilWh : null;
  }

  get evseId(): number | null {
    return this.#record.evseId;
  }

  view(): TransactionView {
    const { evseId, energyAtStartWh } = this.#record;
    const energyWh =
      evseId === null || energyAtStartWh === null
        ? 0
        : this.#parts.meterValues.energyWh(evseId) - energyAtStartWh;
    return {
      transactionId: this.id,
      evseId,
      connectorId: this.#record.connectorId,
      chargingState: this.#record.chargingState,
      seqNo: this.#record.nextSeqNo - 1,
      authorized: this.authorized,
      idToken: this.#record.authorization?.idToken ?? null,
      startedAt: toTimestamp(this.#record.startedAt),
      energyWh: Math.max(0, Math.round(energyWh * 1000) / 1000),
    };
  }

  /** Notes where the transaction takes place; told with the next event. */
  moveTo({ evseId, connectorId }: Place): void {
    this.#change({
      evseId,
      connectorId: connectorId ?? this.#record.connectorId,
      ...(this.#record.energyAtStartWh === null &&
        evseId !== null && { energyAtStartWh: this.#parts.meterValues.energyWh(evseId) }),
    });
  }

  /** Notes who is authorized. */
  authorizedBy(authorization: AuthorizationRecord): void {
    this.#change({
      authorization,
      idTokenTold: false,
      remoteStartTold: false,
      reservationTold: false,
      stoppedReason: null,
      state: this.#step({ type: "authorized" }),
    });
  }

  /** The authorization has ended; the first reason given is the one that the Ended event tells. */
  authorizationEnded(reason: StoppedReason): void {
    this.#change({
      state: this.#step({ type: "authorizationEnded" }),
      stoppedReason: this.#record.stoppedReason ?? reason,
    });
  }

  /** Notes why the transaction will end, unless something came before. */
  initiatedStop(reason: StoppedReason): void {
    if (this.#record.stoppedReason === null) this.#change({ stoppedReason: reason });
  }

  /** E05: the CSMS did not accept the idToken. */
  idTokenRefused(settings: RefusalSettings, allowanceUntilWh: number | null): void {
    this.#change({ state: this.#step({ type: "idTokenRefused", ...settings }), allowanceUntilWh });
  }

  allowanceUsedUp(): void {
    this.#change({ state: this.#step({ type: "allowanceUsedUp" }) });
  }

  /** Collects a sample for the Ended event. */
  collect(value: MeterValue): void {
    this.#transactions.addSample(this.id, value);
  }

  /** Queues the first event. */
  start(triggerReason: TriggerReason, details: EventDetails): void {
    this.#emit("Started", triggerReason, details);
  }

  /** Queues an event of the running transaction. */
  update(triggerReason: TriggerReason, details: EventDetails = {}): void {
    this.#emit("Updated", triggerReason, details);
  }

  /**
   * Queues the last event and forgets the stored facts.
   * @param stoppedReason used unless something initiated the stop before
   */
  end(triggerReason: TriggerReason, stoppedReason: StoppedReason, details: EventDetails): void {
    this.initiatedStop(stoppedReason);
    this.#transactions.transaction(() => {
      this.#record = { ...this.#record, state: this.#step({ type: "ended" }) };
      this.#emit("Ended", triggerReason, { ...details, meterValues: this.#endedValues() });
      this.#transactions.remove(this.id);
    });
  }

  /** Ends what a power cut interrupted (E06.FR.08, E06.FR.16). */
  endAfterPowerLoss(evConnected: boolean): void {
    this.end("AbnormalCondition", "PowerLoss", { chargingState: evConnected ? "EVConnected" : "Idle" });
  }

  /** E06.FR.11: the values of begin and end, and those collected in between. */
  #endedValues(): MeterValue[] {
    const { meterValues } = this.#parts;
    const { evseId, beginSample } = this.#record;
    if (evseId === null) return [];
    const end = meterValues.sample(evseId, "txEnded", "Transaction.End");
    const collected = this.#transactions.samples(this.id);
    return [...(beginSample ? [beginSample] : []), ...collected, ...(end ? [end] : [])];
  }

  #emit(eventType: TransactionEvent["eventType"], triggerReason: TriggerReason, details: EventDetails): void {
    const { clock, outbox, online } = this.#parts;
    const now = clock.now();
    this.#follow(details.chargingState, now);
    const remote = this.#record.authorization?.remoteStartId;
    const tellRemote = remote !== undefined && !this.#record.remoteStartTold;
    const reservation = this.#record.authorization?.reservationId;
    const tellReservation = reservation !== undefined && !this.#record.reservationTold;
    const event: TransactionEvent = {
      eventType,
      transactionId: this.id,
      seqNo: this.#record.nextSeqNo,
      timestamp: toTimestamp(now),
      // F01.FR.19, F02.FR.21: whatever happens next after a remote start says so.
      triggerReason: tellRemote && eventType !== "Ended" ? "RemoteStart" : triggerReason,
      offline: !online(),
      ...(details.chargingState !== undefined && { chargingState: details.chargingState }),
      ...(eventType === "Ended" &&
        this.#record.stoppedReason && { stoppedReason: this.#record.stoppedReason }),
      ...(tellRemote && { remoteStartId: remote }),
      ...(tellReservation && { reservationId: reservation }), // E01.FR.13, E02.FR.03, E03.FR.03, H01.FR.15
      ...this.#timeSpent(eventType, now),
      ...this.#placeToTell(details.repeatsPlace === true),
      ...this.#tokenToTell(details.idToken),
      ...this.#phasesToTell(details.phases),
      ...(details.cableMaxCurrent !== undefined && { cableMaxCurrent: details.cableMaxCurrent }),
      ...this.#valuesToTell(eventType, details),
      context: {
        evseId: this.#record.evseId,
        connectorId: this.#record.connectorId,
        energyWh: this.#record.evseId === null ? 0 : this.#parts.meterValues.energyWh(this.#record.evseId),
        authorizedBy: this.#record.authorization?.idToken ?? null,
      },
    };
    this.#transactions.transaction(() => {
      this.#record = {
        ...this.#record,
        nextSeqNo: this.#record.nextSeqNo + 1,
        idTokenTold: this.#record.idTokenTold || event.idToken !== undefined,
        remoteStartTold: this.#record.remoteStartTold || tellRemote,
        reservationTold: this.#record.reservationTold || tellReservation,
      };
      this.#transactions.save(this.#record);
      outbox.enqueue(TRANSACTION_EVENT, event);
    });
  }

  /** Keeps the stored charging state and the time spent charging up to date. */
  #follow(chargingState: ChargingState | undefined, now: number): void {
    if (chargingState === undefined || chargingState === this.#record.chargingState) return;
    const { chargingSince, chargedFor } = this.#record;
    this.#record = {
      ...this.#record,
      chargingState,
      chargedFor: chargingSince === null ? chargedFor : chargedFor + (now - chargingSince),
      chargingSince: chargingState === "Charging" ? now : null,
    };
  }

  #timeSpent(eventType: string, now: number): { timeSpentCharging?: number } {
    if (eventType === "Started") return {};
    const { chargedFor, chargingSince } = this.#record;
    const total = chargedFor + (chargingSince === null ? 0 : now - chargingSince);
    return { timeSpentCharging: Math.floor(total / 1000) };
  }

  /** E01.FR.16: the EVSE once it is known, the connector once the EV is connected; not repeated. */
  #placeToTell(again: boolean): Pick<TransactionEvent, "evse"> {
    const { evseId, connectorId, evseTold, chargingState } = this.#record;
    if (evseId === null || (evseTold === "connector" && !again)) return {};
    const connected = connectorId !== null && chargingState !== "Idle";
    if (!connected && evseTold === "evse" && !again) return {};
    this.#record = { ...this.#record, evseTold: connected ? "connector" : "evse" };
    return { evse: { id: evseId, ...(connected && { connectorId }) } };
  }

  /** E03.FR.01: the authorizing token once; a stopping one when it is given (E07.FR.02). */
  #tokenToTell(given: IdToken | undefined): Pick<TransactionEvent, "idToken"> {
    if (given) return { idToken: given };
    const { authorization, idTokenTold } = this.#record;
    return authorization && !idTokenTold ? { idToken: authorization.idToken } : {};
  }

  /** E02.FR.18, E02.FR.19. */
  #phasesToTell(phases: number | undefined): Pick<TransactionEvent, "numberOfPhasesUsed"> {
    if (phases === undefined || phases === this.#record.phasesTold) return {};
    this.#record = { ...this.#record, phasesTold: phases };
    return { numberOfPhasesUsed: phases };
  }

  /** Transaction.Begin with the first event that knows the EVSE, at the latest when charging starts (E01.FR.17). */
  #valuesToTell(eventType: string, details: EventDetails): Pick<TransactionEvent, "meterValues"> {
    const values = [...(details.meterValues ?? [])];
    const { evseId, beginTold, chargingState } = this.#record;
    if (!beginTold && evseId !== null && (eventType === "Started" || chargingState === "Charging")) {
      const begin = this.#parts.meterValues.sample(evseId, "txStarted", "Transaction.Begin");
      if (begin) values.unshift(begin);
      const beginSample = this.#parts.meterValues.sample(evseId, "txEnded", "Transaction.Begin");
      this.#record = { ...this.#record, beginTold: true, beginSample };
    }
    return values.length > 0 ? { meterValues: values } : {};
  }

  #change(change: Partial<TransactionRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#transactions.save(this.#record);
  }

  #snapshot(): ReturnType<typeof transactionMachine.resolveState> {
    return transactionMachine.resolveState({ value: this.#record.state });
  }

  #step(event: EventFrom<typeof transactionMachine>): TransactionState {
    return stepper.step(this.#snapshot(), event)[0].value as TransactionState;
  }
}
