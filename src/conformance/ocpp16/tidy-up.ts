import type { CaseTools16 } from "./case-tools.js";

/**
 * Leaves a station that was not started for the case as it was found, as far as that can be done: no transaction,
 * reservation, cable, profile or list, operative, keys as before. What cannot be done is left; the next case will say so.
 */
export async function tidyUp16({ csms, tester, keys, connectors, has }: CaseTools16): Promise<void> {
  const quietly = async (step: () => Promise<unknown>): Promise<void> => {
    await step().catch(() => undefined);
  };
  for (const action of ["Authorize", "BootNotification", "StartTransaction", "StopTransaction"])
    csms.answers.always(action, null);
  csms.acceptsConnections();
  await quietly(() => csms.until(() => csms.connected, "the station is away"));
  // First, so that what follows is told at once (MinimumStatusDuration).
  await quietly(() => keys.restore());
  const stopped = csms.heard
    .filter(({ action }) => action === "StopTransaction")
    .map(({ payload }) => payload["transactionId"]);
  for (const { action, answer } of [...csms.heard]) {
    if (action !== "StartTransaction" || answer?.kind !== "response") continue;
    const { transactionId } = answer.payload;
    if (!stopped.includes(transactionId))
      await quietly(() => csms.asksFor("RemoteStopTransaction", { transactionId }));
  }
  for (const { action, payload } of [...csms.calls]) {
    if (action !== "ReserveNow") continue;
    const { reservationId } = payload;
    await quietly(() => csms.asksFor("CancelReservation", { reservationId }));
  }
  for (const { connectorId, place } of connectors) {
    await quietly(() => tester.setConnectorFault(place, false));
    await quietly(() => tester.setUnlockFailure(place, false));
    // A cable may still be locked for the driver of a session that is over.
    await quietly(() => csms.asksFor("UnlockConnector", { connectorId }));
    await quietly(() => tester.unplug(place));
  }
  for (const connectorId of [0, ...connectors.map((connector) => connector.connectorId)])
    await quietly(() => csms.asksFor("ChangeAvailability", { connectorId, type: "Operative" }));
  await quietly(() => csms.asksFor("ClearCache", {}));
  if (has("SmartCharging")) await quietly(() => csms.asksFor("ClearChargingProfile", {}));
  if (has("LocalAuthListManagement"))
    await quietly(() => csms.asksFor("SendLocalList", { listVersion: 1, updateType: "Full" }));
}
