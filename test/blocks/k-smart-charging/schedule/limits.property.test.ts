import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  limitAt,
  nextChange,
  nextStationChange,
  stationLimitAt,
  type LimitContext,
  type LimitInForce,
} from "../../../../src/blocks/k-smart-charging/schedule/index.js";
import { THREE_PHASES } from "./profiles.js";
import { BEGIN, evseOn, instants, profileOn } from "./random-stacks.js";
import { referenceLimit, referenceStationLimit, type Plain } from "./reference.js";

const GRID = 500;
/** Each run looks at a hundred instants. */
const few = { numRuns: 40 };

const plain = (limit: LimitInForce | null): Plain | null =>
  limit && { amps: limit.amps, phases: limit.numberPhases ?? NaN, phaseToUse: limit.phaseToUse };

/** Compares cheaply at each instant, and shows the first that differs. */
function expectSame(limit: (at: number) => unknown, expected: (at: number) => unknown, all: number[]): void {
  const at = all.find((one) => !isDeepStrictEqual(limit(one), expected(one)));
  if (at !== undefined) expect({ at, limit: limit(at) }).toEqual({ at, limit: expected(at) });
}

/** Each instant holds `limit(at) <= most(at)`. */
function expectAtMost(limit: (at: number) => number, most: (at: number) => number): void {
  const at = instants(2 * GRID).find((one) => !(limit(one) <= most(one)));
  if (at !== undefined) expect({ at, limit: limit(at) }).toEqual({ at, most: most(at) });
}

const only = (context: LimitContext, ...purposes: string[]): LimitContext => ({
  ...context,
  profiles: context.profiles.filter(({ profile }) => purposes.includes(profile.purpose)),
});

const amps = (context: LimitContext, at: number): number => limitAt(context, at)?.amps ?? Infinity;

test("an EVSE's limit is at every instant what the plain rules say", () => {
  fc.assert(
    fc.property(evseOn(GRID), (context) => {
      for (const at of instants(GRID))
        expect(plain(limitAt(context, at))).toEqual(referenceLimit(context, at));
    }),
    { numRuns: 150 },
  );
});

test("the station's limit is at every instant what the plain rules say", () => {
  fc.assert(
    fc.property(fc.array(profileOn(GRID), { maxLength: 8 }), (profiles) => {
      expectSame(
        (at) => plain(stationLimitAt(profiles, THREE_PHASES, at)),
        (at) => referenceStationLimit(profiles, THREE_PHASES, at),
        instants(GRID),
      );
    }),
    few,
  );
});

test("whoever decides has the lowest current, and the watts are those of its phases", () => {
  fc.assert(
    fc.property(evseOn(GRID), (context) => {
      for (const at of instants(GRID)) {
        const limit = limitAt(context, at);
        if (limit === null) continue;
        expect(limit.watts).toBeCloseTo(limit.amps * 230 * (limit.numberPhases ?? NaN), 6);
        const alone = limitAt({ ...context, profiles: [limit.decidedBy] }, at);
        expect(alone?.amps).toBe(limit.amps);
      }
    }),
    few,
  );
});

test("adding a profile never raises the limit of another purpose; only a TxProfile takes the TxDefaultProfile's place", () => {
  fc.assert(
    fc.property(evseOn(GRID), profileOn(GRID), (context, added) => {
      const { purpose } = added.profile;
      const with_ = { ...context, profiles: [...context.profiles, added] };
      const overruled = purpose === "TxProfile" ? ["TxProfile", "TxDefaultProfile"] : [purpose];
      const others = context.profiles.filter(({ profile }) => !overruled.includes(profile.purpose));
      expectAtMost(
        (at) => amps(with_, at),
        (at) => amps({ ...context, profiles: others }, at),
      );
    }),
    few,
  );
});

test("each purpose by itself is never exceeded (K08.FR.04)", () => {
  fc.assert(
    fc.property(evseOn(GRID), (context) => {
      const atMost = (most: (at: number) => number): void => expectAtMost((at) => amps(context, at), most);
      atMost((at) => amps(only(context, "ChargingStationExternalConstraints"), at));
      atMost((at) => amps(only(context, "ChargingStationMaxProfile"), at));
      atMost((at) => amps(only(context, "TxProfile"), at));
      const transactionHasNone = (at: number): boolean => limitAt(only(context, "TxProfile"), at) === null;
      atMost((at) => (transactionHasNone(at) ? amps(only(context, "TxDefaultProfile"), at) : Infinity));
    }),
    few,
  );
});

test("the order in which profiles were installed does not matter", () => {
  const shuffled = evseOn(GRID).chain((context) =>
    fc.tuple(
      fc.constant(context),
      fc.shuffledSubarray([...context.profiles], { minLength: context.profiles.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([context, profiles]) => {
      expectSame(
        (at) => amps({ ...context, profiles }, at),
        (at) => amps(context, at),
        instants(2 * GRID),
      );
    }),
    few,
  );
});

test("an EVSE is never allowed more than the station as a whole", () => {
  fc.assert(
    fc.property(evseOn(GRID), (context) => {
      expectAtMost(
        (at) => amps(context, at),
        (at) => stationLimitAt(context.profiles, context.supply, at)?.amps ?? Infinity,
      );
    }),
    few,
  );
});

describe("the next change", () => {
  const stays = (
    limit: (at: number) => LimitInForce | null,
    next: (after: number) => number | null,
  ): void => {
    const all = instants(GRID);
    for (const after of instants(7 * GRID)) {
      const change = next(after) ?? Infinity;
      expect(change).toBeGreaterThan(after);
      const now = limit(after);
      const same = all.filter((at) => at > after && at < change);
      expectSame(limit, () => now, same);
    }
  };

  test("of an EVSE is never skipped", () => {
    fc.assert(
      fc.property(evseOn(GRID), (context) =>
        stays(
          (at) => limitAt(context, at),
          (after) => nextChange(context, after),
        ),
      ),
      few,
    );
  });

  test("of the station is never skipped", () => {
    fc.assert(
      fc.property(fc.array(profileOn(GRID), { maxLength: 8 }), (profiles) =>
        stays(
          (at) => stationLimitAt(profiles, THREE_PHASES, at),
          (after) => nextStationChange(profiles, THREE_PHASES, after),
        ),
      ),
      few,
    );
  });

  test("is always the edge of some profile, so that nobody wakes for nothing", () => {
    fc.assert(
      fc.property(evseOn(GRID), (context) => {
        const next = nextChange(context, BEGIN);
        if (next === null) return;
        const alone = context.profiles.map((one) => nextChange({ ...context, profiles: [one] }, BEGIN));
        expect(alone).toContain(next);
      }),
      few,
    );
  });
});
