import { createManualClock, createMemoryStore, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const TAGS = ["04A2B3C4D5E680", "04A2B3C4D5E682"];
const NOW = "2026-01-01T00:00:00.000Z";
type Step = readonly [startPeriod: number, limit: number];

const schedule = (steps: readonly Step[], changes: object = {}) => ({
  startSchedule: NOW,
  chargingRateUnit: "A",
  chargingSchedulePeriod: steps.map(([startPeriod, limit]) => ({ startPeriod, limit })),
  ...changes,
});
/** An Absolute TxDefaultProfile with id 1 and one period. */
const profile = (limit: number, changes: object = {}) => ({
  chargingProfileId: 1,
  stackLevel: 0,
  chargingProfilePurpose: "TxDefaultProfile",
  chargingProfileKind: "Absolute",
  chargingSchedule: schedule([[0, limit]]),
  ...changes,
});
const max = (limit: number, changes: object = {}) =>
  profile(limit, { chargingProfileId: 9, chargingProfilePurpose: "ChargePointMaxProfile", ...changes });
const tx = (limit: number, changes: object = {}) =>
  profile(limit, { chargingProfileId: 5, chargingProfilePurpose: "TxProfile", ...changes });
const inAmperes = (...steps: readonly Step[]) =>
  steps.map(([startPeriod, limit]) => ({ startPeriod, limit, numberPhases: 3 }));

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { ...options, version: "ocpp1.6" });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "Authorize", "MeterValues");
  await csms.settles();
  const { actions } = station.hardware;
  const set = async (csChargingProfiles: object, connectorId = 1, status = "Accepted") => {
    await csms.sends("SetChargingProfile", { connectorId, csChargingProfiles });
    csms.station.answers({ status });
    await csms.settles();
  };
  const clear = async (criteria: object, status = "Accepted") => {
    await csms.sends("ClearChargingProfile", criteria);
    csms.station.answers({ status });
    await csms.settles();
  };
  const composite = async (connectorId: number, duration: number, more: object = {}) => {
    const answer = await csms.sends("GetCompositeSchedule", { connectorId, duration, ...more });
    const { chargingSchedulePeriod } = (answer["chargingSchedule"] ?? {}) as {
      chargingSchedulePeriod?: object[];
    };
    return chargingSchedulePeriod;
  };
  const plug = (evseId: number) => actions.plugIn({ evseId, connectorId: 1, side: "both" });
  let lastNumber = 100;
  /** A session that has reached the full current of its EV, 16 A on three phases; the number of its transaction. */
  const charging = async (evseId: number): Promise<number> => {
    const transactionId = ++lastNumber;
    csms.answersNext("StartTransaction", { transactionId, idTagInfo: { status: "Accepted" } });
    plug(evseId);
    actions.presentToken({ idToken: TAGS[evseId - 1] ?? "", type: "ISO14443" }, evseId);
    await csms.expects("StartTransaction", { connectorId: evseId });
    await csms.waits(Seconds(5));
    return transactionId;
  };
  const amps = (evseId: number): number => station.surface.evseState(evseId)?.meter.currentA[0] ?? NaN;
  const limit = (evseId: number) => station.surface.evseState(evseId)?.limit;
  const end = async (): Promise<void> => {
    await station.stop();
    await csms.done();
  };
  return { clock, csms, station, actions, plug, set, clear, composite, charging, amps, limit, end };
}

test("3.13.1 (errata 3.8), 5.16.4, 5.5 a TxDefaultProfile acts at once on a running transaction, until it is cleared", async () => {
  const { csms, set, clear, charging, amps, limit, end } = await booted();
  await charging(1);
  expect(amps(1)).toBe(16);
  await set(profile(10));
  expect(amps(1)).toBe(10);
  expect(limit(1)).toMatchObject({ amps: 10, source: "CSO, TxDefaultProfile 1" });
  await clear({ id: 1 });
  await csms.waits(Seconds(5));
  expect(amps(1)).toBe(16);
  await clear({ id: 1 }, "Unknown");
  await end();
});

test("5.16.4 periods act when they start; 0 suspends, and the duration's end gives all back", async () => {
  const steps: readonly Step[] = [
    [0, 12],
    [60, 0],
    [120, 8],
  ];
  const { csms, set, charging, amps, end } = await booted();
  await set(profile(0, { chargingSchedule: schedule(steps, { duration: 180 }) }));
  await charging(1);
  expect(amps(1)).toBe(12);
  await csms.waits(Seconds(60));
  expect(amps(1)).toBe(0);
  const statuses = () =>
    csms.station.connection.frames
      .filter(({ action, direction }) => action === "StatusNotification" && direction === "received")
      .map(({ payload }) => payload as { connectorId: number; status: string })
      .filter(({ connectorId }) => connectorId === 1)
      .map(({ status }) => status);
  expect(statuses().at(-1)).toBe("SuspendedEVSE");
  await csms.waits(Seconds(60));
  expect(amps(1)).toBe(8);
  expect(statuses().at(-1)).toBe("Charging");
  await csms.waits(Seconds(60));
  expect(amps(1)).toBe(16);
  await end();
});

describe("3.13.2 the same stackLevel and purpose at a connector", () => {
  test("is replaced, also by one that is valid later: until then as if there were none", async () => {
    const { csms, set, clear, charging, amps, end } = await booted();
    await charging(1);
    await set(profile(10));
    await set(profile(8, { chargingProfileId: 2 }));
    expect(amps(1)).toBe(8);
    await clear({ id: 1 }, "Unknown");
    await set(profile(7, { chargingProfileId: 3, validFrom: "2026-01-01T00:01:00Z" }));
    await csms.waits(Seconds(5));
    expect(amps(1)).toBe(16);
    await clear({ id: 2 }, "Unknown");
    await csms.waits(Seconds(60));
    expect(amps(1)).toBe(7);
    await end();
  });

  test("needs no room of its own, where there is none left (MaxChargingProfilesInstalled)", async () => {
    const { set, charging, end } = await booted();
    const levels = Array.from({ length: 21 }, (_, stackLevel) => stackLevel);
    let chargingProfileId = 100;
    const next = (stackLevel: number) => ({ chargingProfileId: ++chargingProfileId, stackLevel });
    await charging(1);
    for (const level of levels) {
      for (const connectorId of [0, 1, 2]) await set(profile(8, next(level)), connectorId);
      await set(max(8, next(level)), 0);
    }
    for (const level of levels.slice(0, 16)) await set(tx(8, next(level)));
    await set(tx(8, next(16)), 1, "Rejected");
    await set(tx(8, next(15)));
    await end();
  });

  test("is left alone where it is refused, and where the level, the purpose or the connector is another", async () => {
    const { set, clear, end } = await booted();
    await set(profile(10));
    await set(profile(10, { chargingProfileId: 2, chargingSchedule: schedule([[1, 6]]) }), 1, "Rejected");
    await set(profile(10, { chargingProfileId: 2, stackLevel: 1 }));
    await set(profile(10, { chargingProfileId: 3 }), 2);
    await set(profile(10, { chargingProfileId: 4 }), 0);
    await set(max(10), 0);
    for (const id of [1, 2, 3, 4, 9]) await clear({ id });
    await end();
  });

  test("stays replaced after a power cut", async () => {
    const store = createMemoryStore();
    const before = await booted({ store });
    await before.set(profile(10));
    await before.set(profile(8, { chargingProfileId: 2 }));
    await before.end();
    const { clear, composite, end } = await booted({ store, seed: 8 });
    expect(await composite(1, 60)).toEqual(inAmperes([0, 8]));
    await clear({ id: 1 }, "Unknown");
    await clear({ id: 2 });
    await end();
  });

  test("5.16.3 the same chargingProfileId moves to where it is set now", async () => {
    const { set, composite, end } = await booted();
    await set(profile(10), 1);
    await set(profile(9, { stackLevel: 4 }), 2);
    expect(await composite(1, 60)).toEqual(inAmperes([0, 32]));
    expect(await composite(2, 60)).toEqual(inAmperes([0, 9]));
    await end();
  });
});

test("3.13.1 a TxDefaultProfile of connector 0 is for all, and that of a connector takes its place there alone", async () => {
  const { csms, set, clear, charging, amps, end } = await booted();
  await charging(1);
  await charging(2);
  await set(profile(10), 0);
  expect([amps(1), amps(2)]).toEqual([10, 10]);
  await set(profile(13, { chargingProfileId: 2 }), 2);
  await csms.waits(Seconds(5));
  expect([amps(1), amps(2)]).toEqual([10, 13]);
  await clear({ connectorId: 2 });
  expect([amps(1), amps(2)]).toEqual([10, 10]);
  await end();
});

describe("TxProfile", () => {
  test("3.13.1, 5.16.4 is Rejected without a transaction at its connector, and for another than that", async () => {
    const { set, charging, amps, clear, end } = await booted();
    await set(tx(8), 1, "Rejected");
    await set(tx(8, { transactionId: 101 }), 1, "Rejected");
    const number = await charging(1);
    await set(tx(8, { transactionId: number + 1 }), 1, "Rejected");
    await set(tx(8, { transactionId: number }), 2, "Rejected");
    await set(tx(8, { transactionId: number }), 0, "Rejected");
    await set(tx(8), 0, "Rejected");
    await set(tx(8), 2, "Rejected");
    expect(amps(1)).toBe(16);
    await clear({}, "Unknown");
    await end();
  });

  test("3.13.1 overrules the TxDefaultProfile, named by its number or not, and goes with its transaction", async () => {
    const { csms, actions, set, charging, amps, clear, end } = await booted();
    await set(profile(6));
    const number = await charging(1);
    await set(tx(12, { transactionId: number }));
    await csms.waits(Seconds(5));
    expect(amps(1)).toBe(12);
    await set(tx(11, { chargingProfileId: 6 }));
    expect(amps(1)).toBe(11);
    await clear({ id: 5 }, "Unknown");
    await csms.sends("RemoteStopTransaction", { transactionId: number });
    await csms.expects("StopTransaction", { transactionId: number });
    actions.plugOut({ evseId: 1, connectorId: 1, side: "both" });
    await csms.settles();
    await clear({ id: 6 }, "Unknown");
    await end();
  });

  test("is for a transaction that has no number yet", async () => {
    const { csms, actions, plug, set, amps, end } = await booted();
    csms.refuses("StartTransaction", "InternalError");
    plug(1);
    actions.presentToken({ idToken: TAGS[0] ?? "", type: "ISO14443" }, 1);
    await csms.expects("StartTransaction");
    await csms.waits(Seconds(5));
    await set(tx(8));
    expect(amps(1)).toBe(8);
    await end();
  });
});

test("3.13.1 a TxProfile is for the connector of its transaction, not for its neighbour at the same EVSE", async () => {
  const socket = { type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32 };
  const evses = [{ id: 1, connectors: [1, 2].map((id) => ({ id, ...socket })) }];
  const { set, charging, end } = await booted({ keys: { evses } });
  const transactionId = await charging(1);
  await set(tx(8), 2, "Rejected");
  await set(tx(8, { transactionId }), 2, "Rejected");
  await set(tx(8, { transactionId }), 1);
  await end();
});

test("only a TxProfile has a transaction, and only what the station can follow is Accepted", async () => {
  const { csms, set, charging, end } = await booted();
  const transactionId = await charging(1);
  await set(profile(8, { transactionId }), 1, "Rejected");
  await set(profile(8, { transactionId: transactionId + 1 }), 1, "Rejected");
  await set(profile(8), 3, "Rejected");
  await set(max(8), 1, "Rejected");
  await set(profile(8, { stackLevel: 21 }), 1, "Rejected");
  await set(profile(8, { chargingProfileKind: "Recurring" }), 1, "Rejected");
  const unknown = { connectorId: 1, csChargingProfiles: profile(8, { chargingProfilePurpose: "Max" }) };
  expect((await csms.asks("SetChargingProfile", unknown)).kind).toBe("callError");
  await end();
});

test("3.13.3 all connectors together keep to the ChargePointMaxProfile, which needs no start", async () => {
  const { set, charging, amps, end } = await booted();
  await charging(1);
  await charging(2);
  const { startSchedule: _, ...chargingSchedule } = schedule([[0, 20]]);
  await set(max(20, { chargingProfileKind: "Relative", chargingSchedule }), 0);
  expect([amps(1), amps(2)]).toEqual([10, 10]);
  await set(max(14, { chargingProfileId: 8 }), 0);
  expect([amps(1), amps(2)]).toEqual([7, 7]);
  await end();
});

test.each(["Absolute", "Relative"])(
  "7.13 a schedule without a start begins with the charging: %s",
  async (chargingProfileKind) => {
    const { csms, set, charging, amps, end } = await booted();
    const { startSchedule: _, ...chargingSchedule } = schedule([
      [0, 8],
      [30, 12],
    ]);
    await set(profile(0, { chargingProfileKind, chargingSchedule }));
    await csms.waits(Seconds(60));
    await charging(1);
    expect(amps(1)).toBe(8);
    await csms.waits(Seconds(30));
    expect(amps(1)).toBe(12);
    await end();
  },
);

test("5.16.4 a Recurring one with a shorter duration leaves the rest of the day to the level below", async () => {
  const { set, composite, end } = await booted();
  await set(profile(10));
  const chargingSchedule = schedule([[0, 6]], { startSchedule: "2025-12-30T00:00:00Z", duration: 60 });
  const daily = { chargingProfileKind: "Recurring", recurrencyKind: "Daily", chargingSchedule };
  await set(profile(0, { chargingProfileId: 2, stackLevel: 1, ...daily }));
  expect(await composite(1, 86_460)).toEqual(inAmperes([0, 6], [60, 10], [86_400, 6]));
  await end();
});

describe("5.7 GetCompositeSchedule", () => {
  test("tells connector, start and what is asked for; the start stands beside the schedule (errata 3.57)", async () => {
    const { csms, set, end } = await booted();
    await set(profile(6));
    const answer = await csms.sends("GetCompositeSchedule", {
      connectorId: 1,
      duration: 300,
      chargingRateUnit: "W",
    });
    expect(answer).toEqual({
      status: "Accepted",
      connectorId: 1,
      scheduleStart: NOW,
      chargingSchedule: {
        duration: 300,
        chargingRateUnit: "W",
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 4140, numberPhases: 3 }],
      },
    });
    await end();
  });

  test("3.13.3 the lowest of the purposes, and of connector 0 what all may take", async () => {
    const { set, charging, composite, end } = await booted();
    await set(max(10, { chargingSchedule: schedule([[0, 10]], { duration: 86_400 }) }), 0);
    const validity = { validFrom: NOW, validTo: "2026-01-01T00:06:41Z" };
    const during: readonly Step[] = [
      [0, 8],
      [50, 11],
      [140, 16],
      [200, 6],
      [240, 12],
    ];
    await set(profile(6, { chargingProfileId: 2, ...validity }));
    await charging(1);
    await set(tx(0, { ...validity, chargingSchedule: schedule(during, { duration: 260 }) }));
    // The 5 s of the session have gone by; after 260 s the TxDefaultProfile is back.
    expect(await composite(1, 350)).toEqual(inAmperes([0, 8], [45, 10], [195, 6], [235, 10], [255, 6]));
    expect(await composite(0, 60)).toEqual(inAmperes([0, 10]));
    await end();
  });

  test("3.13.2 a level that is over leaves the lower one in its middle", async () => {
    const { set, composite, end } = await booted();
    const low: readonly Step[] = [
      [0, 6],
      [100, 8],
      [200, 10],
    ];
    const high: readonly Step[] = [
      [0, 7],
      [100, 9],
    ];
    await set(profile(0, { chargingSchedule: schedule(low, { duration: 400 }) }));
    await set(
      profile(0, {
        chargingProfileId: 2,
        stackLevel: 1,
        chargingSchedule: schedule(high, { duration: 150 }),
      }),
    );
    expect(await composite(1, 350)).toEqual(inAmperes([0, 7], [100, 9], [150, 8], [200, 10]));
    await end();
  });

  test("is Rejected for an unknown connector, no time and a unit that is not supported; an unknown unit breaks the schema (errata 3.24)", async () => {
    const { csms, end } = await booted({ variables: { "SmartChargingCtrlr.RateUnit": "A" } });
    for (const wrong of [
      { connectorId: 3, duration: 60 },
      { connectorId: 1, duration: 0 },
      { connectorId: 1, duration: 60, chargingRateUnit: "W" },
    ]) {
      expect(await csms.sends("GetCompositeSchedule", wrong)).toEqual({ status: "Rejected" });
    }
    await csms.asks("GetCompositeSchedule", { connectorId: 1, duration: 60, chargingRateUnit: "VA" });
    csms.station.refuses("PropertyConstraintViolation");
    await end();
  });
});

test.each<[string, object, readonly number[]]>([
  ["nothing", {}, []],
  ["a purpose", { chargingProfilePurpose: "ChargePointMaxProfile" }, [1, 2, 3]],
  ["a stackLevel", { stackLevel: 1 }, [1, 3, 9]],
  ["a connector", { connectorId: 1 }, [3, 9]],
  ["connector 0", { connectorId: 0 }, [1, 2, 3]],
  [
    "all of them together",
    { connectorId: 1, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
    [2, 3, 9],
  ],
  ["an id, whatever else", { id: 2, connectorId: 7, stackLevel: 9 }, [1, 3, 9]],
])("5.5 (errata 3.25, 3.26) ClearChargingProfile by %s", async (_, criteria, left) => {
  const { set, clear, end } = await booted();
  await set(profile(8));
  await set(profile(8, { chargingProfileId: 2, stackLevel: 1 }));
  await set(profile(8, { chargingProfileId: 3 }), 2);
  await set(max(8), 0);
  await clear({ connectorId: 7 }, "Unknown");
  await clear(criteria);
  for (const id of [1, 2, 3, 9]) await clear({ id }, left.includes(id) ? "Accepted" : "Unknown");
  await end();
});

describe("5.11, 5.16.2 RemoteStartTransaction with a chargingProfile", () => {
  const start = (chargingProfile: object) => ({ connectorId: 1, idTag: TAGS[0], chargingProfile });

  test("uses it for the transaction, and the same stackLevel replaces it", async () => {
    const { csms, plug, set, amps, clear, end } = await booted();
    csms.answersNext("StartTransaction", { transactionId: 77, idTagInfo: { status: "Accepted" } });
    plug(1);
    await csms.sends("RemoteStartTransaction", start(tx(9)));
    csms.station.answers({ status: "Accepted" });
    await csms.expects("StartTransaction", { connectorId: 1 });
    await csms.waits(Seconds(5));
    expect(amps(1)).toBe(9);
    await set(tx(7, { chargingProfileId: 6, transactionId: 77 }));
    expect(amps(1)).toBe(7);
    await clear({ id: 5 }, "Unknown");
    await end();
  });

  test.each<[string, object]>([
    ["another purpose", profile(8)],
    ["a transactionId", tx(8, { transactionId: 1 })],
    ["a schedule that cannot be followed", tx(8, { chargingSchedule: schedule([[5, 8]]) })],
  ])("is Rejected with %s, and nothing starts", async (_, chargingProfile) => {
    const { csms, plug, clear, end } = await booted();
    plug(1);
    await csms.sends("RemoteStartTransaction", start(chargingProfile));
    csms.station.answers({ status: "Rejected" });
    await csms.quiet(Seconds(5));
    await clear({}, "Unknown");
    await end();
  });

  test("is ignored by a station without smart charging, which says so", async () => {
    const { csms, plug, end } = await booted({ variables: { "SmartChargingCtrlr.Available": false } });
    await csms.sends("GetConfiguration", { key: ["SupportedFeatureProfiles"] });
    csms.station.answers({
      configurationKey: [
        { value: "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation" },
      ],
    });
    for (const [action, request] of [
      ["SetChargingProfile", { connectorId: 1, csChargingProfiles: profile(8) }],
      ["ClearChargingProfile", {}],
      ["GetCompositeSchedule", { connectorId: 1, duration: 60 }],
    ] as const) {
      await csms.asks(action, request);
      csms.station.refuses("NotSupported");
    }
    plug(1);
    await csms.sends("RemoteStartTransaction", start(profile(8)));
    csms.station.answers({ status: "Accepted" });
    await csms.expects("StartTransaction", { connectorId: 1 });
    await end();
  });
});

test("7.11 while smart charging is switched off nothing is set: NotSupported", async () => {
  const { csms, set, end } = await booted({ variables: { "SmartChargingCtrlr.Enabled": false } });
  await set(profile(8), 1, "NotSupported");
  await csms.asks("ClearChargingProfile", {});
  csms.station.refuses("NotSupported");
  await csms.sends("GetCompositeSchedule", { connectorId: 1, duration: 60 });
  csms.station.answers({ status: "Rejected" });
  await end();
});

test("3.13.5 what the station can do is told by keys", async () => {
  const { csms, end } = await booted();
  const told = {
    ChargeProfileMaxStackLevel: "20",
    ChargingScheduleAllowedChargingRateUnit: "Current,Power",
    ChargingScheduleMaxPeriods: "1024",
    ConnectorSwitch3to1PhaseSupported: "true",
    MaxChargingProfilesInstalled: "100",
  };
  const answer = await csms.sends("GetConfiguration", { key: Object.keys(told) });
  expect(answer).toEqual({
    configurationKey: Object.entries(told).map(([key, value]) => ({ key, readonly: true, value })),
  });
  await end();
});
