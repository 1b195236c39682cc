import {
  compositeSchedule,
  type CompositeRequest,
  type StationContext,
} from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import { evse1, maxProfile, ONE_PHASE, profileOf, THREE_PHASES, txProfile } from "./profiles.js";

const periods = (request: CompositeRequest): Record<number, number> =>
  Object.fromEntries(compositeSchedule(request).map(({ startPeriod, limit }) => [startPeriod, limit]));

const inAmps = { from: 0, duration: 100, unit: "A" } as const;

test("where nothing limits, the EVSE's rating does, in gaps as well (K08.FR.02)", () => {
  const evse = evse1([profileOf({ startSchedule: 20_000, duration: 30, limits: { 0: 6 } })]);
  expect(periods({ ...inAmps, evse: evse1([]) })).toEqual({ 0: 32 });
  expect(periods({ ...inAmps, evse })).toEqual({ 0: 32, 20: 6, 50: 32 });
  expect(periods({ ...inAmps, unit: "W", evse })).toEqual({ 0: 22_080, 20: 4_140, 50: 22_080 });
});

test("no more than the rating is expected, whatever a profile allows (SC.04)", () => {
  const evse = evse1([profileOf({ limits: { 0: 999 } })], { supply: { ...THREE_PHASES, maxPower: 11_000 } });
  expect(periods({ ...inAmps, evse })).toEqual({ 0: 32 });
  expect(periods({ ...inAmps, unit: "W", evse })).toEqual({ 0: 11_000 });
});

test("validity that ends inside the window, and one that begins", () => {
  const evse = evse1([
    profileOf({ validTo: 30_000, limits: { 0: 6 } }),
    profileOf({ stackLevel: 1, validFrom: 70_000, limits: { 0: 8 } }),
  ]);
  expect(periods({ ...inAmps, evse })).toEqual({ 0: 6, 30: 32, 70: 8 });
});

test("neighbours that are equal are one period, also from different profiles", () => {
  const evse = evse1([
    profileOf({ limits: { 0: 10, 10: 10, 20: 10 }, duration: 40 }),
    maxProfile({ limits: { 0: 10, 60: 16 } }),
  ]);
  expect(periods({ ...inAmps, evse })).toEqual({ 0: 10, 60: 16 });
});

test("neighbours with other phases are two", () => {
  const evse = evse1([
    profileOf({
      periods: [
        { startPeriod: 0, limit: 10, numberPhases: 1, phaseToUse: 2 },
        { startPeriod: 50, limit: 10, numberPhases: 3 },
      ],
    }),
  ]);
  expect(compositeSchedule({ ...inAmps, evse })).toEqual([
    { startPeriod: 0, limit: 10, numberPhases: 1, phaseToUse: 2 },
    { startPeriod: 50, limit: 10, numberPhases: 3 },
  ]);
});

test("of two limits within one second the lower is told (K08.FR.04)", () => {
  const evse = evse1([profileOf({ limits: { 0: 10, 20: 6, 40: 16 } })]);
  expect(periods({ ...inAmps, from: 400, evse })).toEqual({ 0: 10, 19: 6, 40: 16 });
});

test("tenths are kept, and what is less is rounded down", () => {
  const evse = evse1([profileOf({ limits: { 0: 8.1 } })]);
  expect(periods({ ...inAmps, evse })).toEqual({ 0: 8.1 });
  expect(periods({ ...inAmps, unit: "W", evse })).toEqual({ 0: 5_589 });
  const watts = evse1([profileOf({ chargingRateUnit: "W", limits: { 0: 10_000 } })]);
  expect(periods({ ...inAmps, evse: watts })).toEqual({ 0: 14.4 });
  expect(periods({ ...inAmps, unit: "W", evse: watts })).toEqual({ 0: 10_000 });
});

test("without a transaction a Relative TxDefaultProfile begins with the window (K08.FR.06)", () => {
  const relative = profileOf({ kind: "Relative", limits: { 0: 6, 30: 10 } });
  const other = txProfile({ transactionId: "T9", limits: { 0: 7 } });
  const idle = evse1([relative, other], { transaction: null });
  expect(periods({ ...inAmps, from: 1_000_000, evse: idle })).toEqual({ 0: 6, 30: 10 });
  const charging = evse1([relative], { transaction: { transactionId: "T1", startedAt: 980_000 } });
  expect(periods({ ...inAmps, from: 1_000_000, evse: charging })).toEqual({ 0: 6, 10: 10 });
});

test("a window of no length still tells what holds at its start", () => {
  expect(periods({ ...inAmps, duration: 0, evse: evse1([profileOf({})]) })).toEqual({ 0: 10 });
});

describe("EVSE 0", () => {
  const grid = { ...THREE_PHASES, maxCurrent: 50, maxPower: 34_500 };
  const stationOf = (profiles: StationContext["profiles"], supply = THREE_PHASES): StationContext => ({
    profiles,
    supply: grid,
    evses: [
      evse1(profiles, { supply }),
      evse1(profiles, { supply, evseId: 2, transaction: { transactionId: "T2", startedAt: 0 } }),
    ],
  });

  test("is the sum of all, up to what the grid connection gives (K08.FR.03)", () => {
    const station = stationOf([
      profileOf({ evseId: 1, limits: { 0: 10 }, duration: 50 }),
      profileOf({ evseId: 2, limits: { 0: 6, 30: 16 }, duration: 50 }),
    ]);
    expect(periods({ ...inAmps, station })).toEqual({ 0: 16, 30: 26, 50: 50 });
    expect(periods({ ...inAmps, unit: "W", station })).toEqual({ 0: 11_040, 30: 17_940, 50: 34_500 });
  });

  test("a TxDefaultProfile of EVSE 0 is one for each, a ChargingStationMaxProfile one for all (K04.FR.05)", () => {
    expect(periods({ ...inAmps, station: stationOf([profileOf({ limits: { 0: 10 } })]) })).toEqual({ 0: 20 });
    expect(periods({ ...inAmps, station: stationOf([maxProfile({ limits: { 0: 10, 40: 40 } })]) })).toEqual({
      0: 10,
      40: 40,
    });
  });

  test("counts amperes as if all one-phase EVSEs were on one phase, and watts as they are", () => {
    const station = stationOf([profileOf({ limits: { 0: 10 } })], ONE_PHASE);
    expect(compositeSchedule({ ...inAmps, station })).toEqual([
      { startPeriod: 0, limit: 20, numberPhases: 1 },
    ]);
    expect(periods({ ...inAmps, unit: "W", station })).toEqual({ 0: 4_600 });
  });

  test("of a station without EVSEs takes nothing", () => {
    const station = { ...stationOf([]), evses: [] };
    expect(periods({ ...inAmps, station })).toEqual({ 0: 0 });
  });
});
