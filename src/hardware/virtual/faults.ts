import type { ActiveFault, FaultKind } from "../interface.js";

/** A connector, or an EVSE as a whole, or (without `evseId`) the station itself. */
export interface Part {
  readonly evseId?: number;
  readonly connectorId?: number;
}

/** Kinds of fault that open the contactor. */
const STOPPING: ReadonlySet<FaultKind> = new Set(["Faulted", "GroundFailure", "OverCurrent"]);

/** Whether a fault of a part, or of what that part belongs to, is in force. */
export function hasFault(faults: readonly ActiveFault[], kind: FaultKind, part: Part): boolean {
  return faults.some((fault) => fault.kind === kind && covers(fault, part));
}

/** Whether a fault forbids energy at a connector. */
export function energyForbidden(faults: readonly ActiveFault[], part: Part): boolean {
  return faults.some((fault) => STOPPING.has(fault.kind) && covers(fault, part));
}

/** Whether it is exactly this fault of exactly this part. */
export const sameFault = (one: ActiveFault, other: ActiveFault): boolean =>
  one.kind === other.kind && one.evseId === other.evseId && one.connectorId === other.connectorId;

function covers(fault: ActiveFault, part: Part): boolean {
  if (fault.evseId === undefined) return true;
  if (fault.evseId !== part.evseId) return false;
  return fault.connectorId === undefined || fault.connectorId === part.connectorId;
}
