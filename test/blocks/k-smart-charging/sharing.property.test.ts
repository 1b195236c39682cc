import fc from "fast-check";
import type { EvseLayout } from "../../../src/hardware/index.js";
import { Seconds } from "../../../src/kernel/index.js";
import { profileOnWire, scheduleOnWire } from "../../support/charging-profiles.js";
import { plugEvse, smartChargingBench, socketEvse, type SmartChargingBench } from "./bench.js";

type Step =
  | {
      readonly does: "arrive";
      readonly evse: number;
      readonly maxCurrent: number;
      readonly phases: number;
      readonly ready: boolean;
    }
  | { readonly does: "leave" | "suspend" | "resume"; readonly evse: number }
  | { readonly does: "wait"; readonly seconds: number }
  | { readonly does: "limitStation"; readonly limit: number; readonly unit: "A" | "W" }
  | { readonly does: "limitEvse"; readonly evse: number; readonly limit: number }
  | { readonly does: "limitExternally"; readonly evse: number; readonly limit: number }
  | { readonly does: "release" };

const evse = fc.integer({ min: 1, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("arrive" as const),
      evse,
      maxCurrent: fc.integer({ min: 6, max: 32 }),
      phases: fc.constantFrom(1, 2, 3),
      ready: fc.constantFrom(true, true, false),
    }),
  },
  fc.record({ does: fc.constantFrom("leave" as const, "suspend" as const, "resume" as const), evse }),
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 20 }) }),
  },
  fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.constantFrom("A" as const, "W" as const))
    .map(([amps, unit]) => ({
      does: "limitStation" as const,
      unit,
      limit: unit === "A" ? amps : amps * 690,
    })),
  fc.record({ does: fc.constant("limitEvse" as const), evse, limit: fc.integer({ min: 0, max: 40 }) }),
  fc.record({
    does: fc.constant("limitExternally" as const),
    evse: fc.integer({ min: 0, max: 4 }),
    limit: fc.integer({ min: 0, max: 40 }),
  }),
  fc.constant({ does: "release" as const }),
);

/** The limits that the test has set, in amperes per phase of the grid. */
interface Expected {
  station: number;
  external: Map<number, number>;
  own: Map<number, number>;
}

async function carryOut(
  bench: SmartChargingBench,
  expected: Expected,
  present: Set<number>,
  next: Step,
): Promise<void> {
  const { actions } = bench.hardware;
  switch (next.does) {
    case "arrive": {
      if (present.has(next.evse)) return;
      const { maxCurrent, phases, ready } = next;
      bench.arrives(next.evse, { maxCurrent, phases, ready });
      present.add(next.evse);
      return;
    }
    case "leave":
      if (present.delete(next.evse)) bench.leaves(next.evse);
      return;
    case "suspend":
    case "resume":
      actions[next.does](next.evse, "EV");
      return;
    case "wait":
      await bench.clock.advance(Seconds(next.seconds));
      return;
    case "limitStation":
      expected.station = next.unit === "A" ? next.limit : next.limit / 690;
      bench.install(
        profileOnWire(0, {
          id: 100,
          chargingProfilePurpose: "ChargingStationMaxProfile",
          chargingSchedule: [scheduleOnWire([[0, next.limit]], { chargingRateUnit: next.unit })],
        }),
        0,
      );
      return;
    case "limitEvse":
      expected.own.set(next.evse, next.limit);
      bench.install(profileOnWire(next.limit, { id: next.evse }), next.evse);
      return;
    case "limitExternally":
      expected.external.set(next.evse, next.limit);
      bench.engine.limitExternally({ evseId: next.evse, source: "SO", unit: "A", limit: next.limit });
      return;
    case "release":
      expected.external.clear();
      bench.engine.releaseExternally("SO");
  }
}

const CLOSE = 1e-6;

/** Nobody takes more than allowed, and all together never more than the station may have. */
function obeyed(bench: SmartChargingBench, { station, external, own }: Expected): void {
  const allowed = Math.min(station, external.get(0) ?? Infinity);
  const grid = bench.hardware.evses.map(({ id, rating }) =>
    rating.dc ? bench.watts(id) / 690 : bench.amps(id),
  );
  expect(grid.reduce((sum, amps) => sum + amps, 0)).toBeLessThanOrEqual(allowed + CLOSE);
  for (const { id, rating } of bench.hardware.evses) {
    const most = Math.min(own.get(id) ?? Infinity, external.get(id) ?? Infinity);
    expect(bench.amps(id)).toBeLessThanOrEqual(most + CLOSE);
    // A control pilot cannot offer less.
    if (!rating.dc && bench.amps(id) > 0) expect(bench.evse(id).limit?.amps ?? 32).toBeGreaterThanOrEqual(6);
  }
}

const stations: readonly (readonly [string, readonly EvseLayout[]])[] = [
  ["four AC sockets", [1, 2, 3, 4].map(socketEvse)],
  ["two AC sockets and two DC plugs", [socketEvse(1), plugEvse(2), socketEvse(3), plugEvse(4)]],
];

test.each(stations)(
  "K04.FR.05, K11.FR.01, K12.FR.01 %s never take more than their limits, whoever comes and goes",
  async (_, evses) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const bench = smartChargingBench({ evses });
        const expected: Expected = { station: Infinity, external: new Map(), own: new Map() };
        const present = new Set<number>();
        for (const next of steps) {
          await carryOut(bench, expected, present, next);
          obeyed(bench, expected);
        }
        bench.engine.dispose();
        bench.hardware.stop();
      }),
      { numRuns: 15, seed: 11 },
    );
  },
);

test("K04.FR.05 no more is offered than may be, not even while the shares change hands", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      const offered: number[] = [];
      let limited = false;
      const bench = smartChargingBench({
        evses: [1, 2, 3, 4].map(socketEvse),
        observe: ({ evses }) => {
          if (limited) offered.push(evses.reduce((sum, one) => sum + one.readMeter().offeredA, 0));
        },
      });
      const expected: Expected = { station: 20, external: new Map(), own: new Map() };
      await carryOut(bench, expected, new Set(), { does: "limitStation", limit: 20, unit: "A" });
      limited = true;
      const present = new Set<number>();
      for (const next of steps)
        if (["arrive", "leave", "suspend", "resume", "wait", "limitEvse"].includes(next.does))
          await carryOut(bench, expected, present, next);
      expect(Math.max(0, ...offered)).toBeLessThanOrEqual(20 + CLOSE);
      bench.engine.dispose();
      bench.hardware.stop();
    }),
    { numRuns: 15, seed: 5 },
  );
});
