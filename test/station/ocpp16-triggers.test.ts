import { createManualClock, Minutes, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { ...options, version: "ocpp1.6" });
  await csms.expects("BootNotification");
  for (const connectorId of [0, 1, 2]) await csms.expects("StatusNotification", { connectorId });
  await csms.expects("SecurityEventNotification");
  const triggers = async (requestedMessage: string, more: object = {}, status = "Accepted") => {
    await csms.sends("TriggerMessage", { requestedMessage, ...more });
    csms.station.answers({ status });
  };
  const end = async () => {
    await station.stop();
    await csms.done();
  };
  return { csms, station, actions: station.hardware.actions, triggers, end };
}

test("5.17 BootNotification can be triggered of a station that is accepted, and changes nothing", async () => {
  const { csms, triggers, end } = await booted();
  csms.answersNext("BootNotification", {
    status: "Accepted",
    interval: 120,
    currentTime: "2026-01-01T00:00:00Z",
  });
  await triggers("BootNotification");
  await csms.expects("BootNotification", { chargePointSerialNumber: "KS-0001" });
  await csms.quiet(Seconds(119));
  await csms.waits(Seconds(1));
  await csms.expects("Heartbeat");
  await end();
});

test("4.2 a triggered BootNotification that is answered Pending is sent again after the interval", async () => {
  const { csms, triggers, end } = await booted();
  csms.answersNext("BootNotification", {
    status: "Pending",
    interval: 60,
    currentTime: "2026-01-01T00:00:00Z",
  });
  await triggers("BootNotification");
  await csms.expects("BootNotification");
  await csms.quiet(Seconds(59));
  await csms.waits(Seconds(1));
  await csms.expects("BootNotification");
  for (const connectorId of [0, 1, 2]) await csms.expects("StatusNotification", { connectorId });
  await end();
});

test("5.17 the connectorId matters to StatusNotification and MeterValues alone; 0 is the station", async () => {
  const { csms, triggers, end } = await booted();
  await triggers("StatusNotification", { connectorId: 0 });
  await csms.expects("StatusNotification", { connectorId: 0 });
  await triggers("StatusNotification");
  for (const connectorId of [0, 1, 2]) await csms.expects("StatusNotification", { connectorId });
  await triggers("MeterValues", { connectorId: 0 });
  await csms.expects("MeterValues", { connectorId: 0 });
  await triggers("MeterValues");
  for (const connectorId of [0, 1, 2]) await csms.expects("MeterValues", { connectorId });
  await triggers("Heartbeat", { connectorId: 9 });
  await csms.expects("Heartbeat");
  await triggers("DiagnosticsStatusNotification", { connectorId: 9 });
  await csms.expects("DiagnosticsStatusNotification", { status: "Idle" });
  await triggers("MeterValues", { connectorId: 3 }, "Rejected");
  await triggers("StatusNotification", { connectorId: 3 }, "Rejected");
  await csms.quiet(Minutes(1));
  await end();
});

test("4.7 triggered meter values of a connector name its transaction, and their context", async () => {
  const { csms, actions, triggers, end } = await booted();
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  csms.answersNext("StartTransaction", { transactionId: 42, idTagInfo: { status: "Accepted" } });
  csms.ignores("StatusNotification");
  actions.presentToken({ idToken: "04A2B3C4D5E680", type: "ISO14443" }, 1);
  await csms.expects("Authorize");
  await csms.expects("StartTransaction");
  await triggers("MeterValues", { connectorId: 1 });
  const { meterValue, transactionId } = await csms.expects("MeterValues", { connectorId: 1 });
  expect(transactionId).toBe(42);
  expect(meterValue).toMatchObject([{ sampledValue: [{ context: "Trigger" }] }]);
  await end();
});
