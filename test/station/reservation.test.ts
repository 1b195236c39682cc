import {
  createManualClock,
  createMemoryStore,
  Minutes,
  Seconds,
  toTimestamp,
} from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const alice = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const family = { idToken: "FLEET-A", type: "Central" };
const bob = { idToken: "04A2B3C4D5E681", type: "ISO14443" };
const carol = { idToken: "04A2B3C4D5E682", type: "ISO14443" };

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: options.version ?? "ocpp2.0.1" });
  const station = stationOn(csms, clock, options);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "SecurityEventNotification");
  for (const evseId of [1, 2])
    await csms.expects("StatusNotification", { evseId, connectorStatus: "Available" });
  const reserve = async (request: object, status = "Accepted") => {
    await csms.sends("ReserveNow", {
      id: 7,
      expiryDateTime: toTimestamp(clock.now() + Minutes(10)),
      idToken: alice,
      ...request,
    });
    csms.station.answers({ status });
  };
  const expectsStatus = (evseId: number, connectorStatus: string) =>
    csms.expects("StatusNotification", { evseId, connectorStatus });
  return { clock, csms, station, actions: station.hardware.actions, reserve, expectsStatus };
}

test("H01.FR.23, H01.FR.15, H03.FR.01, H03.FR.09, H03.FR.10 an EVSE is reserved, used by its driver, and the transaction says so", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  expect(station.surface.evseState(1)).toMatchObject({
    availability: "Reserved",
    reservation: { id: 7, idToken: alice.idToken },
  });
  expect(station.surface.evseState(2)?.reservation).toBeNull();
  actions.presentToken(alice, 1);
  await csms.expects("Authorize", { idToken: alice });
  await csms.expects("TransactionEvent", { eventType: "Started", idToken: alice, reservationId: 7 });
  await expectsStatus(1, "Available");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await expectsStatus(1, "Occupied");
  const plugged = await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  expect(plugged["reservationId"]).toBeUndefined();
  csms.ignores("TransactionEvent");
  expect(station.surface.evseState(1)?.reservation).toBeNull();
  await csms.sends("CancelReservation", { reservationId: 7 });
  csms.station.answers({ status: "Rejected" });
  await station.stop();
  await csms.done();
});
