import { compositeSchedule, limitAt } from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import { evse1, external, maxProfile, profileOf, txProfile, type Wanted } from "./profiles.js";

const at = (text: string): number => Date.parse(`${text}Z`);

/** Limits by second, as Part 6 writes them down. */
const periods = (request: Parameters<typeof compositeSchedule>[0]): Record<number, number> =>
  Object.fromEntries(compositeSchedule(request).map(({ startPeriod, limit }) => [startPeriod, limit]));

/** Section 3.5: at each level of each purpose a limit, which says by its tens the purpose, by its ones the level. */
const situation = {
  max: [maxProfile({ stackLevel: 0, limits: { 0: 30 } })],
  txDefault: [0, 1, 2].map((stackLevel) => profileOf({ stackLevel, limits: { 0: 20 + stackLevel } })),
  tx: [0, 1].map((stackLevel) => txProfile({ stackLevel, limits: { 0: 10 + stackLevel } })),
  external: [0, 1].map((stackLevel) => external({ stackLevel, limits: { 0: 40 + stackLevel } })),
};

test("figure 99: the lowest of MaxProfile 0, TxDefaultProfile 2 and ExternalConstraints 1 (K01.FR.17, K08.FR.04)", () => {
  const { max, txDefault, external: constraints } = situation;
  const limit = limitAt(evse1([...max, ...txDefault, ...constraints]), 1);
  expect(limit).toMatchObject({ amps: 22, decidedBy: txDefault[2] });
  expect(limitAt(evse1([...max, ...constraints]), 1)).toMatchObject({ amps: 30, decidedBy: max[0] });
  expect(limitAt(evse1(constraints), 1)).toMatchObject({ amps: 41, decidedBy: constraints[1] });
});

test("figure 100: a TxProfile overrules every TxDefaultProfile, also one that is lower or stacked higher", () => {
  const { max, txDefault, tx, external: constraints } = situation;
  expect(limitAt(evse1([...max, ...txDefault, ...tx, ...constraints]), 1)).toMatchObject({
    amps: 11,
    decidedBy: tx[1],
  });
  const high = txProfile({ stackLevel: 0, limits: { 0: 29 } });
  expect(limitAt(evse1([...max, ...txDefault, high, ...constraints]), 1)).toMatchObject({
    amps: 29,
    decidedBy: high,
  });
});

test("section 3.6: 6 kW by day, 11 kW by night, every day", () => {
  const daily = profileOf({
    id: 100,
    kind: "Recurring",
    recurrencyKind: "Daily",
    duration: 86_400,
    startSchedule: at("2013-01-01T00:00:00"),
    chargingRateUnit: "W",
    periods: [
      { startPeriod: 0, limit: 11_000, numberPhases: 3 },
      { startPeriod: 28_800, limit: 6_000, numberPhases: 3 },
      { startPeriod: 72_000, limit: 11_000, numberPhases: 3 },
    ],
  });
  const from = at("2026-11-21T00:00:00");
  expect(compositeSchedule({ evse: evse1([daily]), from, duration: 2 * 86_400, unit: "W" })).toEqual([
    { startPeriod: 0, limit: 11_000, numberPhases: 3 },
    { startPeriod: 28_800, limit: 6_000, numberPhases: 3 },
    { startPeriod: 72_000, limit: 11_000, numberPhases: 3 },
    { startPeriod: 86_400 + 28_800, limit: 6_000, numberPhases: 3 },
    { startPeriod: 86_400 + 72_000, limit: 11_000, numberPhases: 3 },
  ]);
});

describe("section 3.6.1: 2 kW in the peak hours, save on Sundays and on Christmas Day", () => {
  const watts = { chargingRateUnit: "W" } as const;
  const peak = profileOf({
    ...watts,
    id: 10,
    stackLevel: 1,
    kind: "Recurring",
    recurrencyKind: "Daily",
    startSchedule: at("2020-01-09T17:00:00"),
    duration: 10_800,
    limits: { 0: 2_000 },
  });
  const sunday = profileOf({
    ...watts,
    id: 11,
    stackLevel: 2,
    kind: "Recurring",
    recurrencyKind: "Weekly",
    startSchedule: at("2020-01-05T00:00:00"),
    duration: 86_400,
    limits: { 0: 999_999 },
  });
  const christmas = profileOf({
    ...watts,
    id: 12,
    stackLevel: 3,
    startSchedule: at("2020-12-25T00:00:00"),
    validFrom: at("2020-01-01T00:00:00"),
    validTo: at("2021-01-01T00:00:00"),
    duration: 86_400,
    limits: { 0: 999_999 },
  });
  const all = evse1([christmas, peak, sunday]);
  const day = (date: string) =>
    periods({ evse: all, from: at(`${date}T00:00:00`), duration: 86_400, unit: "W" });
  const limited = { 0: 22_080, 61_200: 2_000, 72_000: 22_080 };
  const free = { 0: 22_080 };

  test.each([
    ["a Thursday", "2020-01-16", limited],
    ["a Saturday", "2020-01-18", limited],
    ["a Sunday", "2020-01-19", free],
    ["the Monday after", "2020-01-20", limited],
    ["Christmas Eve", "2020-12-24", limited],
    ["Christmas Day", "2020-12-25", free],
    ["Christmas Day a year later", "2021-12-25", limited],
    ["the day before the first peak hours", "2020-01-08", free],
  ])("%s", (_name, date, expected) => expect(day(date)).toEqual(expected));

  test("the high limit of an exception is told as it stands, and by whom", () => {
    expect(limitAt(all, at("2020-12-25T18:00:00"))).toMatchObject({ watts: 999_999, decidedBy: christmas });
    expect(limitAt(all, at("2020-12-24T12:00:00"))).toBeNull();
  });
});

describe("the schedules of Part 6", () => {
  const limits = (values: Record<number, number>, more: Wanted = {}): Wanted => ({ ...more, limits: values });

  test("TC_K_40: a stack of two TxDefaultProfiles, without a transaction (K08.FR.06)", () => {
    const low = profileOf({ evseId: 1, ...limits({ 0: 6, 100: 8, 200: 10 }, { duration: 400 }) });
    const high = profileOf({ evseId: 1, stackLevel: 1, ...limits({ 0: 7, 100: 9 }, { duration: 150 }) });
    const evse = evse1([low, high], { transaction: null });
    expect(periods({ evse, from: 10_000, duration: 350, unit: "A" })).toEqual({
      0: 7,
      90: 9,
      140: 8,
      190: 10,
    });
  });

  test.each([
    ["A", 1],
    ["W", 690],
  ] as const)("TC_K_41: purposes combined, in %s (K08.FR.02, K08.FR.04)", (unit, factor) => {
    const scaled = (values: Record<number, number>): Wanted => ({
      chargingRateUnit: unit,
      periods: Object.entries(values).map(([start, limit]) => ({
        startPeriod: Number(start),
        limit: limit * factor,
        numberPhases: 3,
      })),
    });
    const evse = evse1([
      maxProfile({ duration: 86_400, ...scaled({ 0: 10 }) }),
      profileOf({ evseId: 1, duration: 300, ...scaled({ 0: 6, 60: 10, 120: 8, 180: 15, 260: 8 }) }),
      txProfile({ duration: 260, ...scaled({ 0: 8, 50: 11, 140: 16, 200: 6, 240: 12 }) }),
    ]);
    const expected = { 0: 8, 50: 10, 200: 6, 240: 10, 260: 8, 300: 10 };
    expect(periods({ evse, from: 0, duration: 400, unit })).toEqual(
      Object.fromEntries(Object.entries(expected).map(([second, limit]) => [second, limit * factor])),
    );
  });

  test("TC_K_39: no profile at all, and the station is still expected to take what it can", () => {
    const station = { profiles: [], supply: { ...evse1([]).supply, maxCurrent: 40 }, evses: [evse1([])] };
    expect(periods({ station, from: 0, duration: 300, unit: "A" })).toEqual({ 0: 32 });
  });
});
