import { createManualClock, Seconds } from "../../src/kernel/index.js";
import { late } from "../../src/sandbox-csms/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";

async function accepted(variables: Record<string, string | number | boolean> = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, { variables });
  await csms.expects("BootNotification", { reason: "PowerUp" });
  await csms.expects("StatusNotification", { evseId: 1 });
  await csms.expects("StatusNotification", { evseId: 2 });
  return { clock, csms, station };
}

test("B03.FR.02, B03.FR.06, B03.FR.08 a rejected station is silent until the interval has passed", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const currentTime = new Date(clock.now()).toISOString();
  csms.answersNext("BootNotification", { status: "Rejected", interval: 30, currentTime });
  const station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  await csms.asks("GetVariables", {
    getVariableData: [{ component: { name: "TxCtrlr" }, variable: { name: "TxStartPoint" } }],
  });
  csms.station.refuses("SecurityError");
  await csms.quiet(Seconds(29));
  await csms.expects("BootNotification");
  csms.ignores("StatusNotification");
  await csms.settles();
  expect(station.surface.state().ocpp.registration).toBe("Accepted");
  await station.stop();
  await csms.done();
});

test("B01.FR.08, B02.FR.02 a report that is asked for before the BootNotification is answered follows the answer", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const currentTime = new Date(clock.now()).toISOString();
  csms.answersNext("BootNotification", late({ status: "Pending", interval: 60, currentTime }, Seconds(10)));
  const station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  await csms.sends("GetBaseReport", { requestId: 7, reportBase: "SummaryInventory" });
  csms.station.answers({ status: "Accepted" });
  await csms.quiet(Seconds(9));
  await csms.expects("NotifyReport", { requestId: 7, seqNo: 0 });
  await csms.quiet(Seconds(1));
  await station.stop();
  await csms.done();
});

test("B01.FR.04, B01.FR.06, G02.FR.02 the CSMS sets the clock and the rhythm of heartbeats", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, heartbeatInterval: 20 });
  csms.answersNext("BootNotification", {
    status: "Accepted",
    interval: 20,
    currentTime: "2030-06-01T12:00:00.000Z",
  });
  const station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  const { timestamp } = await csms.expects("StatusNotification", { evseId: 1 });
  expect(timestamp).toMatch(/^2030-06-01T12:00:0/);
  csms.ignores("StatusNotification");
  await csms.quiet(Seconds(19));
  await csms.expects("Heartbeat");
  await csms.sends("SetVariables", {
    setVariableData: [
      { component: { name: "OCPPCommCtrlr" }, variable: { name: "HeartbeatInterval" }, attributeValue: "5" },
    ],
  });
  csms.station.answers({ setVariableResult: [{ attributeStatus: "Accepted" }] });
  await csms.quiet(Seconds(4));
  await csms.expects("Heartbeat");
  await station.stop();
  await csms.done();
});

test("B04.FR.01, B04.FR.02 after being offline only what changed is told, after a long time everything", async () => {
  const { csms, station } = await accepted({ "OCPPCommCtrlr.OfflineThreshold": 60 });
  csms.ignores("TransactionEvent", "Heartbeat");
  station.hardware.actions.setNetwork(false);
  await csms.disconnects();
  station.hardware.actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
  await csms.waits(Seconds(10));
  station.hardware.actions.setNetwork(true);
  await csms.expects("StatusNotification", { evseId: 2, connectorStatus: "Occupied" });
  await csms.quiet(Seconds(1));
  station.hardware.actions.setNetwork(false);
  await csms.disconnects();
  await csms.waits(Seconds(70));
  station.hardware.actions.setNetwork(true);
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Available" });
  await csms.expects("StatusNotification", { evseId: 2, connectorStatus: "Occupied" });
  await station.stop();
  await csms.done();
});

test("F06 what the CSMS triggers follows the answer", async () => {
  const { csms, station } = await accepted();
  const triggers = async (requestedMessage: string, evse?: { id: number; connectorId?: number }) =>
    (await csms.sends("TriggerMessage", { requestedMessage, ...(evse && { evse }) }))["status"];
  expect(await triggers("BootNotification")).toBe("Rejected"); // F06.FR.17
  expect(await triggers("TransactionEvent")).toBe("Rejected");
  expect(await triggers("StatusNotification")).toBe("Rejected"); // F06.FR.12
  expect(await triggers("PublishFirmwareStatusNotification")).toBe("NotImplemented"); // F06.FR.08
  expect(await triggers("Heartbeat")).toBe("Accepted");
  await csms.expects("Heartbeat");
  expect(await triggers("StatusNotification", { id: 1, connectorId: 1 })).toBe("Accepted");
  await csms.expects("StatusNotification", { evseId: 1, connectorId: 1 });
  expect(await triggers("LogStatusNotification")).toBe("Accepted");
  await csms.expects("LogStatusNotification", { status: "Idle" }); // F06.FR.15
  expect(await triggers("FirmwareStatusNotification")).toBe("Accepted");
  await csms.expects("FirmwareStatusNotification", { status: "Idle" }); // F06.FR.16
  expect(await triggers("MeterValues", { id: 1 })).toBe("Accepted");
  await csms.expects("MeterValues", { evseId: 1 }); // F06.FR.06
  station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Occupied" });
  await csms.expects("TransactionEvent", { eventType: "Started" });
  expect(await triggers("TransactionEvent", { id: 1 })).toBe("Accepted");
  await csms.expects("TransactionEvent", {
    triggerReason: "Trigger",
    transactionInfo: { chargingState: "EVConnected" },
  }); // F06.FR.07
  await station.stop();
  await csms.done();
});

test("P01.FR.05, C11.FR.03, C11.FR.04, F05 small orders are answered by the book", async () => {
  const { csms, station } = await accepted();
  await csms.sends("DataTransfer", { vendorId: "org.example" });
  csms.station.answers({ status: "UnknownVendorId" });
  await csms.sends("ClearCache", {});
  csms.station.answers({ status: "Accepted" });
  await csms.sends("SetVariables", {
    setVariableData: [
      { component: { name: "AuthCacheCtrlr" }, variable: { name: "Enabled" }, attributeValue: "false" },
    ],
  });
  await csms.sends("ClearCache", {});
  csms.station.answers({ status: "Rejected" });
  await csms.sends("UnlockConnector", { evseId: 1, connectorId: 1 });
  csms.station.answers({ status: "Unlocked" }); // F05.FR.06
  await csms.sends("UnlockConnector", { evseId: 1, connectorId: 9 });
  csms.station.answers({ status: "UnknownConnector" }); // F05.FR.03
  station.hardware.actions.setFault({ kind: "UnlockFailure", evseId: 1, connectorId: 1 }, true);
  await csms.sends("UnlockConnector", { evseId: 1, connectorId: 1 });
  csms.station.answers({ status: "UnlockFailed" }); // F05.FR.05
  await csms.asks("UnpublishFirmware", { checksum: "0123456789abcdef" });
  csms.station.refuses("NotSupported");
  await station.stop();
  await csms.done();
});

test("G05.FR.02 a retention lock that fails is reported as a problem", async () => {
  const { csms, station } = await accepted();
  csms.ignores("StatusNotification", "TransactionEvent", "Authorize");
  station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both", halfway: true });
  station.hardware.actions.presentToken({ idToken: "04A2B3C4D5E680", type: "ISO14443" });
  const { eventData } = await csms.expects("NotifyEvent");
  expect(eventData).toMatchObject([
    { actualValue: "true", component: { name: "ConnectorPlugRetentionLock" }, variable: { name: "Problem" } },
  ]);
  await station.stop();
  await csms.done();
});

test("B11.FR.09, B11.FR.08 one EVSE resets by itself, an unknown one does not", async () => {
  const { csms, station } = await accepted();
  await csms.sends("Reset", { type: "Immediate", evseId: 7 });
  csms.station.answers({ status: "Rejected" });
  const allowed = station.surface.setVariable(
    { name: "EVSE", evse: { id: 1 } },
    { name: "AllowReset" },
    "true",
  );
  expect(allowed).toBeNull();
  await csms.sends("Reset", { type: "Immediate", evseId: 1 });
  csms.station.answers({ status: "Accepted" });
  await csms.quiet(Seconds(2));
  station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Occupied" });
  await csms.expects("TransactionEvent", { eventType: "Started" });
  await station.stop();
  await csms.done();
});
