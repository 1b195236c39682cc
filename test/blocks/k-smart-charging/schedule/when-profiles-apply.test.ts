import type { InstalledProfile } from "../../../../src/blocks/k-smart-charging/charging-profile.js";
import { limitAt, nextChange } from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import { evse1, external, maxProfile, profileOf, txProfile, type Wanted } from "./profiles.js";

const second = (n: number): number => n * 1_000;
const at = (text: string): number => Date.parse(`${text}Z`);

/** The amperes of one profile at an instant; null where it has a gap. */
const amps = (wanted: Wanted, when: number): number | null =>
  limitAt(evse1([profileOf(wanted)]), when)?.amps ?? null;

describe("validity", () => {
  const valid: Wanted = {
    validFrom: second(10),
    validTo: second(20),
    startSchedule: 0,
    limits: { 0: 6, 15: 8 },
  };

  test.each([
    [9.999, null],
    [10, 6],
    [15, 8],
    [19.999, 8],
    [20, null],
  ])("from validFrom on, before validTo: at %d s %p (K01.FR.36, K01.FR.37)", (when, expected) =>
    expect(amps(valid, second(when))).toBe(expected),
  );

  test("without either it never ends (K01.FR.10)", () => {
    expect(amps({ limits: { 0: 6 } }, at("2099-12-31T23:59:59"))).toBe(6);
    expect(nextChange(evse1([profileOf({ limits: { 0: 6 } })]), second(1))).toBeNull();
  });
});

describe("an Absolute schedule", () => {
  test("does not limit before its startSchedule (K01.FR.30)", () => {
    const wanted: Wanted = { startSchedule: second(100) };
    expect([99.999, 100].map((when) => amps(wanted, second(when)))).toEqual([null, 10]);
  });

  test("keeps a period until the next, and the last until its duration (K01.FR.12)", () => {
    const wanted: Wanted = { limits: { 0: 6, 10: 7, 20: 8 }, duration: 30 };
    expect([0, 9.999, 10, 19.999, 20, 29.999, 30].map((when) => amps(wanted, second(when)))).toEqual([
      6,
      6,
      7,
      7,
      8,
      8,
      null,
    ]);
  });

  test("never comes to periods from its duration on (K01.FR.11)", () => {
    const wanted: Wanted = { limits: { 0: 6, 10: 7, 20: 8 }, duration: 10 };
    expect([9, 10, 20, 25].map((when) => amps(wanted, second(when)))).toEqual([6, null, null, null]);
    expect(nextChange(evse1([profileOf(wanted)]), second(3))).toBe(second(10));
  });

  test("without a start of its own begins with the transaction, as in OCPP 1.6", () => {
    const { profile, ...installed } = txProfile({ limits: { 0: 6, 10: 7 } });
    const schedules = profile.schedules.map(({ startSchedule: _, ...schedule }) => schedule);
    const context = evse1([{ ...installed, profile: { ...profile, schedules } }], {
      transaction: { transactionId: "T1", startedAt: second(50) },
    });
    expect([49, 50, 60].map((when) => limitAt(context, second(when))?.amps)).toEqual([undefined, 6, 7]);
  });
});

describe("a Recurring schedule", () => {
  const daily: Wanted = {
    kind: "Recurring",
    recurrencyKind: "Daily",
    startSchedule: at("2026-01-30T22:00:00"),
    duration: 4 * 3_600,
    limits: { 0: 6, 7_200: 8 },
  };

  test.each([
    ["2026-01-29T23:00:00", null, "not before its first start (K01.FR.30)"],
    ["2026-01-30T21:59:59", null, "a second before its first start"],
    ["2026-01-30T22:00:00", 6, "its first start"],
    ["2026-01-31T00:00:00", 8, "over midnight"],
    ["2026-01-31T02:00:00", null, "after its duration (K01.FR.13)"],
    ["2026-01-31T22:00:00", 6, "the next day"],
    ["2026-02-01T01:59:59", 8, "over the end of the month"],
    ["2026-03-29T22:00:00", 6, "on a day on which Europe puts its clocks forward"],
    ["2026-10-25T21:59:59", null, "a second before the start on a day on which Europe puts its clocks back"],
    ["2026-10-25T22:00:00", 6, "at the start on that day"],
    ["2028-02-29T22:00:00", 6, "on a leap day"],
  ])("Daily at %s: %p, %s", (when, expected, _why) => expect(amps(daily, at(when))).toBe(expected));

  test.each([
    ["2026-01-31T22:00:00", null],
    ["2026-02-06T21:59:59", null],
    ["2026-02-06T22:00:00", 6],
    ["2026-02-07T01:00:00", 8],
    ["2026-02-07T02:00:00", null],
    ["2027-01-01T23:00:00", 6],
  ])("Weekly at %s: %p", (when, expected) =>
    expect(amps({ ...daily, recurrencyKind: "Weekly" }, at(when))).toBe(expected),
  );

  test("that is longer than its recurrence begins anew all the same", () => {
    const long: Wanted = { ...daily, duration: 3 * 86_400, limits: { 0: 6, 7_200: 8, 90_000: 10 } };
    expect(amps(long, at("2026-01-31T21:59:59"))).toBe(8);
    expect(amps(long, at("2026-01-31T22:00:00"))).toBe(6);
  });

  test("without a duration keeps its last period until it begins anew", () => {
    const { duration: _, ...endless } = daily;
    expect(amps(endless, at("2026-02-03T21:59:59"))).toBe(8);
    expect(amps(endless, at("2026-02-03T22:00:00"))).toBe(6);
    expect(amps(endless, at("2026-01-30T21:59:59.500"))).toBeNull();
  });
});

describe("a Relative schedule", () => {
  const relative: Wanted = { kind: "Relative", limits: { 0: 6, 10: 7 }, duration: 20 };

  test("begins with the transaction (K01.FR.41, K01.FR.42)", () => {
    const context = evse1([txProfile(relative)], {
      transaction: { transactionId: "T1", startedAt: second(5) },
    });
    expect([4, 5, 14, 15, 24, 25].map((when) => limitAt(context, second(when))?.amps)).toEqual([
      undefined,
      6,
      6,
      7,
      7,
      undefined,
    ]);
    expect(nextChange(context, second(5))).toBe(second(15));
  });

  test("has no start of its own, whatever came with it (K01.FR.41)", () => {
    const context = evse1([txProfile({ ...relative, startSchedule: second(500) })]);
    expect([0, 10].map((when) => limitAt(context, second(when))?.amps)).toEqual([6, 7]);
  });

  test("without a transaction is always about to begin", () => {
    const idle = evse1([profileOf(relative)], { transaction: null });
    expect([0, 15, 1_000].map((when) => limitAt(idle, second(when))?.amps)).toEqual([6, 6, 6]);
    expect(nextChange(idle, 0)).toBeNull();
    const empty = evse1([profileOf({ ...relative, duration: 0 })], { transaction: null });
    expect(limitAt(empty, 0)).toBeNull();
  });
});

describe("a stack", () => {
  test("is led by its highest level, and where that has a gap by the next (K01.FR.17)", () => {
    const stack = [
      profileOf({ stackLevel: 5, limits: { 0: 20 }, startSchedule: second(10), duration: 10 }),
      profileOf({ stackLevel: 3, limits: { 0: 16 }, validFrom: second(5), validTo: second(25) }),
      profileOf({ stackLevel: 0, limits: { 0: 6 } }),
    ];
    const context = evse1(stack);
    const limits = [4, 5, 10, 19, 20, 24, 25].map((when) => limitAt(context, second(when))?.amps);
    expect(limits).toEqual([6, 16, 20, 20, 16, 16, 6]);
    const changes: (number | null)[] = [0];
    for (let next = nextChange(context, 0); next !== null; next = nextChange(context, next))
      changes.push(next);
    expect(changes).toEqual([0, 5, 10, 20, 25].map(second));
  });

  test("does not wake for edges that a higher level hides", () => {
    const hidden = profileOf({ limits: { 0: 6, 10: 7, 20: 8 } });
    const above = profileOf({ stackLevel: 1, limits: { 0: 16 }, duration: 3_600 });
    expect(nextChange(evse1([hidden, above]), 0)).toBe(second(3_600));
  });

  test("of TxDefaultProfiles holds those of EVSE 0 and those of the EVSE alike (K01.FR.14, K01.FR.15)", () => {
    const all = profileOf({ stackLevel: 1, limits: { 0: 20 } });
    const own = profileOf({ stackLevel: 0, evseId: 1, limits: { 0: 10 } });
    const other = profileOf({ stackLevel: 9, evseId: 2, limits: { 0: 6 } });
    expect(limitAt(evse1([own, all, other]), 0)).toMatchObject({ amps: 20, decidedBy: all });
    expect(limitAt(evse1([own, all, other], { evseId: 2 }), 0)).toMatchObject({ amps: 6, decidedBy: other });
    const higher = profileOf({ stackLevel: 2, evseId: 1, limits: { 0: 30 } });
    expect(limitAt(evse1([own, all, higher]), 0)).toMatchObject({ amps: 30, decidedBy: higher });
  });

  test("with two at one level, which OCPP forbids, is led by the EVSE's own, else by the lower limit", () => {
    const all = profileOf({ limits: { 0: 6 } });
    const own = profileOf({ evseId: 1, limits: { 0: 10 } });
    expect(limitAt(evse1([all, own]), 0)).toMatchObject({ decidedBy: own });
    const [ems, operator] = [external({ limits: { 0: 20 } }), external({ source: "SO", limits: { 0: 8 } })];
    expect(limitAt(evse1([ems, operator]), 0)).toMatchObject({ amps: 8, decidedBy: operator });
    expect(limitAt(evse1([operator, ems]), 0)).toMatchObject({ amps: 8, decidedBy: operator });
  });
});

describe("a TxProfile", () => {
  test("gives way to the TxDefaultProfile in its gaps and when it is over (K02)", () => {
    const byDefault = profileOf({ limits: { 0: 6 } });
    const later = txProfile({ limits: { 0: 16 }, startSchedule: second(10), duration: 10 });
    const limits = [9, 10, 19, 20].map((when) => limitAt(evse1([byDefault, later]), second(when))?.amps);
    expect(limits).toEqual([6, 16, 16, 6]);
  });

  test("is for its own transaction only (K01.FR.04)", () => {
    const own = txProfile({ limits: { 0: 8 } });
    expect(limitAt(evse1([own]), 0)).toMatchObject({ amps: 8 });
    expect(limitAt(evse1([own], { transaction: { transactionId: "T2", startedAt: 0 } }), 0)).toBeNull();
    expect(limitAt(evse1([own], { transaction: null }), 0)).toBeNull();
  });

  test("that names no transaction is for the one on its EVSE", () => {
    const { profile, ...installed } = txProfile({ limits: { 0: 8 } });
    const { transactionId: _, ...nameless } = profile;
    const profiles = [{ ...installed, profile: nameless }];
    expect(limitAt(evse1(profiles), 0)).toMatchObject({ amps: 8 });
    expect(limitAt(evse1(profiles, { evseId: 2 }), 0)).toBeNull();
  });

  test("with several schedules follows the chosen one, else the first", () => {
    const installed = txProfile({ limits: { 0: 8 } });
    const [schedule] = installed.profile.schedules;
    if (schedule === undefined) throw new Error("a profile without a schedule");
    const second_ = { ...schedule, id: 77, periods: [{ startPeriod: 0, limit: 12 }] };
    const two = { ...installed, profile: { ...installed.profile, schedules: [schedule, second_] } };
    expect(limitAt(evse1([two]), 0)).toMatchObject({ amps: 8 });
    expect(limitAt(evse1([{ ...two, chosenScheduleId: 77 }]), 0)).toMatchObject({ amps: 12 });
  });
});

test("of two that allow nothing the one with fewer phases counts", () => {
  const nothing = (numberPhases: number): InstalledProfile =>
    maxProfile({ chargingRateUnit: "W", periods: [{ startPeriod: 0, limit: 0, numberPhases }] });
  for (const profiles of [
    [nothing(3), nothing(1)],
    [nothing(1), nothing(3)],
  ])
    expect(limitAt(evse1(profiles), 0)).toMatchObject({ amps: 0, numberPhases: 1 });
});

test("constraints of one EVSE and those of the station hold side by side, whatever their stack levels (SC.01)", () => {
  const station = external({ stackLevel: 0, limits: { 0: 10 } });
  const own = external({ stackLevel: 5, evseId: 1, limits: { 0: 20 } });
  expect(limitAt(evse1([station, own]), 0)).toMatchObject({ amps: 10, decidedBy: station });
  expect(limitAt(evse1([station, own, maxProfile({ limits: { 0: 8 } })]), 0)).toMatchObject({ amps: 8 });
  const tight = external({ stackLevel: 5, evseId: 1, limits: { 0: 0 } });
  expect(limitAt(evse1([station, tight]), 0)).toMatchObject({ amps: 0, watts: 0, decidedBy: tight });
  expect(limitAt(evse1([station, tight], { evseId: 2 }), 0)).toMatchObject({ amps: 10 });
});

test("of equal currents that on fewer phases decides, then the purpose with the greatest weight", () => {
  const equal = { limits: { 0: 10 } };
  const constraint = external(equal);
  expect(limitAt(evse1([txProfile(equal), maxProfile(equal), constraint]), 0)?.decidedBy).toBe(constraint);
  const onePhase = txProfile({ periods: [{ startPeriod: 0, limit: 10, numberPhases: 1 }] });
  expect(limitAt(evse1([onePhase, maxProfile(equal), constraint]), 0)?.decidedBy).toBe(onePhase);
});
