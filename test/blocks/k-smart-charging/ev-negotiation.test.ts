import { createManualClock, Seconds } from "../../../src/kernel/index.js";
import type { NeedsChange } from "../../../src/hardware/index.js";
import { profileOnWire, scheduleOnWire } from "../../support/charging-profiles.js";
import { fakeCsms } from "../../support/csms.js";
import { stationOn, type StationOptions } from "../../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const NOW = "2026-01-01T00:00:00.000Z";
const AC = {
  id: 1,
  iso15118: true,
  connectors: [{ id: 1, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32 }],
};
const DC = { id: 1, iso15118: true, connectors: [{ id: 1, type: "cCCS2", dc: true, maxPower: 50_000 }] };

interface Options extends StationOptions {
  readonly answer?: "Accepted" | "Processing" | "Rejected";
  readonly needs?: NeedsChange;
}

/** A station that talks ISO 15118, and an EV that is connected and in a session. */
async function inSession({ answer = "Accepted", needs = {}, ...options }: Options = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, ...(options.version && { version: options.version }) });
  const station = stationOn(csms, clock, { evses: [AC], ...options });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "Authorize", [
    "TransactionEvent",
    { triggerReason: "MeterValuePeriodic" },
  ]);
  csms.ignores(["TransactionEvent", { triggerReason: "ChargingStateChanged" }]);
  csms.answers("NotifyEVChargingNeeds", { status: answer });
  csms.answers("NotifyEVChargingSchedule", { status: "Accepted" });
  await csms.settles();
  const { actions } = station.hardware;
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  const started = await csms.expects("TransactionEvent", { eventType: "Started" });
  const { transactionId } = started["transactionInfo"] as { transactionId: string };
  actions.startV2gSession({ evseId: 1, connectorId: 1, identification: "EIM", needs });

  const evse = () => station.hardware.evses[0];
  const granted = (): void => evse()?.evCommunication?.answerAuthorization(true);
  /** A TxProfile for the transaction. */
  const txProfile = (limit: number, changes: object = {}): object =>
    profileOnWire(limit, { id: 2, chargingProfilePurpose: "TxProfile", transactionId, ...changes });
  const set = async (
    profile: object,
    evseId = 1,
    expected: Readonly<Record<string, unknown>> = { status: "Accepted" },
  ) => {
    await csms.sends("SetChargingProfile", { evseId, chargingProfile: profile });
    csms.station.answers(expected);
    await csms.settles();
  };
  return {
    ...{ clock, csms, station, actions, txProfile, set, granted },
    /** The driver presents the token, and the EV is told that it may charge. */
    async authorized(): Promise<void> {
      actions.presentToken(token, 1);
      await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
      granted();
      await csms.settles();
    },
    phase: () => evse()?.evCommunication?.session?.phase,
    amps: () => station.surface.evseState(1)?.meter.currentA[0] ?? NaN,
    async composite(duration = 600): Promise<unknown> {
      const { schedule } = await csms.sends("GetCompositeSchedule", { evseId: 1, duration });
      return (schedule as { chargingSchedulePeriod: unknown }).chargingSchedulePeriod;
    },
    async end(): Promise<void> {
      await station.stop();
      await csms.done();
    },
  };
}

/** The same with a schedule agreed on: 10 A by a TxProfile. */
async function charging(options: Options = {}) {
  const session = await inSession(options);
  const { csms, authorized, set, txProfile } = session;
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await set(txProfile(10));
  await csms.expects("NotifyEVChargingSchedule");
  await csms.waits(Seconds(10));
  expect(session.amps()).toBe(10);
  return session;
}

const schedule = (periods: readonly object[], more: object = {}) => ({
  chargingSchedule: { chargingRateUnit: "A", chargingSchedulePeriod: periods, ...more },
});

test("K15.FR.01, K15.FR.06, K15.FR.10 the CSMS hears what an EV on AC needs, gives a profile, and hears how the EV will charge", async () => {
  const { csms, authorized, phase, set, txProfile, amps, end } = await inSession({
    needs: { energyAmountWh: 20_000, departureTime: "2026-01-01T08:00:00Z", scheduleTuples: 12 },
  });
  await authorized();
  const needs = await csms.expects("NotifyEVChargingNeeds");
  expect(needs).toEqual({
    evseId: 1,
    maxScheduleTuples: 12,
    chargingNeeds: {
      requestedEnergyTransfer: "AC_three_phase",
      departureTime: "2026-01-01T08:00:00Z",
      acChargingParameters: { energyAmount: 20_000, evMinCurrent: 6, evMaxCurrent: 16, evMaxVoltage: 400 },
    },
  });
  expect(phase()).toBe("awaitingSchedules");
  await csms.waits(Seconds(30));
  expect(amps()).toBe(0);
  await set(
    txProfile(10, {
      chargingSchedule: [
        scheduleOnWire(
          [
            [0, 10],
            [300, 8],
          ],
          { id: 7, startSchedule: NOW },
        ),
      ],
    }),
  );
  const told = await csms.expects("NotifyEVChargingSchedule", { evseId: 1 });
  expect(told).toMatchObject(schedule([{ startPeriod: 0, limit: 10 }, { limit: 8 }], { id: 7 }));
  expect(told["selectedChargingScheduleId"]).toBeUndefined();
  expect(phase()).toBe("charging");
  await csms.waits(Seconds(10));
  expect(amps()).toBe(10);
  await end();
});

test("K15.FR.06, K17.FR.06 an EV on DC tells its DC parameters, and is offered watts", async () => {
  const { csms, authorized, set, txProfile, end } = await inSession({ evses: [DC] });
  await authorized();
  const needs = await csms.expects("NotifyEVChargingNeeds");
  expect(needs["chargingNeeds"]).toMatchObject({ requestedEnergyTransfer: "DC", dcChargingParameters: {} });
  expect(needs["chargingNeeds"]).not.toHaveProperty("acChargingParameters");
  const watts = scheduleOnWire([[0, 20_000]], { chargingRateUnit: "W" });
  await set(txProfile(0, { chargingSchedule: [watts] }));
  const told = await csms.expects("NotifyEVChargingSchedule");
  expect(told["chargingSchedule"]).toMatchObject({
    chargingRateUnit: "W",
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 20_000 }],
  });
  await end();
});

test.each(["Rejected", "Processing"] as const)(
  "K15.FR.04, K15.FR.05 where the CSMS answers %s the EV charges by what is installed",
  async (answer) => {
    const { csms, authorized, set, phase, amps, end } = await inSession({ answer });
    await set(profileOnWire(12));
    await authorized();
    await csms.expects("NotifyEVChargingNeeds");
    await csms.expects(
      "NotifyEVChargingSchedule",
      schedule([{ startPeriod: 0, limit: 12, numberPhases: 3 }]),
    );
    expect(phase()).toBe("charging");
    await csms.waits(Seconds(10));
    expect(amps()).toBe(12);
    await end();
  },
);

test("K15.FR.08 an EV that gets no profile within 60 s is offered what the EVSE can do; a later one makes it negotiate anew (K16)", async () => {
  const { csms, authorized, set, txProfile, phase, end } = await inSession();
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await csms.waits(Seconds(54));
  expect(phase()).toBe("awaitingSchedules");
  await csms.waits(Seconds(5));
  expect(phase()).toBe("charging");
  await csms.expects("NotifyEVChargingSchedule", schedule([{ startPeriod: 0, limit: 16, numberPhases: 3 }]));
  await set(txProfile(9));
  await csms.expects("NotifyEVChargingSchedule", schedule([{ startPeriod: 0, limit: 9, numberPhases: 3 }]));
  await end();
});

test("a CSMS that refuses or does not answer keeps no EV waiting", async () => {
  const { csms, authorized, phase, end } = await inSession();
  csms.refuses("NotifyEVChargingNeeds", "NotImplemented");
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await csms.expects("NotifyEVChargingSchedule");
  expect(phase()).toBe("charging");
  await end();
});

test("K15.FR.15, K17.FR.15 offline the EV charges by the TxDefaultProfile, and the CSMS hears of it later", async () => {
  const { csms, actions, granted, set, phase, amps, end } = await inSession({
    variables: { "AuthCtrlr.OfflineTxForUnknownIdEnabled": true },
  });
  await set(profileOnWire(8));
  actions.setNetwork(false);
  await csms.disconnects();
  actions.presentToken(token, 1);
  await csms.waits(Seconds(1));
  granted();
  await csms.waits(Seconds(20));
  expect(phase()).toBe("charging");
  expect(amps()).toBe(8);
  actions.setNetwork(true);
  await csms.expects("TransactionEvent", { triggerReason: "Authorized", offline: true });
  const told = await csms.expects("NotifyEVChargingSchedule", schedule([{ startPeriod: 0, limit: 8 }]));
  expect(Date.parse(String(told["timeBase"]))).toBeLessThan(Date.parse(NOW) + 10_000);
  await end();
});

test("K01.FR.34, K15.FR.07 of several schedules the EV chooses one, which then limits; before its needs are told there may be one only", async () => {
  const { csms, authorized, set, txProfile, amps, end } = await inSession();
  const several = txProfile(0, {
    chargingSchedule: [8, 14, 6].map((limit, index) => scheduleOnWire([[0, limit]], { id: 11 + index })),
  });
  await set(several, 1, { status: "Rejected", statusInfo: { reasonCode: "InvalidMessageSeq" } });
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await set(several);
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 14 }], { id: 12 }));
  await csms.waits(Seconds(10));
  expect(amps()).toBe(14);
  await end();
});

test("several schedules are not for an EVSE whose EV does not talk ISO 15118 (K01.FR.34)", async () => {
  const { csms, actions, set, txProfile, end } = await inSession();
  actions.stopV2gSession(1);
  const several = [8, 14].map((limit, index) => scheduleOnWire([[0, limit]], { id: 11 + index }));
  await set(txProfile(0, { chargingSchedule: several }), 1, { status: "Rejected" });
  await csms.settles();
  await end();
});

test("K15.FR.17 a TxProfile that comes before the EV has told its needs is too early", async () => {
  const { csms, authorized, set, txProfile, end } = await inSession();
  await set(txProfile(10), 1, { status: "Rejected", statusInfo: { reasonCode: "InvalidMessageSeq" } });
  await set(profileOnWire(16));
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await set(txProfile(10));
  await csms.expects("NotifyEVChargingSchedule");
  await end();
});

test("K15.FR.14 once the CSMS has accepted how the EV will charge, composite schedules tell no more than that", async () => {
  const { csms, composite, actions, authorized, set, txProfile, end } = await inSession();
  actions.changeEv(1, { maxCurrent: 13 });
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await set(txProfile(20));
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 13 }]));
  expect(await composite()).toEqual([{ startPeriod: 0, limit: 13, numberPhases: 3 }]);
  // The transaction ends with the session, and its profile with it.
  csms.ignores("TransactionEvent");
  actions.stopV2gSession(1);
  await csms.settles();
  expect(await composite()).toEqual([{ startPeriod: 0, limit: 32, numberPhases: 3 }]);
  await end();
});

test("K15.FR.12 what the CSMS has rejected counts for nothing", async () => {
  const { csms, actions, authorized, set, txProfile, composite, end } = await inSession();
  actions.changeEv(1, { maxCurrent: 13 });
  csms.answers("NotifyEVChargingSchedule", { status: "Rejected" });
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await set(txProfile(20));
  await csms.expects("NotifyEVChargingSchedule");
  expect(await composite()).toEqual([{ startPeriod: 0, limit: 20, numberPhases: 3 }]);
  await end();
});

test("K16.FR.02, K16.FR.03, K16.FR.05, K16.FR.09, K16.FR.11 a new profile makes the EV negotiate anew, without another word of its needs", async () => {
  const { csms, set, txProfile, amps, end } = await charging();
  await set(txProfile(8));
  expect(amps()).toBe(8);
  await csms.expects("NotifyEVChargingSchedule", schedule([{ startPeriod: 0, limit: 8, numberPhases: 3 }]));
  await set(txProfile(14));
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 14 }]));
  await csms.waits(Seconds(10));
  expect(amps()).toBe(14);
  await end();
});

test("K16.FR.02 whatever changes the composite schedule does: limits of the station, of external systems, a profile that is cleared", async () => {
  const { csms, station, set, end } = await charging();
  const next = (limit: number): Promise<unknown> =>
    csms.expects("NotifyEVChargingSchedule", schedule([{ startPeriod: 0, limit }]));
  await set(profileOnWire(9, { id: 3, chargingProfilePurpose: "ChargingStationMaxProfile" }), 0);
  await next(9);
  csms.ignores("NotifyChargingLimit", ["TransactionEvent", { triggerReason: "ChargingRateChanged" }]);
  station.surface.externalLimits.set({ evseId: 1, source: "EMS", unit: "A", limit: 7 });
  await next(7);
  csms.ignores("ClearedChargingLimit");
  station.surface.externalLimits.clear("EMS", 1);
  await next(9);
  await csms.sends("ClearChargingProfile", {
    chargingProfileCriteria: { chargingProfilePurpose: "TxProfile" },
  });
  await csms.settles();
  await csms.waits(Seconds(1));
  await csms.sends("ClearChargingProfile", { chargingProfileId: 3 });
  await next(16);
  await end();
});

test("what does not change the composite schedule disturbs no EV", async () => {
  const { csms, set, end } = await charging();
  await set(profileOnWire(20, { id: 3, chargingProfilePurpose: "ChargingStationMaxProfile" }), 0);
  await set(profileOnWire(7));
  await csms.quiet(Seconds(20));
  await end();
});

test("K17.FR.01, K17.FR.10 an EV that wants something else is heard, and gets another profile", async () => {
  const { csms, actions, set, txProfile, amps, end } = await charging();
  actions.renegotiate(1, { energyAmountWh: 5_000 });
  const needs = await csms.expects("NotifyEVChargingNeeds", { evseId: 1 });
  expect(needs["chargingNeeds"]).toMatchObject({ acChargingParameters: { energyAmount: 5_000 } });
  expect(amps()).toBe(10);
  await set(txProfile(15));
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 15 }]));
  await csms.waits(Seconds(10));
  expect(amps()).toBe(15);
  await end();
});

test("K17.FR.04 where the CSMS rejects the EV's wish it charges on as before", async () => {
  const { csms, actions, end } = await charging();
  csms.answers("NotifyEVChargingNeeds", { status: "Rejected" });
  actions.renegotiate(1, {});
  await csms.expects("NotifyEVChargingNeeds");
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 10 }]));
  await end();
});

test("when the schedule that was agreed on is over the CSMS hears the needs again, and may give another", async () => {
  const { csms, authorized, set, txProfile, end } = await inSession();
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  const short = scheduleOnWire([[0, 10]], { startSchedule: NOW, duration: 120 });
  await set(txProfile(0, { chargingSchedule: [short] }));
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 10 }]));
  await csms.waits(Seconds(118));
  await csms.expects("NotifyEVChargingNeeds");
  await set(txProfile(7));
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 7 }]));
  await end();
});

test("K15.FR.21 a CSMS of OCPP 2.1 hears which of its schedules was chosen", async () => {
  const { csms, authorized, set, txProfile, end } = await inSession({ version: "ocpp2.1" });
  await authorized();
  await csms.expects("NotifyEVChargingNeeds");
  await set(txProfile(10, { chargingSchedule: [scheduleOnWire([[0, 10]], { id: 5 })] }));
  await csms.expects("NotifyEVChargingSchedule", { selectedChargingScheduleId: 5 });
  await end();
});

test("with smart charging disabled no CSMS is asked, for it could set no profile", async () => {
  const { csms, authorized, phase, end } = await inSession({
    variables: { "SmartChargingCtrlr.Enabled": false },
  });
  await authorized();
  await csms.expects("NotifyEVChargingSchedule", schedule([{ limit: 16 }]));
  expect(phase()).toBe("charging");
  await end();
});
