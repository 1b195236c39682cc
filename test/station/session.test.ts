import { createManualClock, createMemoryStore, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: options.version ?? "ocpp2.0.1" });
  const station = stationOn(csms, clock, options);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat");
  return { clock, csms, station, actions: station.hardware.actions };
}

async function connectorsReported(csms: Awaited<ReturnType<typeof booted>>["csms"]) {
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Available" });
  await csms.expects("StatusNotification", { evseId: 2, connectorStatus: "Available" });
}

test("E02 a session by cable and card: what the CSMS hears, in order, with contiguous seqNo", async () => {
  const { csms, station, actions } = await booted();
  await connectorsReported(csms);
  expect(actions.plugIn({ evseId: 1, connectorId: 1, side: "both" })).toBeNull();
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Occupied" });
  await csms.expects("TransactionEvent", {
    eventType: "Started",
    triggerReason: "CablePluggedIn",
    seqNo: 0,
    evse: { id: 1, connectorId: 1 },
  });
  actions.presentToken(token);
  await csms.expects("Authorize", { idToken: token });
  await csms.expects("TransactionEvent", {
    eventType: "Updated",
    triggerReason: "Authorized",
    seqNo: 1,
    idToken: token,
  });
  await csms.expects("TransactionEvent", {
    triggerReason: "ChargingStateChanged",
    transactionInfo: { chargingState: "Charging" },
  });
  expect(actions.plugOut({ evseId: 1, connectorId: 1, side: "both" })).toMatchObject({
    refused: "impossible",
  });
  await csms.waits(Seconds(20));
  expect(station.surface.evseState(1)).toMatchObject({ energyTransfer: "charging" });
  expect(station.surface.evseState(1)?.meter.energyWh).toBeGreaterThan(40);
  expect(station.surface.deauthorize(1)).toBeNull();
  await csms.expects("TransactionEvent", {
    eventType: "Ended",
    triggerReason: "StopAuthorized",
    seqNo: 3,
    transactionInfo: { stoppedReason: "Local" },
  });
  expect(actions.plugOut({ evseId: 1, connectorId: 1, side: "both" })).toBeNull();
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Available" });
  await station.stop();
  await csms.done();
});

test("E04, E11, E12 sessions with the network pulled arrive later: in order, marked offline, contiguous", async () => {
  const { csms, station, actions } = await booted({
    variables: { "AuthCtrlr.LocalAuthorizeOffline": true, "AuthCtrlr.OfflineTxForUnknownIdEnabled": true },
  });
  await connectorsReported(csms);
  csms.ignores("StatusNotification");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  const started = await csms.expects("TransactionEvent", { eventType: "Started" });
  actions.setNetwork(false);
  await csms.disconnects();
  actions.presentToken(token);
  await csms.waits(Seconds(30));
  actions.presentToken(token);
  actions.plugOut({ evseId: 1, connectorId: 1, side: "both" });
  actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
  await csms.waits(Seconds(5));
  actions.setNetwork(true);
  for (const [seqNo, triggerReason] of [
    [1, "Authorized"],
    [2, "ChargingStateChanged"],
    [3, "StopAuthorized"],
  ] as const) {
    const event = await csms.expects("TransactionEvent", { seqNo, triggerReason, offline: true });
    expect(event["transactionInfo"]).toMatchObject({
      transactionId: (started["transactionInfo"] as { transactionId: string }).transactionId,
    });
  }
  await csms.expects("TransactionEvent", { eventType: "Started", seqNo: 0, offline: true, evse: { id: 2 } });
  await station.stop();
  await csms.done();
});

test("B12.FR.02, B12.FR.04 Reset Immediate ends the transaction, then the station boots with RemoteReset", async () => {
  const { csms, station, actions } = await booted();
  await connectorsReported(csms);
  csms.ignores("StatusNotification", "Authorize");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  actions.presentToken(token);
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  csms.ignores("TransactionEvent");
  await csms.sends("Reset", { type: "Immediate" });
  csms.station.answers({ status: "Accepted" });
  await csms.expects("BootNotification", { reason: "RemoteReset" });
  await station.stop();
  await csms.done();
});

test("B12.FR.01 Reset OnIdle waits for the transaction, then the station boots with ScheduledReset", async () => {
  const { csms, station, actions } = await booted();
  await connectorsReported(csms);
  csms.ignores("StatusNotification", "Authorize", "TransactionEvent");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  actions.presentToken(token);
  await csms.waits(Seconds(3));
  await csms.sends("Reset", { type: "OnIdle" });
  csms.station.answers({ status: "Scheduled" });
  await csms.waits(Seconds(30));
  actions.presentToken(token);
  await csms.expects("BootNotification", { reason: "ScheduledReset" });
  await station.stop();
  await csms.done();
});

test("B02.FR.02, B02.FR.05 while Pending nothing is sent but what the CSMS asks for", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  csms.answers("BootNotification", {
    status: "Pending",
    interval: 60,
    currentTime: new Date(clock.now()).toISOString(),
  });
  const station = stationOn(csms, clock);
  await csms.expects("BootNotification", { reason: "PowerUp" });
  station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.quiet(Seconds(50));
  await csms.sends("GetVariables", {
    getVariableData: [{ component: { name: "TxCtrlr" }, variable: { name: "TxStartPoint" } }],
  });
  await csms.sends("RequestStartTransaction", { remoteStartId: 1, idToken: token, evseId: 1 });
  csms.station.answers({ status: "Rejected" });
  await csms.expects("BootNotification"); // B02.FR.08
  await station.stop();
  await csms.done();
});

test("G03.FR.05, G03.FR.08 an EVSE made Inoperative during a transaction is Unavailable after it, and after a boot", async () => {
  const store = createMemoryStore();
  const { clock, csms, station, actions } = await booted({ store });
  await connectorsReported(csms);
  csms.ignores("TransactionEvent", "Authorize");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Occupied" });
  actions.presentToken(token);
  await csms.waits(Seconds(3));
  await csms.sends("ChangeAvailability", { operationalStatus: "Inoperative", evse: { id: 1 } });
  csms.station.answers({ status: "Scheduled" });
  actions.presentToken(token);
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Unavailable" });
  await station.stop();
  const again = stationOn(csms, clock, { store, seed: 8 });
  await csms.expects("BootNotification");
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Unavailable" });
  await csms.expects("StatusNotification", { evseId: 2, connectorStatus: "Available" });
  await csms.sends("ChangeAvailability", { operationalStatus: "Inoperative", evse: { id: 7 } });
  csms.station.answers({ status: "Rejected" });
  await again.stop();
  await csms.done();
});

test("F01, F03 started and stopped by the CSMS", async () => {
  const { csms, station, actions } = await booted();
  await connectorsReported(csms);
  csms.ignores("StatusNotification");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  const { transactionInfo } = await csms.expects("TransactionEvent", { eventType: "Started" });
  const { transactionId } = transactionInfo as { transactionId: string };
  await csms.sends("RequestStartTransaction", { remoteStartId: 9, idToken: token, evseId: 1 });
  csms.station.answers({ status: "Accepted", transactionId }); // F01.FR.13
  await csms.expects("Authorize"); // F01.FR.01
  await csms.expects("TransactionEvent", {
    triggerReason: "RemoteStart",
    transactionInfo: { remoteStartId: 9 },
  });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  await csms.sends("RequestStartTransaction", { remoteStartId: 10, idToken: token, evseId: 1 });
  csms.station.answers({ status: "Rejected" }); // F01.FR.24
  await csms.sends("UnlockConnector", { evseId: 1, connectorId: 1 });
  csms.station.answers({ status: "OngoingAuthorizedTransaction" }); // F05.FR.02
  await csms.sends("GetTransactionStatus", { transactionId });
  csms.station.answers({ ongoingIndicator: true, messagesInQueue: false }); // E14.FR.02
  await csms.sends("RequestStopTransaction", { transactionId });
  csms.station.answers({ status: "Accepted" });
  await csms.expects("TransactionEvent", {
    eventType: "Ended",
    triggerReason: "RemoteStop",
    transactionInfo: { stoppedReason: "Remote" },
  });
  await csms.sends("RequestStopTransaction", { transactionId });
  csms.station.answers({ status: "Rejected" }); // F03.FR.08
  await station.stop();
  await csms.done();
});

test("E05.FR.10 an idToken that the CSMS refuses ends the transaction", async () => {
  const { csms, station, actions } = await booted();
  await connectorsReported(csms);
  csms.ignores("StatusNotification", "Authorize");
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("TransactionEvent", { eventType: "Started" });
  csms.answersNext("TransactionEvent", { idTokenInfo: { status: "Invalid" } });
  actions.presentToken(token);
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  csms.ignores(["TransactionEvent", { triggerReason: "ChargingStateChanged" }]);
  await csms.expects("TransactionEvent", {
    eventType: "Ended",
    triggerReason: "Deauthorized",
    transactionInfo: { stoppedReason: "DeAuthorized" },
  });
  await station.stop();
  await csms.done();
});

test("OCPP 1.6, 4.9: a session after Finishing is Preparing before its transaction starts", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { version: "ocpp1.6" });
  const { actions } = station.hardware;
  await csms.expects("BootNotification", {});
  csms.ignores("Heartbeat", "Authorize");
  for (const connectorId of [0, 1, 2])
    await csms.expects("StatusNotification", { connectorId, status: "Available" });
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { status: "Preparing" });
  actions.presentToken(token, 1);
  await csms.expects("StartTransaction", {});
  await csms.expects("StatusNotification", { status: "Charging" });
  actions.presentToken(token, 1);
  await csms.expects("StopTransaction", {});
  await csms.expects("StatusNotification", { status: "Finishing" });
  actions.presentToken(token, 1);
  await csms.expects("StatusNotification", { connectorId: 1, status: "Preparing" });
  await csms.expects("StartTransaction", { connectorId: 1 });
  await csms.expects("StatusNotification", { connectorId: 1, status: "Charging" });
  await station.stop();
  await csms.done();
});

test("the same session in OCPP 1.6", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { version: "ocpp1.6" });
  const { actions } = station.hardware;
  await csms.expects("BootNotification", { chargePointVendor: "Kerbside" });
  for (const connectorId of [0, 1, 2]) {
    await csms.expects("StatusNotification", { connectorId, status: "Available", errorCode: "NoError" });
  }
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { connectorId: 1, status: "Preparing" });
  actions.presentToken(token, 1);
  await csms.expects("Authorize", { idTag: token.idToken });
  await csms.expects("StartTransaction", { connectorId: 1, idTag: token.idToken, meterStart: 0 });
  await csms.expects("StatusNotification", { connectorId: 1, status: "Charging" });
  actions.suspend(1, "EV");
  await csms.expects("StatusNotification", { connectorId: 1, status: "SuspendedEV" });
  actions.resume(1, "EV");
  await csms.expects("StatusNotification", { connectorId: 1, status: "Charging" });
  csms.ignores("MeterValues", "Heartbeat");
  await csms.waits(Seconds(90));
  actions.presentToken(token, 1);
  const stop = await csms.expects("StopTransaction", { idTag: token.idToken, reason: "Local" });
  expect(stop["meterStop"]).toBeGreaterThan(200);
  await csms.expects("StatusNotification", { connectorId: 1, status: "Finishing" });
  actions.plugOut({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { connectorId: 1, status: "Available" });
  await station.stop();
  await csms.done();
});
