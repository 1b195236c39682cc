import type { EventBus } from "../../kernel/index.js";

/** Values of ConnectorStatusEnumType. */
export type ConnectorStatus = "Available" | "Occupied" | "Reserved" | "Unavailable" | "Faulted";
export type OperationalStatus = "Operative" | "Inoperative";

/** The whole station (`{}`), an EVSE, or a connector. */
export interface AvailabilityTarget {
  readonly evseId?: number;
  readonly connectorId?: number;
}

export interface AvailabilityEvents {
  /** A connector's derived status changed. */
  connectorStatusChanged: {
    evseId: number;
    connectorId: number;
    status: ConnectorStatus;
    before: ConnectorStatus;
  };
}

/** What availability must know of transactions. */
export interface TransactionsInProgress {
  /** Whether the target (or any part of it) has a transaction. */
  inProgress(target: AvailabilityTarget): boolean;
}

/**
 * The Availability engine (G01 to G04): keeps the facts (what a CSMS set, cable, fault, reservation) and derives
 * the status of every connector from them.
 */
export interface Availability {
  status(evseId: number, connectorId: number): ConnectorStatus;
  /** The status of an EVSE as a whole: that of its connectors, the most restrictive where all agree. */
  evseStatus(evseId: number): ConnectorStatus;
  operationalStatus(target: AvailabilityTarget): OperationalStatus;
  /** Whether a new session may begin at the EVSE: operative, not faulted, not being reset. */
  usable(evseId: number): boolean;
  /** G03, G04: applies at once, or after the transactions of the target have ended. */
  change(target: AvailabilityTarget, to: OperationalStatus): "Accepted" | "Rejected" | "Scheduled";
  /**
   * Takes a connector or EVSE out of use for a while without being persistent (reset of an EVSE, firmware update).
   * `quietly`: no new session may begin, and the status stays what it is.
   */
  suspendUse(
    target: AvailabilityTarget,
    because: string,
    options?: { readonly quietly?: boolean },
  ): { release(): void };
  /** Tells that an EVSE is reserved or no more (block H). */
  setReserved(evseId: number, reserved: boolean): void;
  /** Must be called when a transaction of an EVSE has ended: carries out what was scheduled. */
  transactionEnded(evseId: number): void;
  readonly events: EventBus<AvailabilityEvents>;
}
