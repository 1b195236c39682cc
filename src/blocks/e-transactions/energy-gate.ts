import type { EvseHardware } from "../../hardware/index.js";

type LockResult = (evseId: number, connectorId: number, failed: boolean) => void;

/**
 * Locks the cable that connects an EV.
 * @param lockResult told whether the lock failed (G05.FR.02)
 * @returns whether it is locked, or needs no lock
 */
export function lockCable(evse: EvseHardware, lockResult: LockResult): boolean {
  const connector = evse.connectedConnector;
  if (!connector) return false;
  const locked = connector.locked || connector.lock();
  lockResult(evse.id, connector.id, !locked);
  return locked;
}

/** Over ISO 15118 an EV says itself when it takes energy: once a schedule is agreed on (K15). */
function evIsReady({ evCommunication }: EvseHardware): boolean {
  const session = evCommunication?.session ?? null;
  return session === null || session.phase === "charging" || session.phase === "renegotiating";
}

/**
 * Offers energy where it is allowed, the cable can be locked and the EV has come so far, and withdraws it where it
 * is not allowed any more. A lock that fails keeps the energy back (G05.FR.01).
 * @param lockResult told whether the lock failed (G05.FR.02)
 */
export function applyEnergy(evse: EvseHardware, allowed: boolean, lockResult: LockResult): void {
  if (!allowed || !evse.connectedConnector) {
    if (evse.offering) evse.withdrawEnergy();
    return;
  }
  if (evse.offering) return;
  if (lockCable(evse, lockResult) && evIsReady(evse)) evse.offerEnergy();
}
