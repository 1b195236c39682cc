import { createManualClock, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";

const DRIVER = { idToken: "04A2B3C4D5E682", type: "ISO14443" };
const OTHER = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const at = { evseId: 1, connectorId: 1, side: "both" as const };

/** A driver charges whose group nobody knows. */
async function charging(variables: Record<string, string>) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { version: "ocpp1.6", variables });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "SecurityEventNotification", "MeterValues");
  const { actions } = station.hardware;
  actions.plugIn(at);
  actions.presentToken(DRIVER, 1);
  await csms.expects("Authorize", { idTag: DRIVER.idToken });
  await csms.expects("StartTransaction", { idTag: DRIVER.idToken });
  return { csms, station, actions };
}

test("4.1: nobody is asked about an idTag that can neither stop nor start anything", async () => {
  const { csms, station, actions } = await charging({});
  actions.presentToken(OTHER, 1);
  await csms.waits(Seconds(5));
  await station.stop();
  await csms.done();
});

test("where there are master passes, the central system must say who has one", async () => {
  const { csms, station, actions } = await charging({ "AuthCtrlr.MasterPassGroupId": "MASTERPASS" });
  csms.answers("Authorize", { idTagInfo: { status: "Accepted", parentIdTag: "MASTERPASS" } });
  actions.presentToken(OTHER, 1);
  await csms.expects("Authorize", { idTag: OTHER.idToken });
  await csms.expects("StopTransaction", { reason: "Local" });
  await station.stop();
  await csms.done();
});
