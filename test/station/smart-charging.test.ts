import { createManualClock, Seconds } from "../../src/kernel/index.js";
import { profileOnWire, relativeSchedule, scheduleOnWire } from "../support/charging-profiles.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const DRIVERS = [token, { ...token, idToken: "04A2B3C4D5E682" }];
const NOW = "2026-01-01T00:00:00.000Z";

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, options);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "Authorize", [
    "TransactionEvent",
    { triggerReason: "MeterValuePeriodic" },
  ]);
  await csms.settles();
  const { actions } = station.hardware;
  const set = async (profile: object, evseId = 1): Promise<void> => {
    await csms.sends("SetChargingProfile", { evseId, chargingProfile: profile });
    csms.station.answers({ status: "Accepted" });
    await csms.settles();
  };
  const plug = async (evseId: number): Promise<string> => {
    actions.plugIn({ evseId, connectorId: 1, side: "both" });
    const started = await csms.expects("TransactionEvent", { eventType: "Started" });
    return (started["transactionInfo"] as { transactionId: string }).transactionId;
  };
  /** A session that has reached the full current of its EV, 16 A on three phases. */
  const charging = async (evseId: number): Promise<string> => {
    const transactionId = await plug(evseId);
    actions.presentToken(DRIVERS[evseId - 1] ?? token, evseId);
    await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
    await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
    await csms.waits(Seconds(5));
    return transactionId;
  };
  const amps = (evseId: number): number => station.surface.evseState(evseId)?.meter.currentA[0] ?? NaN;
  const limit = (evseId: number) => station.surface.evseState(evseId)?.limit;
  const profiles = async (criteria: object = {}, evseId?: number): Promise<string> => {
    const answer = await csms.sends("GetChargingProfiles", {
      requestId: 1,
      chargingProfile: criteria,
      ...(evseId !== undefined && { evseId }),
    });
    return answer["status"] as string;
  };
  const end = async (): Promise<void> => {
    await station.stop();
    await csms.done();
  };
  return { clock, csms, station, actions, set, plug, charging, amps, limit, profiles, end };
}

test("K01.FR.07, K01.FR.32, K10.FR.05, K10.FR.07 a TxDefaultProfile acts at once on a running transaction, until it is cleared", async () => {
  const { csms, set, charging, amps, limit, end } = await booted();
  await charging(1);
  expect(amps(1)).toBe(16);
  await set(profileOnWire(10));
  expect(amps(1)).toBe(10);
  expect(limit(1)).toEqual({ amps: 10, watts: 6900, source: "CSO, TxDefaultProfile 1" });
  await csms.sends("ClearChargingProfile", { chargingProfileId: 1 });
  csms.station.answers({ status: "Accepted" });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  expect(limit(1)).toBeNull();
  await end();
});

test("K02.FR.02, K08 each period acts within a second of its start; 0 suspends, and a later limit resumes", async () => {
  const { csms, set, charging, amps, end } = await booted();
  const startSchedule = NOW;
  await set(
    profileOnWire(0, {
      chargingSchedule: [
        scheduleOnWire(
          [
            [0, 12],
            [60, 0],
            [120, 8],
          ],
          { startSchedule },
        ),
      ],
    }),
  );
  await charging(1);
  expect(amps(1)).toBe(12);
  await csms.quiet(Seconds(54));
  const suspended = await csms.expects("TransactionEvent", {
    triggerReason: "ChargingStateChanged",
    transactionInfo: { chargingState: "SuspendedEVSE" },
  });
  expect(suspended["timestamp"]).toBe("2026-01-01T00:01:00.000Z");
  expect(amps(1)).toBe(0);
  const resumed = await csms.expects("TransactionEvent", {
    triggerReason: "ChargingStateChanged",
    transactionInfo: { chargingState: "Charging" },
  });
  expect(resumed["timestamp"]).toBe("2026-01-01T00:02:00.000Z");
  await csms.waits(Seconds(2));
  expect(amps(1)).toBe(8);
  await end();
});

test("what an EV cannot charge with suspends like 0: less than 6 A on AC", async () => {
  const { csms, set, charging, amps, limit, end } = await booted();
  await charging(1);
  await set(profileOnWire(5.9));
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "SuspendedEVSE" } });
  expect(amps(1)).toBe(0);
  expect(limit(1)).toMatchObject({ amps: 0 });
  await end();
});

test("K01.FR.43, E02.FR.19 one phase is one phase: on the meter, in the limit, and in what the CSMS hears", async () => {
  const { csms, station, set, charging, limit, end } = await booted();
  await charging(1);
  await set(profileOnWire(10, { chargingSchedule: [scheduleOnWire([[0, 10, { numberPhases: 1 }]])] }));
  await csms.expects("TransactionEvent", { numberOfPhasesUsed: 1 });
  expect(station.surface.evseState(1)?.meter.currentA).toEqual([10, 0, 0]);
  expect(limit(1)).toMatchObject({ amps: 10, phases: 1, watts: 2300 });
  await end();
});

test("K01.FR.50 watts are amperes of each phase by nominal voltage and phases", async () => {
  const { set, charging, amps, end } = await booted();
  await charging(1);
  await set(profileOnWire(0, { chargingSchedule: [scheduleOnWire([[0, 6900]], { chargingRateUnit: "W" })] }));
  expect(amps(1)).toBe(10);
  await end();
});

test("K02.FR.04, K02.FR.05 a TxProfile overrules the default while its transaction lasts, and is gone with it", async () => {
  const { csms, actions, set, charging, amps, profiles, end } = await booted();
  await set(profileOnWire(8));
  const transactionId = await charging(1);
  const tx = { id: 2, chargingProfilePurpose: "TxProfile", transactionId };
  await set(profileOnWire(14, tx));
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(14);
  actions.presentToken(token, 1);
  await csms.expects("TransactionEvent", { eventType: "Ended" });
  expect(await profiles({ chargingProfilePurpose: "TxProfile" })).toBe("NoProfiles");
  csms.ignores("ReportChargingProfiles");
  expect(await profiles({ chargingProfilePurpose: "TxDefaultProfile" })).toBe("Accepted");
  await end();
});

test("K01.FR.42 a Relative schedule counts from the moment at which energy is offered", async () => {
  const { csms, actions, set, plug, amps, end } = await booted();
  await set(
    profileOnWire(0, {
      chargingProfileKind: "Relative",
      chargingSchedule: [
        relativeSchedule([
          [0, 12],
          [30, 7],
        ]),
      ],
    }),
  );
  await plug(1);
  await csms.waits(Seconds(45));
  actions.presentToken(token, 1);
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  csms.ignores("TransactionEvent");
  await csms.waits(Seconds(29));
  expect(amps(1)).toBe(12);
  await csms.waits(Seconds(1));
  expect(amps(1)).toBe(7);
  await end();
});

test("K01.FR.27 profiles survive a power cut and act again; that of a transaction which the cut ended does not", async () => {
  const { csms, station, set, charging, amps, limit, end } = await booted();
  const transactionId = await charging(1);
  await set(profileOnWire(9));
  await set(profileOnWire(7, { id: 2, chargingProfilePurpose: "TxProfile", transactionId }));
  expect(amps(1)).toBe(7);
  csms.ignores("TransactionEvent", "SecurityEventNotification");
  station.surface.reboot({ powerOffSeconds: 3 });
  await csms.expects("BootNotification");
  expect(limit(1)).toMatchObject({ amps: 9, source: "CSO, TxDefaultProfile 1" });
  await csms.sends("GetChargingProfiles", { requestId: 8, chargingProfile: {} });
  const report = await csms.expects("ReportChargingProfiles", { requestId: 8, evseId: 1, tbc: false });
  expect(report["chargingProfile"]).toEqual([profileOnWire(9)]);
  await end();
});

test("K06.FR.01, K07.FR.01 limits hold and change while the station is offline", async () => {
  const { csms, actions, set, charging, amps, end } = await booted();
  await charging(1);
  await set(
    profileOnWire(0, {
      chargingSchedule: [
        scheduleOnWire(
          [
            [0, 12],
            [60, 8],
          ],
          { startSchedule: NOW },
        ),
      ],
    }),
  );
  actions.setNetwork(false);
  await csms.disconnects();
  await csms.waits(Seconds(60));
  expect(amps(1)).toBe(8);
  await end();
});

const startWith = (chargingProfile: object) => ({
  remoteStartId: 3,
  idToken: token,
  evseId: 1,
  chargingProfile,
});
const forStart = (changes: object = {}) =>
  profileOnWire(0, {
    id: 5,
    chargingProfilePurpose: "TxProfile",
    chargingProfileKind: "Relative",
    chargingSchedule: [relativeSchedule([[0, 7]])],
    ...changes,
  });

test("F01.FR.10, K05.FR.03 a remote start brings the profile of its transaction, in force with the first ampere", async () => {
  const { csms, plug, amps, end } = await booted();
  const transactionId = await plug(1);
  await csms.sends("RequestStartTransaction", startWith(forStart()));
  csms.station.answers({ status: "Accepted", transactionId });
  await csms.expects("TransactionEvent", { triggerReason: "RemoteStart" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(7);
  await csms.sends("GetChargingProfiles", { requestId: 2, chargingProfile: { chargingProfileId: [5] } });
  const report = await csms.expects("ReportChargingProfiles", { requestId: 2, evseId: 1 });
  expect(report["chargingProfile"]).toEqual([{ ...forStart(), transactionId }]);
  await end();
});

test("F01.FR.10 also where the EV comes later; and nobody else's transaction gets it", async () => {
  const { csms, actions, plug, amps, profiles, end } = await booted({
    variables: { "TxCtrlr.EVConnectionTimeOut": 20 },
  });
  csms.ignores("TransactionEvent");
  await csms.sends("RequestStartTransaction", startWith(forStart()));
  csms.station.answers({ status: "Accepted" });
  await csms.waits(Seconds(25));
  actions.presentToken(token, 1);
  await csms.waits(Seconds(1));
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  expect(await profiles()).toBe("NoProfiles");
  void plug;
  await csms.sends("RequestStartTransaction", { ...startWith(forStart()), evseId: 2 });
  await csms.waits(Seconds(2));
  actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
  await csms.waits(Seconds(5));
  expect(amps(2)).toBe(7);
  await end();
});

test.each([
  ["F01.FR.09, K05.FR.02 another purpose", { chargingProfilePurpose: "TxDefaultProfile" }, "InvalidProfile"],
  ["F01.FR.11 a transactionId", { transactionId: "tx" }, "InvalidProfile"],
  ["F01.FR.26, K05.FR.05 no startSchedule", { chargingProfileKind: "Absolute" }, "InvalidSchedule"],
])("a remote start with %s is rejected and starts nothing", async (_, changes, reasonCode) => {
  const { csms, plug, end } = await booted();
  await plug(1);
  await csms.sends("RequestStartTransaction", startWith(forStart(changes)));
  csms.station.answers({ status: "Rejected", statusInfo: { reasonCode } });
  await csms.quiet(Seconds(5));
  await end();
});

test("F01.FR.12, K05.FR.04 without smart charging the profile of a remote start is ignored", async () => {
  const { csms, plug, amps, end } = await booted({ variables: { "SmartChargingCtrlr.Enabled": false } });
  await plug(1);
  csms.ignores("TransactionEvent");
  await csms.sends(
    "RequestStartTransaction",
    startWith(forStart({ chargingProfilePurpose: "TxDefaultProfile" })),
  );
  csms.station.answers({ status: "Accepted" });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  await end();
});

const CALLS = [
  ["SetChargingProfile", { evseId: 1, chargingProfile: profileOnWire(10) }],
  ["ClearChargingProfile", { chargingProfileId: 1 }],
  ["GetChargingProfiles", { requestId: 1, chargingProfile: {} }],
  ["GetCompositeSchedule", { evseId: 1, duration: 60 }],
] as const;

test("K01.FR.29 disabled, every CALL is NotSupported and nothing limits; enabled again, what was there does", async () => {
  const { csms, station, set, charging, amps, end } = await booted();
  await charging(1);
  await set(profileOnWire(10));
  const enable = (value: string) =>
    station.surface.setVariable({ name: "SmartChargingCtrlr" }, { name: "Enabled" }, value);
  expect(enable("false")).toBeNull();
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  for (const [action, payload] of CALLS) {
    await csms.asks(action, payload);
    csms.station.refuses("NotSupported");
  }
  expect(enable("true")).toBeNull();
  expect(amps(1)).toBe(10);
  await end();
});

test("K09.FR.01, K09.FR.02, K09.FR.04 to K09.FR.06 profiles are reported by place and source, in parts, by every criterion", async () => {
  const { csms, station, set, profiles, end } = await booted();
  for (let id = 1; id <= 21; id++) await set(profileOnWire(10, { id, stackLevel: id - 1 }), 1);
  await set(profileOnWire(10, { id: 30, chargingProfilePurpose: "ChargingStationMaxProfile" }), 0);
  expect(station.surface.externalLimits.set({ evseId: 0, source: "SO", unit: "W", limit: 9000 })).toBeNull();
  await csms.expects("NotifyChargingLimit");
  const reported = async (criteria: object, evseId?: number) => {
    expect(await profiles(criteria, evseId)).toBe("Accepted");
    const parts: unknown[] = [];
    for (;;) {
      const part = await csms.expects("ReportChargingProfiles", { requestId: 1 });
      const found = part["chargingProfile"] as { id: number }[];
      parts.push([part["evseId"], part["chargingLimitSource"], found.length]);
      if (part["tbc"] !== true) return parts;
    }
  };
  const [station0, external0] = [
    [0, "CSO", 1],
    [0, "SO", 1],
  ];
  expect(await reported({})).toEqual([station0, external0, [1, "CSO", 20], [1, "CSO", 1]]);
  expect(await reported({}, 0)).toEqual([station0, external0]);
  expect(await reported({}, 1)).toEqual([
    [1, "CSO", 20],
    [1, "CSO", 1],
  ]);
  expect(await reported({ stackLevel: 3 })).toEqual([[1, "CSO", 1]]);
  expect(await reported({ stackLevel: 0 })).toEqual([station0, external0, [1, "CSO", 1]]);
  expect(await reported({ chargingProfileId: [2, 30, 99] })).toEqual([station0, [1, "CSO", 1]]);
  expect(await reported({ chargingLimitSource: ["SO", "EMS"] })).toEqual([external0]);
  expect(await reported({ chargingProfilePurpose: "ChargingStationExternalConstraints" })).toEqual([
    external0,
  ]);
  for (const criteria of [
    { chargingProfileId: [99] },
    { chargingProfilePurpose: "TxProfile" },
    { chargingProfilePurpose: "ChargingStationMaxProfile", stackLevel: 1 },
    { chargingLimitSource: ["EMS"] },
  ])
    expect(await profiles(criteria)).toBe("NoProfiles");
  expect(await profiles({}, 2)).toBe("NoProfiles");
  expect(await profiles({}, 9)).toBe("NoProfiles");
  await end();
});

test("K10.FR.01, K10.FR.03, K10.FR.04, K10.FR.08, K10.FR.09 profiles are cleared by id or by all criteria together", async () => {
  const { csms, station, set, profiles, end } = await booted();
  csms.ignores("NotifyChargingLimit", "ReportChargingProfiles");
  const clear = async (request: object): Promise<string> => {
    const answer = await csms.sends("ClearChargingProfile", request);
    return answer["status"] as string;
  };
  const criteria = (chargingProfileCriteria: object) => clear({ chargingProfileCriteria });
  expect(await clear({ chargingProfileId: 1 })).toBe("Unknown");
  await set(profileOnWire(10, { id: 1 }), 1);
  await set(profileOnWire(10, { id: 2 }), 2);
  await set(profileOnWire(10, { id: 3, stackLevel: 1 }), 2);
  await set(profileOnWire(10, { id: 4, chargingProfilePurpose: "ChargingStationMaxProfile" }), 0);
  station.surface.externalLimits.set({ evseId: 2, source: "SO", unit: "A", limit: 10 });
  expect(await clear({ chargingProfileId: -1 })).toBe("Unknown");
  expect(await criteria({ evseId: 2, chargingProfilePurpose: "ChargingStationExternalConstraints" })).toBe(
    "Unknown",
  );
  expect(await criteria({ evseId: 1, stackLevel: 1 })).toBe("Unknown");
  expect(await criteria({ chargingProfilePurpose: "TxDefaultProfile", stackLevel: 0 })).toBe("Accepted");
  expect(await profiles({ chargingProfileId: [1, 2] })).toBe("NoProfiles");
  expect(await profiles({ chargingProfileId: [3] })).toBe("Accepted");
  expect(await criteria({ evseId: 2 })).toBe("Accepted");
  expect(await profiles({ chargingProfileId: [3] })).toBe("NoProfiles");
  expect(await clear({})).toBe("Accepted");
  expect(await profiles({ chargingProfileId: [4] })).toBe("NoProfiles");
  expect(await profiles({ chargingLimitSource: ["SO"] })).toBe("Accepted");
  await end();
});

test("K08.FR.02, K08.FR.06 the course of limits of an EVSE, from now, for the time asked for", async () => {
  const { csms, set, end } = await booted();
  await set(
    profileOnWire(0, {
      chargingSchedule: [
        scheduleOnWire(
          [
            [0, 12],
            [60, 6],
          ],
          { startSchedule: NOW, duration: 90 },
        ),
      ],
    }),
  );
  await csms.sends("GetCompositeSchedule", { evseId: 1, duration: 120, chargingRateUnit: "A" });
  csms.station.answers({
    status: "Accepted",
    schedule: {
      evseId: 1,
      duration: 120,
      scheduleStart: NOW,
      chargingRateUnit: "A",
      chargingSchedulePeriod: [
        { startPeriod: 0, limit: 12, numberPhases: 3 },
        { startPeriod: 60, limit: 6, numberPhases: 3 },
        { startPeriod: 90, limit: 32, numberPhases: 3 },
      ],
    },
  });
  await csms.sends("GetCompositeSchedule", { evseId: 0, duration: 30 });
  csms.station.answers({
    status: "Accepted",
    schedule: { evseId: 0, chargingSchedulePeriod: [{ startPeriod: 0, limit: 44 }] },
  });
  await end();
});

test.each([
  ["K08.FR.05 an EVSE that is not there", { evseId: 3, duration: 60 }, "UnknownEvse"],
  [
    "K08.FR.07 a unit that is not configured",
    { evseId: 1, duration: 60, chargingRateUnit: "W" },
    "UnsupportedRateUnit",
  ],
  ["no time at all", { evseId: 1, duration: 0 }, "ValuePositiveOnly"],
  ["more time than can be worked out", { evseId: 1, duration: 2_678_401 }, "ValueTooHigh"],
])("no course of limits for %s", async (_, request, reasonCode) => {
  const { csms, end } = await booted({ variables: { "SmartChargingCtrlr.RateUnit": "A" } });
  await csms.sends("GetCompositeSchedule", request);
  csms.station.answers({ status: "Rejected", statusInfo: { reasonCode } });
  await end();
});

test("K04.FR.05 two sessions share the limit of the station, and the one that gives up half of it tells so", async () => {
  const { csms, actions, set, charging, plug, amps, limit, end } = await booted();
  await set(profileOnWire(20, { chargingProfilePurpose: "ChargingStationMaxProfile" }), 0);
  await charging(1);
  expect([amps(1), limit(1)?.amps, limit(2)?.amps]).toEqual([16, 20, 20]);
  await plug(2);
  actions.presentToken(DRIVERS[1] ?? token, 2);
  await csms.expects("TransactionEvent", {
    triggerReason: "ChargingRateChanged",
    transactionInfo: { chargingState: "Charging" },
  });
  csms.ignores("TransactionEvent");
  await csms.waits(Seconds(5));
  expect([amps(1), amps(2)]).toEqual([10, 10]);
  expect(limit(2)).toEqual({ amps: 10, watts: 6900, source: "CSO, ChargingStationMaxProfile 1" });
  actions.suspend(2, "EV");
  await csms.waits(Seconds(5));
  expect([amps(1), amps(2)]).toEqual([14, 0]);
  await end();
});
