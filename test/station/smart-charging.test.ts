import { createManualClock, createMemoryStore, Seconds } from "../../src/kernel/index.js";
import { profileOnWire, relativeSchedule, scheduleOnWire } from "../support/charging-profiles.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, options);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "Authorize");
  const { actions } = station.hardware;
  const set = async (profile: object, evseId = 1): Promise<void> => {
    await csms.sends("SetChargingProfile", { evseId, chargingProfile: profile });
    csms.station.answers({ status: "Accepted" });
  };
  /** A session that has reached the full current of its EV, 16 A. */
  const charging = async (evseId: number): Promise<string> => {
    actions.plugIn({ evseId, connectorId: 1, side: "both" });
    const started = await csms.expects("TransactionEvent", { eventType: "Started" });
    actions.presentToken(token, evseId);
    await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
    await csms.waits(Seconds(5));
    return (started["transactionInfo"] as { transactionId: string }).transactionId;
  };
  const amps = (evseId: number): number => station.surface.evseState(evseId)?.meter.currentA[0] ?? NaN;
  return { clock, csms, station, actions, set, charging, amps };
}

test("K01.FR.07, K02.FR.02 a TxDefaultProfile acts on a running transaction at once, and on the next one", async () => {
  const { csms, station, set, charging, amps } = await booted();
  await charging(1);
  expect(amps(1)).toBe(16);
  await set(profileOnWire(10));
  expect(amps(1)).toBe(10);
  expect(station.surface.evseState(1)?.limit).toMatchObject({ amps: 10 });
  await csms.sends("ClearChargingProfile", { chargingProfileId: 1 });
  csms.station.answers({ status: "Accepted" });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  await station.stop();
});
void [createMemoryStore, relativeSchedule, scheduleOnWire];
