import type { ActiveFault, ConnectorHardware, FaultKind } from "../../hardware/index.js";
import type { ConnectorStatus } from "./interface.js";

/** The facts that a connector's status follows from. */
export interface ConnectorFacts {
  /** The connector, its EVSE or the station is in a fault. */
  readonly faulted: boolean;
  /** A CSMS made the connector, its EVSE or the station Inoperative, or its use is suspended. */
  readonly outOfUse: boolean;
  readonly reserved: boolean;
  readonly plugged: boolean;
}

/**
 * The one place that shows which fact wins (G01.FR.01): Faulted over Unavailable over Reserved over Occupied.
 * A cable plugged into a reserved connector does not change its status (G01.FR.09, errata 2025-01; G03.FR.09).
 * What a CSMS sets Inoperative is Unavailable even while plugged (G01.FR.05); a fault stays visible (G03.FR.06).
 */
export function connectorStatus({ faulted, outOfUse, reserved, plugged }: ConnectorFacts): ConnectorStatus {
  if (faulted) return "Faulted";
  if (outOfUse) return "Unavailable";
  if (reserved) return "Reserved";
  return plugged ? "Occupied" : "Available";
}

/**
 * Whether a connector is Occupied (G01.FR.03): a plug is in the station's socket, or an EV at its fixed cable.
 * Neither an occupied parking bay nor an authorization alone makes it so.
 */
export function isPlugged({ cableKind, cable }: Pick<ConnectorHardware, "cableKind" | "cable">): boolean {
  return cableKind === "fixed" ? cable === "connected" : cable === "stationOnly" || cable === "connected";
}

const EVSE_ORDER: readonly ConnectorStatus[] = [
  "Occupied",
  "Available",
  "Reserved",
  "Unavailable",
  "Faulted",
];
const STATION_ORDER: readonly ConnectorStatus[] = [
  "Available",
  "Occupied",
  "Reserved",
  "Unavailable",
  "Faulted",
];

/** An EVSE charges one EV at a time: it is Occupied by one connector, and Available by one. */
export function evseStatusOf(connectors: readonly ConnectorStatus[]): ConnectorStatus {
  return EVSE_ORDER.find((status) => connectors.includes(status)) ?? "Unavailable";
}

/** A station is Available as long as one EVSE is. */
export function stationStatusOf(evses: readonly ConnectorStatus[]): ConnectorStatus {
  return STATION_ORDER.find((status) => evses.includes(status)) ?? "Unavailable";
}

/** Faults that make what they concern unusable; the others are warnings. */
const DISABLING: ReadonlySet<FaultKind> = new Set<FaultKind>([
  "Faulted",
  "GroundFailure",
  "OverCurrent",
  "ContactorWelded",
]);

/** Whether a fault makes the place unusable: one of its own, or of what it is part of. */
export function isFaulted(faults: readonly ActiveFault[], evseId?: number, connectorId?: number): boolean {
  return faults.some(
    (fault) =>
      DISABLING.has(fault.kind) &&
      (fault.evseId === undefined || fault.evseId === evseId) &&
      (fault.connectorId === undefined || fault.connectorId === connectorId),
  );
}
