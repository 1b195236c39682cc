import {
  compositeSchedule,
  limitAt,
  stationLimitAt,
  type LimitContext,
  type Supply,
} from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import {
  DC,
  evse1,
  external,
  maxProfile,
  ONE_PHASE,
  profileOf,
  THREE_PHASES,
  txProfile,
  type Wanted,
} from "./profiles.js";

const watts = (limit: number, numberPhases?: number): Wanted => ({
  chargingRateUnit: "W",
  periods: [{ startPeriod: 0, limit, ...(numberPhases === undefined ? {} : { numberPhases }) }],
});
const amperes = (limit: number, numberPhases?: number, phaseToUse?: number): Wanted => ({
  periods: [
    {
      startPeriod: 0,
      limit,
      ...(numberPhases === undefined ? {} : { numberPhases }),
      ...(phaseToUse === undefined ? {} : { phaseToUse }),
    },
  ],
});
const on = (supply: Supply, ...wanted: Wanted[]) => limitAt(evse1(wanted.map(profileOf), { supply }), 0);

describe("AC", () => {
  test.each([
    ["11040 W on 3 phases", THREE_PHASES, watts(11_040, 3), { amps: 16, watts: 11_040, numberPhases: 3 }],
    [
      "11040 W on as many as may be",
      THREE_PHASES,
      watts(11_040),
      { amps: 16, watts: 11_040, numberPhases: 3 },
    ],
    ["3680 W on 1 phase", THREE_PHASES, watts(3_680, 1), { amps: 16, watts: 3_680, numberPhases: 1 }],
    ["16 A", THREE_PHASES, amperes(16), { amps: 16, watts: 11_040, numberPhases: 3 }],
    ["16 A on 1 phase", THREE_PHASES, amperes(16, 1), { amps: 16, watts: 3_680, numberPhases: 1 }],
    ["16 A where there is 1 phase", ONE_PHASE, amperes(16), { amps: 16, watts: 3_680, numberPhases: 1 }],
    ["11040 W where there is 1 phase", ONE_PHASE, watts(11_040), { amps: 16, watts: 3_680, numberPhases: 1 }],
    [
      "3680 W on 1 phase where there is 1",
      ONE_PHASE,
      watts(3_680, 1),
      { amps: 16, watts: 3_680, numberPhases: 1 },
    ],
  ])("%s (K01.FR.45, K01.FR.49, K01.FR.50, K01.FR.51)", (_name, supply, wanted, expected) =>
    expect(on(supply, wanted)).toMatchObject(expected),
  );

  test("the only phase that may be used is passed on, with one phase alone (K01.FR.19, K01.FR.46, K01.FR.47)", () => {
    expect(on(THREE_PHASES, amperes(16, 1, 2))).toMatchObject({ numberPhases: 1, phaseToUse: 2 });
    expect(on(THREE_PHASES, amperes(16, 1))).not.toHaveProperty("phaseToUse");
    expect(on(THREE_PHASES, amperes(16, 3, 2))).not.toHaveProperty("phaseToUse");
    expect(on(ONE_PHASE, amperes(16, 3, 2))).not.toHaveProperty("phaseToUse");
  });

  test("limits in different units and phases: no more amperes and no more phases than any allows (K08.FR.04)", () => {
    const max = maxProfile(watts(11_040, 3));
    const tx = txProfile(amperes(20, 1, 3));
    expect(limitAt(evse1([max, tx]), 0)).toEqual({
      amps: 16,
      watts: 3_680,
      numberPhases: 1,
      phaseToUse: 3,
      decidedBy: max,
    });
  });

  test("what the EV needs at least is carried in amperes, also where another schedule decides (K01.FR.21)", () => {
    const tx = txProfile({ ...watts(22_080, 3), minChargingRate: 4_140 });
    expect(limitAt(evse1([tx]), 0)).toMatchObject({ amps: 32, minChargingRate: 6 });
    expect(limitAt(evse1([tx, maxProfile(amperes(8))]), 0)).toMatchObject({ amps: 8, minChargingRate: 6 });
    expect(limitAt(evse1([maxProfile(amperes(8))]), 0)).not.toHaveProperty("minChargingRate");
    const two = evse1([tx, maxProfile({ ...amperes(8), minChargingRate: 7 })]);
    expect(limitAt(two, 0)).toMatchObject({ minChargingRate: 7 });
  });
});

test("watts stay as they were written, however many amperes that makes", () => {
  expect(on(THREE_PHASES, watts(1_900, 3))?.watts).toBe(1_900);
});

describe("DC", () => {
  test("phases do not count (K01.FR.44)", () => {
    expect(on(DC, watts(50_000, 1))).toMatchObject({ amps: 100, watts: 50_000 });
    const limit = on(DC, amperes(100, 1, 2));
    expect(limit).toMatchObject({ amps: 100, watts: 50_000 });
    expect(limit).not.toHaveProperty("numberPhases");
    expect(limit).not.toHaveProperty("phaseToUse");
  });

  const grid: Supply = { dc: false, phases: 3, voltage: 230, maxCurrent: 250, maxPower: 172_500 };
  const behindGrid = (...wanted: Wanted[]): LimitContext =>
    evse1(wanted.map(maxProfile), { supply: DC, stationSupply: grid });

  test("amperes of the grid reach it as watts", () => {
    expect(limitAt(behindGrid(amperes(100)), 0)).toMatchObject({ watts: 69_000, amps: 138 });
    expect(limitAt(behindGrid(amperes(100, 1)), 0)).toMatchObject({ watts: 23_000, amps: 46 });
    expect(limitAt(behindGrid(watts(69_000)), 0)).toMatchObject({ watts: 69_000, amps: 138 });
    expect(stationLimitAt(behindGrid(amperes(100)).profiles, grid, 0)).toMatchObject({
      amps: 100,
      watts: 69_000,
    });
  });

  test("its own constraints are in its own amperes", () => {
    const own = external({ evseId: 1, limits: { 0: 20 } });
    expect(limitAt(evse1([own], { supply: DC, stationSupply: grid }), 0)).toMatchObject({
      amps: 20,
      watts: 10_000,
    });
  });

  test("adds to the grid's load by its watts", () => {
    const ac = evse1([]);
    const dc = evse1([external({ evseId: 1, limits: { 0: 69 } })], { supply: DC });
    const station = { profiles: [], supply: grid, evses: [ac, dc] };
    const request = { station, from: 0, duration: 60 };
    expect(compositeSchedule({ ...request, unit: "A" })).toEqual([
      { startPeriod: 0, limit: 82, numberPhases: 3 },
    ]);
    expect(compositeSchedule({ ...request, unit: "W" })).toEqual([
      { startPeriod: 0, limit: 22_080 + 34_500, numberPhases: 3 },
    ]);
  });

  test("a composite schedule of it tells no phases", () => {
    const evse = evse1([profileOf(amperes(100))], { supply: DC });
    expect(compositeSchedule({ evse, from: 0, duration: 60, unit: "W" })).toEqual([
      { startPeriod: 0, limit: 50_000 },
    ]);
  });
});
