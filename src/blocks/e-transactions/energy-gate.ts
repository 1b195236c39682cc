import type { EvseHardware } from "../../hardware/index.js";

/**
 * Offers energy where it is allowed and the cable can be locked, and withdraws it where it is not. A lock that
 * fails keeps the energy back (G05.FR.01).
 * @param lockResult told whether the lock failed (G05.FR.02)
 */
export function applyEnergy(
  evse: EvseHardware,
  allowed: boolean,
  lockResult: (evseId: number, connectorId: number, failed: boolean) => void,
): void {
  const connector = allowed ? evse.connectedConnector : null;
  if (!connector) {
    if (evse.offering) evse.withdrawEnergy();
    return;
  }
  if (evse.offering) return;
  const locked = connector.locked || connector.lock();
  lockResult(evse.id, connector.id, !locked);
  if (locked) evse.offerEnergy();
}
