import type { ConnectorStatus } from "./interface.js";

/** The facts that a connector's status follows from. */
export interface ConnectorFacts {
  /** The connector, its EVSE or the station is in a fault. */
  readonly faulted: boolean;
  /** A CSMS made the connector, its EVSE or the station Inoperative, or its use is suspended. */
  readonly outOfUse: boolean;
  readonly reserved: boolean;
  /** A cable is plugged at the station's end, or, where that end is fixed, at the EV's. */
  readonly plugged: boolean;
}

/**
 * The one place that shows which fact wins (G01.FR.01): Faulted over Unavailable over Reserved over Occupied.
 * A cable plugged into a reserved connector does not change its status (G01.FR.09, errata 2025-01).
 */
export function connectorStatus({ faulted, outOfUse, reserved, plugged }: ConnectorFacts): ConnectorStatus {
  if (faulted) return "Faulted";
  if (outOfUse) return "Unavailable";
  if (reserved) return "Reserved";
  return plugged ? "Occupied" : "Available";
}
