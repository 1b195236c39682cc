import { createManualClock, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };

async function booted() {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp2.1" });
  const station = stationOn(csms, clock, { version: "ocpp2.1" });
  await csms.expects("BootNotification", { reason: "PowerUp" });
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Available" });
  await csms.expects("StatusNotification", { evseId: 2, connectorStatus: "Available" });
  csms.ignores("Heartbeat");
  return { csms, station, actions: station.hardware.actions };
}

test("OCPP 2.1: a session by cable and card is what it is in 2.0.1", async () => {
  const { csms, station, actions } = await booted();
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("StatusNotification", { evseId: 1, connectorStatus: "Occupied" });
  await csms.expects("TransactionEvent", { eventType: "Started", triggerReason: "CablePluggedIn", seqNo: 0 });
  actions.presentToken(token);
  await csms.expects("Authorize", { idToken: token });
  await csms.expects("TransactionEvent", { triggerReason: "Authorized", seqNo: 1, idToken: token });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" }, seqNo: 2 });
  await csms.waits(Seconds(20));
  station.surface.deauthorize(1);
  await csms.expects("TransactionEvent", { eventType: "Ended", triggerReason: "StopAuthorized" });
  expect(station.surface.state().ocpp.version).toBe("ocpp2.1");
  await station.stop();
  await csms.done();
});

test("OCPP 2.1: variables are read and set, and a report is given", async () => {
  const { csms, station } = await booted();
  await csms.sends("SetVariables", {
    setVariableData: [
      {
        component: { name: "TxCtrlr" },
        variable: { name: "EVConnectionTimeOut" },
        attributeValue: "77",
      },
    ],
  });
  csms.station.answers({ setVariableResult: [{ attributeStatus: "Accepted" }] });
  await csms.sends("GetBaseReport", { requestId: 1, reportBase: "SummaryInventory" });
  csms.station.answers({ status: "Accepted" });
  await csms.expects("NotifyReport", { requestId: 1 });
  csms.ignores("NotifyReport");
  await csms.settles();
  await station.stop();
  await csms.done();
});

test("OCPP 2.1: a reset that would resume transactions is refused, another one is done", async () => {
  const { csms, station } = await booted();
  await csms.sends("Reset", { type: "ImmediateAndResume" });
  csms.station.answers({ status: "Rejected", statusInfo: { reasonCode: "UnsupportedParam" } });
  await csms.sends("Reset", { type: "Immediate" });
  csms.station.answers({ status: "Accepted" });
  await csms.expects("BootNotification", { reason: "RemoteReset" });
  csms.ignores("StatusNotification");
  await station.stop();
  await csms.done();
});
