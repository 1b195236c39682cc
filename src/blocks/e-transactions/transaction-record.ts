import type { MeterValue } from "../j-meter-values/index.js";
import type { AuthorizationRecord } from "./authorization-record.js";
import type { ChargingState, StoppedReason } from "./interface.js";
import type { TransactionState } from "./transaction.machine.js";

/** The stored facts of a transaction that has not ended. */
export interface TransactionRecord {
  readonly transactionId: string;
  readonly evseId: number | null;
  readonly connectorId: number | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Sequence number of the next event. */
  readonly nextSeqNo: number;
  readonly state: TransactionState;
  readonly authorization: AuthorizationRecord | null;
  /** The idToken was told (E03.FR.01). */
  readonly idTokenTold: boolean;
  /** The remoteStartId was told (F01.FR.25). */
  readonly remoteStartTold: boolean;
  /** The reservationId was told (E01.FR.13). */
  readonly reservationTold: boolean;
  /** EVSE and connector were told (E01.FR.16). */
  readonly evseTold: "nothing" | "evse" | "connector";
  /** The values of Transaction.Begin were told (E01.FR.09, E01.FR.17). */
  readonly beginTold: boolean;
  readonly chargingState: ChargingState;
  readonly phasesTold: number | null;
  /** What first initiated the stop. */
  readonly stoppedReason: StoppedReason | null;
  /** Energy register at the start in Wh; `null` while the EVSE is unknown. */
  readonly energyAtStartWh: number | null;
  /** Wh at which the allowance of MaxEnergyOnInvalidId is used up. */
  readonly allowanceUntilWh: number | null;
  /** Milliseconds that energy flowed so far, without the current stretch. */
  readonly chargedFor: number;
  /** When the current stretch of energy flow began. */
  readonly chargingSince: number | null;
  /** The sample of the Ended message taken at the start. */
  readonly beginSample: MeterValue | null;
}

/** The record of a transaction that starts now. */
export function newTransactionRecord(
  known: Pick<
    TransactionRecord,
    "transactionId" | "evseId" | "connectorId" | "startedAt" | "authorization" | "energyAtStartWh"
  >,
): TransactionRecord {
  return {
    ...known,
    nextSeqNo: 0, // 1.3.2.1
    state: known.authorization ? "authorized" : "notAuthorized",
    idTokenTold: false,
    remoteStartTold: false,
    reservationTold: false,
    evseTold: "nothing",
    beginTold: false,
    chargingState: "Idle",
    phasesTold: null,
    stoppedReason: null,
    allowanceUntilWh: null,
    chargedFor: 0,
    chargingSince: null,
    beginSample: null,
  };
}
