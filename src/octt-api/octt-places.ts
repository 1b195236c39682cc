import type { OcttArguments } from "./octt-arguments.js";

/** Argument names of a connector. */
export const PLACE = ["evse_id", "connector_id"] as const;

/** The connector of a call; EVSE 1 and connector 1 where it names none. */
export function connectorOf(given: OcttArguments): { evseId: number; connectorId: number } {
  return { evseId: given.id("evse_id") ?? 1, connectorId: given.id("connector_id") ?? 1 };
}

/**
 * The part of a call that may concern the whole station: without `evse_id` (or with 0) the station, without
 * `connector_id` (or with 0) the EVSE.
 */
export function partOf(given: OcttArguments): { evseId?: number; connectorId?: number } {
  const evseId = given.id("evse_id", 0) || undefined;
  const connectorId = given.id("connector_id", 0) || undefined;
  if (connectorId === undefined) return { ...(evseId !== undefined && { evseId }) };
  return { evseId: evseId ?? 1, connectorId };
}
