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
  /** A transaction has ended and the cable is still plugged. */
  readonly finishing: boolean;
  readonly energyTransfer: EnergyTransfer;
}

/** The status that OCPP 1.6 has for a connector. */
export function chargePointStatus(status: ConnectorStatus, session: SessionOfConnector): ChargePointStatus {
  if (status === "Faulted" || status === "Unavailable" || status === "Reserved") return status;
  if (session.transaction) {
    switch (session.energyTransfer) {
      case "charging":
        return "Charging";
      case "suspendedEV":
        return "SuspendedEV";
      case "suspendedEVSE":
        return "SuspendedEVSE";
      case "none":
        return session.authorized ? "Preparing" : "Finishing";
    }
  }
  if (session.finishing) return "Finishing";
  return status === "Occupied" || session.authorized ? "Preparing" : "Available";
}

const CODES: Readonly<Partial<Record<ActiveFault["kind"], ChargePointErrorCode>>> = {
  ConnectorLockFailure: "ConnectorLockFailure",
  UnlockFailure: "ConnectorLockFailure",
  GroundFailure: "GroundFailure",
  OverCurrent: "OverCurrentFailure",
  PowerMeterFailure: "PowerMeterFailure",
  ReaderFailure: "ReaderFailure",
  Faulted: "OtherError",
};

/** The error code that OCPP 1.6 has for the faults that concern a connector. */
export function errorCodeOf(
  faults: readonly ActiveFault[],
  evseId: number,
  connectorId: number,
): ChargePointErrorCode {
  const fault = faults.find(
    (f) =>
      CODES[f.kind] !== undefined &&
      (f.evseId === undefined || f.evseId === evseId) &&
      (f.connectorId === undefined || f.connectorId === connectorId),
  );
  return (fault && CODES[fault.kind]) ?? "NoError";
}
