import type { EventBus } from "../../kernel/index.js";
import type { IdToken, IdTokenInfo } from "../c-authorization/index.js";
import type { MeterValue } from "../j-meter-values/index.js";

/** Values of TxStartPoint and TxStopPoint (2.6.6 of the referenced variables). */
export const TX_POINTS = [
  "ParkingBayOccupancy",
  "EVConnected",
  "Authorized",
  "DataSigned",
  "PowerPathClosed",
  "EnergyTransfer",
] as const;
export type TxPoint = (typeof TX_POINTS)[number];

/** Where transactions start and stop. */
export interface TxPoints {
  readonly start: readonly TxPoint[];
  readonly stop: readonly TxPoint[];
}

/** Values of TriggerReasonEnumType that a station can give. */
export type TriggerReason =
  | "AbnormalCondition"
  | "Authorized"
  | "CablePluggedIn"
  | "ChargingRateChanged"
  | "ChargingStateChanged"
  | "Deauthorized"
  | "EVCommunicationLost"
  | "EVConnectTimeout"
  | "EVDeparted"
  | "EVDetected"
  | "EnergyLimitReached"
  | "MeterValueClock"
  | "MeterValuePeriodic"
  | "RemoteStart"
  | "RemoteStop"
  | "ResetCommand"
  | "SignedDataReceived"
  | "StopAuthorized"
  | "TimeLimitReached"
  | "Trigger"
  | "UnlockCommand";

/** Values of ReasonEnumType that a station can give. */
export type StoppedReason =
  | "DeAuthorized"
  | "EVDisconnected"
  | "EmergencyStop"
  | "EnergyLimitReached"
  | "GroundFault"
  | "ImmediateReset"
  | "Local"
  | "MasterPass"
  | "Other"
  | "OvercurrentFault"
  | "PowerLoss"
  | "Reboot"
  | "Remote"
  | "StoppedByEV"
  | "Timeout"
  | "UnlockCommand";

/** Values of ChargingStateEnumType. */
export type ChargingState = "Charging" | "EVConnected" | "Idle" | "SuspendedEV" | "SuspendedEVSE";

/**
 * One thing that happened in a transaction, in terms that every OCPP version can say. It waits in the outbox
 * and is put into a version's words when it is sent.
 */
export interface TransactionEvent {
  readonly eventType: "Started" | "Updated" | "Ended";
  readonly transactionId: string;
  readonly seqNo: number;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly triggerReason: TriggerReason;
  /** It happened, or waited, while there was no connection (E04.FR.03, E11.FR.07). */
  readonly offline: boolean;
  /** Present when it changed, and in the first and last event. */
  readonly chargingState?: ChargingState;
  readonly stoppedReason?: StoppedReason;
  readonly remoteStartId?: number;
  readonly reservationId?: number;
  /** Seconds. */
  readonly timeSpentCharging?: number;
  readonly numberOfPhasesUsed?: number;
  /** Amperes. */
  readonly cableMaxCurrent?: number;
  /** Only where OCPP 2 wants it said (E01.FR.16). */
  readonly evse?: { readonly id: number; readonly connectorId?: number };
  /** Only where OCPP 2 wants it said (E03.FR.01, E07.FR.02). */
  readonly idToken?: IdToken;
  readonly meterValues?: readonly MeterValue[];
  /** What OCPP 1.6 needs with every event. */
  readonly context: {
    readonly evseId: number | null;
    readonly connectorId: number | null;
    /** The energy register in Wh at this instant; 0 while the EVSE is unknown. */
    readonly energyWh: number;
    /** The token that authorized the transaction, if any. */
    readonly authorizedBy: IdToken | null;
  };
}

/** What a CSMS answered to an event, as far as others than this block make use of it. */
export interface TransactionAnswer {
  readonly event: TransactionEvent;
  /** In the station's currency: so far, or after the end in all. */
  readonly totalCost?: number;
  readonly updatedPersonalMessage?: NonNullable<IdTokenInfo["personalMessage"]>;
  readonly idTokenInfo?: IdTokenInfo;
}

/** A transaction as others may see it. */
export interface TransactionView {
  readonly transactionId: string;
  readonly evseId: number | null;
  readonly connectorId: number | null;
  readonly chargingState: ChargingState;
  /** The sequence number of the newest event. */
  readonly seqNo: number;
  readonly authorized: boolean;
  readonly idToken: IdToken | null;
  /** RFC 3339. */
  readonly startedAt: string;
  /** Wh since the start. */
  readonly energyWh: number;
}

export interface TransactionsEvents {
  started: { transactionId: string; evseId: number | null };
  updated: { transactionId: string; evseId: number | null };
  ended: { transactionId: string; evseId: number | null };
  /** Somebody may charge from now on; nothing has followed from it yet. */
  driverAccepted: { evseId: number | null };
  /** Whether somebody is authorized at the EVSE, with or without a transaction, changed. */
  authorizationChanged: { evseId: number | null };
}

/** A wish of a CSMS to start (F01, F02). */
export interface RemoteStart {
  readonly remoteStartId: number;
  readonly idToken: IdToken;
  readonly groupIdToken?: IdToken;
  readonly evseId: number;
  /** 1.6: the connector that was named. */
  readonly connectorId?: number;
}

/** The Transactions engine (E01 to E15): one at most at each EVSE, and one that waits for its EVSE. */
export interface Transactions {
  readonly events: EventBus<TransactionsEvents>;
  /** Transactions that have not ended. */
  ongoing(): readonly TransactionView[];
  onEvse(evseId: number): TransactionView | null;
  /** The id of the transaction at an EVSE, or `null`; cheaper than the whole view. */
  idOnEvse(evseId: number): string | null;
  byId(transactionId: string): TransactionView | null;
  /** Whether somebody is authorized at the EVSE now, with or without a transaction. */
  authorizedAt(evseId: number): IdToken | null;
  /** Who is authorized now, and where; `evseId` is `null` for a driver who has not chosen an EVSE yet. */
  drivers(): readonly { readonly evseId: number | null; readonly idToken: IdToken }[];
  /** Ends what an earlier life of the station left open (stoppedReason PowerLoss). Call once, before anything else. */
  recover(): void;
  /** Starts by order of a CSMS; the rules of who may were checked by block F. */
  startRemotely(wish: RemoteStart): void;
  /** The transaction's id where one waits for authorization at the EVSE (F01.FR.13). */
  awaitingAuthorization(evseId: number): string | null;
  /** F03: `false` where no such transaction is ongoing. */
  stopRemotely(transactionId: string): boolean;
  /** Ends a transaction because its connector is to be unlocked by order of a CSMS (OCPP 1.6, 5.18). */
  stopToUnlock(transactionId: string): void;
  /** Ends transactions at once (B12.FR.04, B12.FR.08): of one EVSE, or of all. */
  endForReset(stoppedReason: "ImmediateReset" | "Reboot", evseId?: number): void;
  /** Ends all transactions because the power is about to fail (E06.FR.08), while it can still be told. */
  endForPowerLoss(): void;
  /** What a CSMS said of an idToken in answer to an event of that transaction (E05). */
  judge(transactionId: string, idToken: IdToken, info: IdTokenInfo): void;
  /** Puts a clock-aligned sample into the EVSE's transaction (J01.FR.22). */
  addClockAlignedSample(evseId: number, value: MeterValue): void;
  /** K11.FR.04, K13.FR.03: the limit under which the EVSE's transaction charges has changed. */
  chargingRateChanged(evseId: number): void;
  /** F06.FR.07: an event with what is measured now; of one EVSE, or of all. `false` where there is no transaction. */
  report(evseId?: number): boolean;
  /** Whether events of that transaction (or any) still wait to be delivered (E14). */
  hasQueuedEvents(transactionId?: string): boolean;
  /** Whether a transaction of that id was ever known and has ended is not kept; unknown ids are not ongoing. */
  isOngoing(transactionId: string): boolean;
}

/** The kind of fact under which {@link TransactionEvent}s wait in the outbox. */
export const TRANSACTION_EVENT = "transactionEvent";
