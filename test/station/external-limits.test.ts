import { createManualClock, createMemoryStore, Seconds, type Store } from "../../src/kernel/index.js";
import type { StationSurface } from "../../src/station/index.js";
import { profileOnWire } from "../support/charging-profiles.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
type Limit = Parameters<StationSurface["externalLimits"]["set"]>[0];

async function booted(
  variables: Record<string, string | number | boolean> = {},
  store: Store = createMemoryStore(),
) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, { variables, store });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "Authorize");
  await csms.settles();
  const { actions } = station.hardware;
  const { externalLimits } = station.surface;
  const limit = (changes: Partial<Limit> = {}) =>
    externalLimits.set({ evseId: 0, source: "EMS", unit: "A", limit: 10, ...changes });
  const charging = async (evseId: number): Promise<void> => {
    actions.plugIn({ evseId, connectorId: 1, side: "both" });
    actions.presentToken(token, evseId);
    await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
    csms.ignores(
      ["TransactionEvent", { triggerReason: "Authorized" }],
      ["TransactionEvent", { eventType: "Started" }],
    );
    await csms.waits(Seconds(5));
  };
  const amps = (evseId: number): number => station.surface.evseState(evseId)?.meter.currentA[0] ?? NaN;
  const end = async (): Promise<void> => {
    await station.stop();
    await csms.done();
  };
  return { csms, station, actions, externalLimits, limit, charging, amps, end };
}

test("K11.FR.01, K11.FR.02, K11.FR.04, K13 a limit during a transaction is told, acts, is told of the transaction, and is taken back", async () => {
  const { csms, externalLimits, limit, charging, amps, end } = await booted();
  await charging(1);
  expect(limit({ gridCritical: true })).toBeNull();
  expect(amps(1)).toBe(10);
  const [notified] = await csms.expectsInOrder(
    ["NotifyChargingLimit"],
    ["TransactionEvent", { eventType: "Updated", triggerReason: "ChargingRateChanged" }],
  );
  expect(notified).toEqual({ chargingLimit: { chargingLimitSource: "EMS", isGridCritical: true } });
  expect(externalLimits.clear("EMS")).toBeNull();
  const [cleared] = await csms.expectsInOrder(
    ["ClearedChargingLimit"],
    ["TransactionEvent", { triggerReason: "ChargingRateChanged" }],
  );
  expect(cleared).toEqual({ chargingLimitSource: "EMS" });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  await end();
});

test("K12.FR.03, K12.FR.05 without a transaction it is told with its schedule, and reported as ChargingStationExternalConstraints", async () => {
  const { csms, limit, end } = await booted({ "SmartChargingCtrlr.NotifyChargingLimitWithSchedules": true });
  limit({ evseId: 2, source: "SO", unit: "W", limit: 6000, durationSeconds: 60 });
  const chargingSchedule = [
    {
      id: 1,
      startSchedule: "2026-01-01T00:00:00.000Z",
      duration: 60,
      chargingRateUnit: "W",
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 6000 }],
    },
  ];
  const notified = await csms.expects("NotifyChargingLimit");
  expect(notified).toEqual({ evseId: 2, chargingLimit: { chargingLimitSource: "SO" }, chargingSchedule });
  await csms.sends("GetChargingProfiles", { requestId: 4, chargingProfile: { chargingLimitSource: ["SO"] } });
  const report = await csms.expects("ReportChargingProfiles", {
    evseId: 2,
    chargingLimitSource: "SO",
    tbc: false,
  });
  expect(report["chargingProfile"]).toEqual([
    {
      id: -1,
      stackLevel: 0,
      chargingProfilePurpose: "ChargingStationExternalConstraints",
      chargingProfileKind: "Absolute",
      chargingSchedule,
    },
  ]);
  const cleared = await csms.expects("ClearedChargingLimit");
  expect(cleared).toEqual({ chargingLimitSource: "SO", evseId: 2 });
  await end();
});

test("SC.03 a change below LimitChangeSignificance acts and is not told", async () => {
  const { csms, limit, charging, amps, end } = await booted({
    "SmartChargingCtrlr.LimitChangeSignificance": 10,
  });
  await charging(1);
  limit({ limit: 10 });
  await csms.expects("NotifyChargingLimit");
  await csms.expects("TransactionEvent", { triggerReason: "ChargingRateChanged" });
  limit({ limit: 9.5 });
  await csms.quiet(Seconds(1));
  expect(amps(1)).toBe(9.5);
  limit({ limit: 7 });
  await csms.expects("NotifyChargingLimit");
  await csms.expects("TransactionEvent", { triggerReason: "ChargingRateChanged" });
  await end();
});

test("K11 a limit of 0 suspends, and its end by the clock resumes", async () => {
  const { csms, limit, charging, amps, end } = await booted();
  await charging(1);
  limit({ evseId: 1, limit: 0, durationSeconds: 30 });
  await csms.expects("NotifyChargingLimit", { evseId: 1 });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "SuspendedEVSE" } });
  await csms.expects("TransactionEvent", { triggerReason: "ChargingRateChanged" });
  expect(amps(1)).toBe(0);
  await csms.quiet(Seconds(29));
  await csms.expects("ClearedChargingLimit", { evseId: 1 });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  await csms.expects("TransactionEvent", { triggerReason: "ChargingRateChanged" });
  await end();
});

test("SC.01 the lowest of several sources and of the CSMS holds; each is let go by itself", async () => {
  const { csms, externalLimits, limit, charging, amps, end } = await booted();
  csms.ignores("NotifyChargingLimit", "ClearedChargingLimit");
  await charging(1);
  csms.ignores("TransactionEvent");
  await csms.sends("SetChargingProfile", { evseId: 1, chargingProfile: profileOnWire(12) });
  limit({ source: "EMS", limit: 10 });
  limit({ source: "SO", limit: 8 });
  limit({ source: "Other", limit: 14 });
  expect(amps(1)).toBe(8);
  externalLimits.clear("SO");
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(10);
  externalLimits.clear("EMS");
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(12);
  await end();
});

test("what happens offline is told when the station is back, in order", async () => {
  const { csms, actions, externalLimits, limit, end } = await booted();
  actions.setNetwork(false);
  await csms.disconnects();
  limit({ limit: 8 });
  externalLimits.clear("EMS");
  await csms.waits(Seconds(5));
  actions.setNetwork(true);
  await csms.expectsInOrder(["NotifyChargingLimit"], ["ClearedChargingLimit"]);
  await end();
});

test("an external limit outlives a power cut", async () => {
  const { csms, station, limit, end } = await booted();
  limit({ limit: 8 });
  await csms.expects("NotifyChargingLimit");
  csms.ignores("SecurityEventNotification");
  station.surface.reboot({ powerOffSeconds: 2 });
  await csms.expects("BootNotification");
  expect(station.surface.evseState(1)?.limit).toEqual({
    amps: 8,
    watts: 5520,
    source: "EMS, ChargingStationExternalConstraints -1",
  });
  await end();
});

test("2.9.7 nobody is limited from outside where that is switched off, and nothing is taken back that is not there", async () => {
  const { externalLimits, limit, end } = await booted({
    "SmartChargingCtrlr.ExternalControlSignalsEnabled": false,
  });
  expect(limit()).toMatchObject({ refused: "impossible" });
  expect(limit({ evseId: 3 })).toMatchObject({ refused: "unknown" });
  expect(externalLimits.clear("EMS", 1)).toMatchObject({ refused: "unknown" });
  await end();
});
