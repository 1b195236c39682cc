import type { CaseTools } from "../case-tools.js";
import type { Variables } from "../variables.js";

/** Of charging profiles that a CSMS sets (K10.FR.06). */
const PURPOSES_OF_CSMS = ["ChargingStationMaxProfile", "TxDefaultProfile", "TxProfile"];

/**
 * Leaves a station that was not started for the case as it was found, as far as that can be done: no
 * reservation, no cable, no car, operative, variables as before. What cannot be done is left; the next case will say so.
 */
export async function tidyUp(
  { csms, tester, places, configured, has }: CaseTools,
  variables: Variables,
): Promise<void> {
  const quietly = async (step: () => Promise<unknown>): Promise<void> => {
    await step().catch(() => undefined);
  };
  csms.answers.always("Authorize", null);
  csms.answers.always("TransactionEvent", null);
  csms.answers.always("BootNotification", null);
  csms.acceptsConnections();
  await quietly(() => csms.until(() => csms.connected, "the station is away"));
  for (const { payload } of csms.heard.filter(({ action }) => action === "TransactionEvent")) {
    if (payload["eventType"] !== "Started") continue;
    const { transactionId } = payload["transactionInfo"] as { readonly transactionId: string };
    const ended = csms.heard.some(
      ({ action, payload: other }) =>
        action === "TransactionEvent" &&
        other["eventType"] === "Ended" &&
        (other["transactionInfo"] as { transactionId?: string }).transactionId === transactionId,
    );
    if (!ended) await quietly(() => csms.asksFor("RequestStopTransaction", { transactionId }));
  }
  for (const { action, payload } of [...csms.calls]) {
    if (action !== "ReserveNow") continue;
    await quietly(() => csms.asksFor("CancelReservation", { reservationId: payload["id"] }));
  }
  for (const place of places) {
    await quietly(() => tester.setConnectorFault(place, false));
    await quietly(() => tester.setUnlockFailure(place, false));
    // A cable may still be locked for the driver of a session that is over.
    const { evseId, connectorId } = place;
    await quietly(() => csms.asksFor("UnlockConnector", { evseId, connectorId }));
    await quietly(() => tester.unplug(place));
  }
  for (const evseId of configured.parkingBayEvseIds) await quietly(() => tester.setParkingBay(evseId, false));
  const parts = places.flatMap(({ evseId: id, connectorId }) => [
    { evse: { id } },
    { evse: { id, connectorId } },
  ]);
  for (const part of [{}, ...parts])
    await quietly(() => csms.asksFor("ChangeAvailability", { operationalStatus: "Operative", ...part }));
  await quietly(() => csms.asksFor("ClearCache", {}));
  if (has("SmartCharging")) {
    for (const chargingProfilePurpose of PURPOSES_OF_CSMS)
      await quietly(() =>
        csms.asksFor("ClearChargingProfile", { chargingProfileCriteria: { chargingProfilePurpose } }),
      );
    for (const evseId of [0, ...places.map((place) => place.evseId)])
      await quietly(() => tester.releaseChargingLimit(evseId));
  }
  if (has("LocalAuthListManagement")) {
    const empty = { updateType: "Full", versionNumber: configured.localListVersion };
    await quietly(() => csms.asksFor("SendLocalList", empty));
  }
  for (const { action, payload } of [...csms.calls]) {
    if (action !== "SetDisplayMessage") continue;
    const { id } = payload["message"] as { readonly id: number };
    await quietly(() => csms.asksFor("ClearDisplayMessage", { id }));
  }
  if (has("AdvancedDeviceManagement")) {
    await quietly(() => csms.asksFor("SetMonitoringBase", { monitoringBase: "FactoryDefault" }));
    await quietly(() => csms.asksFor("SetMonitoringLevel", { severity: 9 }));
  }
  await quietly(() => variables.restore());
}
