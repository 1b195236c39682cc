import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  compositeSchedule,
  type CompositePeriod,
  type StationContext,
} from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import { ONE_PHASE, THREE_PHASES } from "./profiles.js";
import { BEGIN, evseOn, HORIZON, profileOn } from "./random-stacks.js";
import { referenceLimit, referenceStationLimit, referenceTaken, type Plain } from "./reference.js";

const GRID = 250;
const from = BEGIN;
const duration = HORIZON;
const unit = fc.constantFrom("A" as const, "W" as const);

interface Told {
  readonly limit: number;
  readonly numberPhases: number | undefined;
  readonly phaseToUse: number | undefined;
}

/** The list of periods, second by second. */
const unrolled = (periods: readonly CompositePeriod[]): Told[] =>
  Array.from({ length: duration }, (_, second) => {
    const period = periods.findLast(({ startPeriod }) => startPeriod <= second);
    return {
      limit: period?.limit ?? NaN,
      numberPhases: period?.numberPhases,
      phaseToUse: period?.phaseToUse,
    };
  });

/** Second by second the lowest of what the reference says of its instants. */
const bySecond = (taken: (at: number) => Plain, inUnit: (taken: Plain) => number): Told[] =>
  Array.from({ length: duration }, (_, second) => {
    const all = Array.from({ length: 1_000 / GRID }, (_, step) => taken(from + second * 1_000 + step * GRID));
    const phases = Math.min(...all.map((one) => one.phases));
    return {
      limit: Math.floor(Math.min(...all.map(inUnit)) * 10 + 1e-6) / 10,
      numberPhases: phases,
      phaseToUse: all.find((one) => one.phases === phases)?.phaseToUse,
    };
  });

/** Compares cheaply, and shows the first second that differs. */
function expectSame(told: readonly Told[], expected: readonly Told[]): void {
  const second = expected.findIndex((one, index) => !isDeepStrictEqual(one, told[index]));
  if (second !== -1) expect({ second, ...told[second] }).toEqual({ second, ...expected[second] });
}

const converted = (to: "A" | "W") => (taken: Plain) => taken.amps * (to === "A" ? 1 : 230 * taken.phases);

function expectShortest(periods: readonly CompositePeriod[]): void {
  expect(periods[0]?.startPeriod).toBe(0);
  periods.slice(1).forEach((period, index) => {
    const { startPeriod: before, ...earlier } = periods[index] ?? { startPeriod: NaN };
    const { startPeriod, ...later } = period;
    expect(startPeriod).toBeGreaterThan(before);
    expect(startPeriod).toBeLessThan(duration);
    expect(Number.isInteger(startPeriod)).toBe(true);
    expect(later).not.toEqual(earlier);
  });
}

test("an EVSE's schedule is in every second what the plain rules say, in as few periods as can be (K08.FR.02, K08.FR.04, K08.FR.06)", () => {
  fc.assert(
    fc.property(evseOn(GRID), unit, (evse, in_) => {
      const periods = compositeSchedule({ evse, from, duration, unit: in_ });
      expectShortest(periods);
      const taken = (at: number): Plain => referenceTaken(referenceLimit(evse, at, from), evse.supply);
      expectSame(unrolled(periods), bySecond(taken, converted(in_)));
    }),
    { numRuns: 150 },
  );
});

const GRID_CONNECTION = { ...THREE_PHASES, maxCurrent: 50, maxPower: 34_500 };

/** Two EVSEs on three phases, or two of one phase. */
const station: fc.Arbitrary<StationContext> = fc
  .record({
    profiles: fc.array(profileOn(GRID), { maxLength: 8 }),
    one: evseOn(GRID),
    two: evseOn(GRID, 2),
    evse: fc.constantFrom(THREE_PHASES, ONE_PHASE),
  })
  .map(({ profiles, one, two, evse }) => ({
    profiles,
    supply: GRID_CONNECTION,
    evses: [
      { ...one, profiles, supply: evse },
      { ...two, profiles, supply: evse },
    ],
  }));

test("the station's schedule is in every second the sum of its EVSEs, under the limit of the whole (K08.FR.03, K04.FR.05)", () => {
  fc.assert(
    fc.property(station, unit, (whole, in_) => {
      const periods = compositeSchedule({ station: whole, from, duration, unit: in_ });
      expectShortest(periods);
      const taken = (at: number): { plain: Plain; limit: number } => {
        const shares = whole.evses.map((evse) => referenceTaken(referenceLimit(evse, at, from), evse.supply));
        const limit = referenceTaken(
          referenceStationLimit(whole.profiles, GRID_CONNECTION, at),
          GRID_CONNECTION,
        );
        const sum = shares.map(converted(in_)).reduce((a, b) => a + b);
        const phases = Math.max(...shares.map((share) => share.phases));
        return {
          limit: Math.min(sum, converted(in_)(limit)),
          plain: { amps: NaN, phases: Math.min(phases, limit.phases), phaseToUse: limit.phaseToUse },
        };
      };
      const limits = new Map<Plain, number>();
      const remembered = (at: number): Plain => {
        const { plain, limit } = taken(at);
        limits.set(plain, limit);
        return plain;
      };
      expectSame(
        unrolled(periods),
        bySecond(remembered, (plain) => limits.get(plain) ?? NaN),
      );
    }),
    { numRuns: 100 },
  );
});
