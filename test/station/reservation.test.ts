import { createManualClock, Minutes, Seconds, toTimestamp } from "../../src/kernel/index.js";
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

test("H03.FR.01, G01.FR.09 a stranger's EV does not change the status, and a stranger does not charge", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("TransactionEvent", { eventType: "Started", triggerReason: "CablePluggedIn" });
  actions.presentToken(carol, 1);
  await csms.expects("Authorize", { idToken: carol });
  await csms.quiet(Seconds(30));
  expect(station.surface.evseState(1)).toMatchObject({ availability: "Reserved", energyTransfer: "none" });
  await csms.sends("RequestStartTransaction", { idToken: carol, evseId: 1, remoteStartId: 1 });
  csms.station.answers({ status: "Rejected" }); // F01.FR.21
  actions.presentToken(alice, 1);
  await csms.expects("Authorize", { idToken: alice });
  await csms.expects("TransactionEvent", { triggerReason: "Authorized", idToken: alice, reservationId: 7 });
  await expectsStatus(1, "Occupied"); // H03.FR.10
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  csms.ignores("TransactionEvent");
  await station.stop();
  await csms.done();
});

test("H03.FR.04, H03.FR.08 the group is what the CSMS says in answer to Authorize", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1, groupIdToken: family });
  await expectsStatus(1, "Reserved");
  csms.answersNext("Authorize", { idTokenInfo: { status: "Accepted" } });
  actions.presentToken(carol, 1);
  await csms.expects("Authorize", { idToken: carol });
  await csms.quiet(Seconds(5));
  csms.answersNext("Authorize", { idTokenInfo: { status: "Accepted", groupIdToken: family } });
  actions.presentToken(bob, 1);
  await csms.expects("Authorize", { idToken: bob });
  await csms.expects("TransactionEvent", { eventType: "Started", idToken: bob, reservationId: 7 });
  await expectsStatus(1, "Available");
  csms.ignores("TransactionEvent");
  await station.stop();
  await csms.done();
});

test("H03.FR.09 a token that is not accepted uses no reservation", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  csms.answersNext("Authorize", { idTokenInfo: { status: "Blocked" } });
  actions.presentToken(alice, 1);
  await csms.expects("Authorize", { idToken: alice });
  await csms.quiet(Seconds(5));
  expect(station.surface.evseState(1)?.reservation).toMatchObject({ id: 7 });
  await station.stop();
  await csms.done();
});

test.each([
  ["F01.FR.21, F02.FR.23 without a group", {}, { idToken: carol }, "Rejected"],
  [
    "F01.FR.22, F02.FR.24 with another group",
    { groupIdToken: family },
    { idToken: carol, groupIdToken: alice },
    "Rejected",
  ],
  ["H03.FR.04 with its group", { groupIdToken: family }, { idToken: bob, groupIdToken: family }, "Accepted"],
  ["H03.FR.01 for who has reserved", {}, { idToken: alice }, "Accepted"],
])("a remote start at a reserved EVSE %s", async (_what, reservation, start, status) => {
  const { csms, station, reserve, expectsStatus } = await booted({
    variables: { "AuthCtrlr.AuthorizeRemoteStart": false },
  });
  await reserve({ evseId: 1, ...reservation });
  await expectsStatus(1, "Reserved");
  await csms.sends("RequestStartTransaction", { ...start, evseId: 1, remoteStartId: 9 });
  csms.station.answers({ status });
  if (status === "Accepted") {
    await csms.expects("TransactionEvent", {
      eventType: "Started",
      triggerReason: "RemoteStart",
      idToken: start.idToken,
      reservationId: 7, // F02.FR.06
      transactionInfo: { remoteStartId: 9 },
    });
    await expectsStatus(1, "Available");
  }
  await csms.quiet(Seconds(5));
  await station.stop();
  await csms.done();
});

test("H03.FR.08 a remote start whose group is not known waits for what the CSMS says of the idToken", async () => {
  const { csms, station, reserve, expectsStatus } = await booted({
    variables: { "AuthCtrlr.AuthorizeRemoteStart": true },
  });
  await reserve({ evseId: 1, groupIdToken: family });
  await expectsStatus(1, "Reserved");
  const start = async (idToken: object, groupIdToken?: object) => {
    csms.answersNext("Authorize", {
      idTokenInfo: { status: "Accepted", ...(groupIdToken && { groupIdToken }) },
    });
    await csms.sends("RequestStartTransaction", { idToken, evseId: 1, remoteStartId: 9 });
    csms.station.answers({ status: "Accepted" });
    await csms.expects("Authorize", { idToken });
  };
  await start(carol);
  await csms.quiet(Seconds(5));
  await start(bob, family);
  await csms.expects("TransactionEvent", { eventType: "Started", idToken: bob, reservationId: 7 });
  await expectsStatus(1, "Available");
  await station.stop();
  await csms.done();
});

test("F01.FR.20 a remote start without EVSE goes where the driver has reserved, and never where another has", async () => {
  const { csms, station, reserve, expectsStatus } = await booted({
    variables: { "AuthCtrlr.AuthorizeRemoteStart": false },
  });
  await reserve({ evseId: 2 });
  await expectsStatus(2, "Reserved");
  await csms.sends("RequestStartTransaction", { idToken: alice, remoteStartId: 1 });
  csms.station.answers({ status: "Accepted" });
  await csms.expects("TransactionEvent", { eventType: "Started", evse: { id: 2 }, reservationId: 7 });
  await expectsStatus(2, "Available");
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  await csms.sends("RequestStartTransaction", { idToken: carol, remoteStartId: 2 });
  csms.station.answers({ status: "Rejected" });
  await station.stop();
  await csms.done();
});

test("H01.FR.20, H02.FR.06 at the station's one reader: all EVSEs are Reserved for two, and one is free again", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({ id: 1, idToken: alice });
  await csms.quiet(Seconds(1));
  await reserve({ id: 2, idToken: bob });
  await expectsStatus(1, "Reserved");
  await expectsStatus(2, "Reserved");
  await reserve({ id: 3, idToken: carol }, "Occupied");
  actions.presentToken(carol);
  await csms.expects("Authorize");
  await csms.quiet(Seconds(1));
  await csms.sends("CancelReservation", { reservationId: 2 });
  csms.station.answers({ status: "Accepted" });
  await expectsStatus(1, "Available");
  await expectsStatus(2, "Available");
  // A stranger takes one; the other is kept.
  actions.presentToken(carol);
  await csms.expects("Authorize");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  csms.ignores("TransactionEvent");
  await expectsStatus(1, "Occupied");
  await expectsStatus(2, "Reserved");
  await station.stop();
  await csms.done();
});

test("H01.FR.17 ChangeAvailability: the answer, the status, then that the reservation is Removed", async () => {
  const { csms, station, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  await csms.sends("ChangeAvailability", { operationalStatus: "Inoperative", evse: { id: 1 } });
  csms.station.answers({ status: "Accepted" });
  await csms.expectsInOrder(
    ["StatusNotification", { evseId: 1, connectorStatus: "Unavailable" }],
    ["ReservationStatusUpdate", { reservationId: 7, reservationUpdateStatus: "Removed" }],
  );
  await station.stop();
  await csms.done();
});

test("H01.FR.16 a fault: the status, then that the reservation is Removed", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  csms.ignores("NotifyEvent");
  actions.setFault({ kind: "Faulted", evseId: 1 }, true);
  await csms.expectsInOrder(
    ["StatusNotification", { evseId: 1, connectorStatus: "Faulted" }],
    ["ReservationStatusUpdate", { reservationId: 7, reservationUpdateStatus: "Removed" }],
  );
  await station.stop();
  await csms.done();
});

test("H04.FR.01 what expires while the CSMS is away is told when it is back", async () => {
  const { csms, station, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  await csms.goesOffline();
  await csms.waits(Minutes(11));
  expect(station.surface.evseState(1)).toMatchObject({ availability: "Available", reservation: null });
  csms.comesBack();
  await csms.expects("ReservationStatusUpdate", { reservationId: 7, reservationUpdateStatus: "Expired" });
  await expectsStatus(1, "Available");
  csms.ignores("StatusNotification");
  await station.stop();
  await csms.done();
});

test("B11.FR.05, B01.FR.07 after a power cut the EVSE is Reserved again, for the time that is left", async () => {
  const { csms, station, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  station.surface.reboot({ powerOffSeconds: 60 });
  await csms.expects("BootNotification", { reason: "PowerUp" }, { within: Minutes(5) });
  await expectsStatus(1, "Reserved");
  await expectsStatus(2, "Available");
  await csms.waits(Minutes(10));
  await csms.expects("ReservationStatusUpdate", { reservationId: 7, reservationUpdateStatus: "Expired" });
  await expectsStatus(1, "Available");
  await station.stop();
  await csms.done();
});

test("H04.FR.01 what expired while the power was off is told after the boot", async () => {
  const { csms, station, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  station.surface.reboot({ powerOffSeconds: 900 });
  await csms.expects("BootNotification", {}, { within: Minutes(20) });
  await csms.expects("ReservationStatusUpdate", { reservationId: 7, reservationUpdateStatus: "Expired" });
  for (const evseId of [1, 2]) await expectsStatus(evseId, "Available");
  await station.stop();
  await csms.done();
});

test("B11 (errata 2025-06) Reset OnIdle waits for a reservation, whose driver may still come", async () => {
  const { csms, station, actions, reserve, expectsStatus } = await booted();
  await reserve({});
  await csms.sends("Reset", { type: "OnIdle" });
  csms.station.answers({ status: "Scheduled" });
  await expectsStatus(1, "Unavailable");
  await expectsStatus(2, "Reserved");
  csms.ignores("TransactionEvent", "Authorize");
  actions.presentToken(alice, 2);
  await expectsStatus(2, "Available");
  actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
  await expectsStatus(2, "Occupied");
  await csms.waits(Seconds(30));
  actions.presentToken(alice, 2);
  actions.plugOut({ evseId: 2, connectorId: 1, side: "both" });
  csms.ignores("StatusNotification");
  await csms.expects("BootNotification", { reason: "ScheduledReset" });
  await station.stop();
  await csms.done();
});

test("SetVariables: disabled, the EVSE is Available; enabled, it is Reserved again", async () => {
  const { csms, station, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  const enable = (attributeValue: string) =>
    csms.sends("SetVariables", {
      setVariableData: [
        { component: { name: "ReservationCtrlr" }, variable: { name: "Enabled" }, attributeValue },
      ],
    });
  await enable("false");
  await expectsStatus(1, "Available");
  await reserve({ id: 8, evseId: 2 }, "Rejected"); // H01.FR.01
  await enable("true");
  await expectsStatus(1, "Reserved");
  await station.stop();
  await csms.done();
});

test("N09 what is known of a customer includes the reservation", async () => {
  const { csms, station, reserve, expectsStatus } = await booted();
  await reserve({ evseId: 1 });
  await expectsStatus(1, "Reserved");
  await csms.sends("CustomerInformation", { requestId: 1, report: true, clear: false, idToken: alice });
  csms.station.answers({ status: "Accepted" });
  const { data } = await csms.expects("NotifyCustomerInformation", { requestId: 1 });
  expect(data).toMatch(/Reservation 7, until 2026-01-01T00:10:00/);
  await station.stop();
  await csms.done();
});

test.each([
  ["no id", { id: undefined }],
  ["an id that is no number", { id: "seven" }],
  ["a time that is none", { expiryDateTime: "tomorrow" }],
  ["a connector type that does not exist", { connectorType: "sNone" }],
  ["no token", { idToken: undefined }],
])("a ReserveNow with %s is refused and changes nothing", async (_what, wrong) => {
  const { csms, station, clock } = await booted();
  const expiryDateTime = toTimestamp(clock.now() + Minutes(10));
  const outcome = await csms.asks("ReserveNow", {
    id: 7,
    expiryDateTime,
    idToken: alice,
    evseId: 1,
    ...wrong,
  });
  expect(outcome).toMatchObject({ kind: "callError" });
  await csms.quiet(Seconds(5));
  expect(station.surface.evseState(1)?.availability).toBe("Available");
  await station.stop();
  await csms.done();
});

describe("OCPP 1.6", () => {
  async function booted16(variables: Record<string, boolean> = {}) {
    const clock = createManualClock();
    const csms = await fakeCsms({ clock, version: "ocpp1.6" });
    const station = stationOn(csms, clock, { version: "ocpp1.6", variables });
    await csms.expects("BootNotification");
    csms.ignores("Heartbeat");
    for (const connectorId of [0, 1, 2]) await csms.expects("StatusNotification", { connectorId });
    const reserve = async (request: object, status: string) => {
      const expiryDate = toTimestamp(clock.now() + Minutes(10));
      await csms.sends("ReserveNow", { reservationId: 7, idTag: alice.idToken, expiryDate, ...request });
      csms.station.answers({ status });
    };
    return { csms, station, actions: station.hardware.actions, reserve };
  }

  test("5.13 a connector is reserved, used by its driver, and StartTransaction says so", async () => {
    const { csms, station, actions, reserve } = await booted16();
    await reserve({ connectorId: 1 }, "Accepted");
    await csms.expects("StatusNotification", { connectorId: 1, status: "Reserved" });
    await reserve({ connectorId: 1, reservationId: 8 }, "Occupied");
    actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
    // Who has not reserved can do nothing here, and is not even asked about.
    actions.presentToken(carol, 1);
    await csms.quiet(Seconds(5));
    actions.presentToken(alice, 1);
    await csms.expects("Authorize", { idTag: alice.idToken });
    await csms.expects("StatusNotification", { connectorId: 1, status: "Preparing" });
    await csms.expects("StartTransaction", { connectorId: 1, idTag: alice.idToken, reservationId: 7 });
    csms.ignores("StatusNotification", "MeterValues");
    await station.stop();
    await csms.done();
  });

  test("5.13 the parentIdTag is its group; 5.1 cancelled; expired without a message", async () => {
    const { csms, station, actions, reserve } = await booted16();
    await reserve({ connectorId: 1, parentIdTag: "FAMILY" }, "Accepted");
    await csms.expects("StatusNotification", { connectorId: 1, status: "Reserved" });
    await csms.sends("CancelReservation", { reservationId: 7 });
    csms.station.answers({ status: "Accepted" });
    await csms.expects("StatusNotification", { connectorId: 1, status: "Available" });
    await csms.sends("CancelReservation", { reservationId: 7 });
    csms.station.answers({ status: "Rejected" });
    await reserve({ connectorId: 1, parentIdTag: "FAMILY" }, "Accepted");
    await csms.expects("StatusNotification", { connectorId: 1, status: "Reserved" });
    await csms.waits(Minutes(10));
    await csms.expects("StatusNotification", { connectorId: 1, status: "Available" });
    await reserve({ connectorId: 1, parentIdTag: "FAMILY" }, "Accepted");
    await csms.expects("StatusNotification", { connectorId: 1, status: "Reserved" });
    csms.answersNext("Authorize", { idTagInfo: { status: "Accepted", parentIdTag: "FAMILY" } });
    actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
    actions.presentToken(bob, 1);
    await csms.expects("Authorize");
    await csms.expects("StartTransaction", { idTag: bob.idToken, reservationId: 7 });
    csms.ignores("StatusNotification", "MeterValues");
    await station.stop();
    await csms.done();
  });

  test("9.3.1 connector 0 is any, if ReserveConnectorZeroSupported", async () => {
    const { csms, station, reserve } = await booted16();
    await csms.sends("GetConfiguration", { key: ["ReserveConnectorZeroSupported"] });
    csms.station.answers({ configurationKey: [{ readonly: true, value: "true" }] });
    await reserve({ connectorId: 0 }, "Accepted");
    await reserve({ connectorId: 3, reservationId: 8 }, "Rejected");
    await station.stop();
    await csms.done();
  });

  test("5.13 a station without reservations rejects them, and does not name the profile (9.1.29)", async () => {
    const { csms, station, reserve } = await booted16({ "ReservationCtrlr.Available": false });
    await csms.sends("GetConfiguration", { key: ["SupportedFeatureProfiles"] });
    const profiles = "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,SmartCharging";
    csms.station.answers({ configurationKey: [{ readonly: true, value: profiles }] });
    await reserve({ connectorId: 1 }, "Rejected");
    await csms.sends("CancelReservation", { reservationId: 7 });
    csms.station.answers({ status: "Rejected" });
    await station.stop();
    await csms.done();
  });

  test("9.3.1 without it, connector 0 is Rejected", async () => {
    const { csms, station, reserve } = await booted16({ "ReservationCtrlr.NonEvseSpecific": false });
    await reserve({ connectorId: 0 }, "Rejected");
    await station.stop();
    await csms.done();
  });
});
