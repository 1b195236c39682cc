import type { ActiveFault, EnergyTransfer } from "../../hardware/index.js";
import type { RequestOf } from "../../protocol/index.js";
import type { ConnectorStatus } from "./interface.js";

type StatusNotification = RequestOf<"ocpp1.6", "StatusNotification">;
export type ChargePointStatus = StatusNotification["status"];
export type ChargePointErrorCode = StatusNotification["errorCode"];

/** What a session adds to a connector's availability in the eyes of OCPP 1.6. */
export interface SessionOfConnector {
  readonly authorized: boolean;
  readonly transaction: boolean;
  /** Both ends of a cable are plugged. */
  readonly evConnected: boolean;
  /** A transaction has ended and the cable is still plugged. */
  readonly finishing: boolean;
  readonly energyTransfer: EnergyTransfer;
}

/** The status that OCPP 1.6 has for a connector (4.9). */
export function chargePointStatus(status: ConnectorStatus, session: SessionOfConnector): ChargePointStatus {
  if (status === "Faulted" || status === "Unavailable" || status === "Reserved") return status;
  if (session.transaction) return statusInTransaction(session);
  if (session.authorized) return "Preparing"; // A2, and F2 where the cable was never pulled
  if (status === "Available") return "Available";
  return session.finishing ? "Finishing" : "Preparing";
}

function statusInTransaction({
  authorized,
  evConnected,
  energyTransfer,
}: SessionOfConnector): ChargePointStatus {
  switch (energyTransfer) {
    case "charging":
      return "Charging";
    case "suspendedEV":
      return "SuspendedEV";
    case "suspendedEVSE":
      return "SuspendedEVSE";
    case "none":
      if (!evConnected) return "SuspendedEV"; // StopTransactionOnEVSideDisconnect is false
      // In between authorization and closed contactor; what is held back for another reason is the EVSE's doing.
      return authorized ? "Preparing" : "SuspendedEVSE";
  }
}

/** Said of a transaction that goes on without its EV (4.9). */
export function isEvSideDisconnected(status: ChargePointStatus, session: SessionOfConnector): boolean {
  return status === "SuspendedEV" && session.transaction && !session.evConnected;
}

const CODES: Readonly<Partial<Record<ActiveFault["kind"], ChargePointErrorCode>>> = {
  ConnectorLockFailure: "ConnectorLockFailure",
  UnlockFailure: "ConnectorLockFailure",
  GroundFailure: "GroundFailure",
  OverCurrent: "OverCurrentFailure",
  PowerMeterFailure: "PowerMeterFailure",
  MeterSilent: "PowerMeterFailure",
  ContactorWelded: "PowerSwitchFailure",
  ReaderFailure: "ReaderFailure",
  Faulted: "OtherError",
};

/**
 * The error code that OCPP 1.6 has for the faults that concern a place; without an EVSE, those of the station as
 * a whole.
 */
export function errorCodeOf(
  faults: readonly ActiveFault[],
  evseId?: number,
  connectorId?: number,
): ChargePointErrorCode {
  const fault = faults.find(
    (f) =>
      CODES[f.kind] !== undefined &&
      (f.evseId === undefined || f.evseId === evseId) &&
      (f.connectorId === undefined || f.connectorId === connectorId),
  );
  return (fault && CODES[fault.kind]) ?? "NoError";
}
