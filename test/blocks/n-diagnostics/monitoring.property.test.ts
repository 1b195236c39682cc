import fc from "fast-check";
import { CALM } from "../../../src/blocks/n-diagnostics/monitoring/threshold.js";
import { Milliseconds, Seconds } from "../../../src/kernel/index.js";
import { KEPT_PATH, monitoringBench, type MonitoringBench } from "./monitoring-bench.js";

/** Values of the variable, one after the other. */
const course = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });
const limit = fc.integer({ min: 0, max: 20 });

/** Lets the variable take each value for that long; gives what was told after each. */
async function play(
  { clock, deviceModel, events }: MonitoringBench,
  values: readonly number[],
  milliseconds: number,
): Promise<string[][]> {
  const told: string[][] = [];
  for (const value of values) {
    deviceModel.update(KEPT_PATH, value);
    await clock.advance(Milliseconds(milliseconds));
    told.push(
      (await events()).map(
        ({ trigger, cleared, actualValue }) => `${trigger} ${cleared === true} ${actualValue}`,
      ),
    );
  }
  return told;
}

const property = <T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => Promise<void>,
): Promise<void> =>
  fc.assert(fc.asyncProperty(...(arbitraries as unknown as [fc.Arbitrary<unknown>]), holds as never), {
    numRuns: 60,
  });

test.each([
  ["UpperThreshold" as const, (value: number, threshold: number) => value > threshold],
  ["LowerThreshold" as const, (value: number, threshold: number) => value < threshold],
])("N07.FR.02, N07.FR.16, N07.FR.17 a %s tells each passage once, and each return", (type, beyond) =>
  property<[number[], number]>([course, limit], async (values, threshold) => {
    const bench = monitoringBench();
    bench.deviceModel.update(KEPT_PATH, 10);
    bench.install({ type, value: threshold });
    await bench.events();
    let alerting = beyond(10, threshold);
    const expected = values.map((value) => {
      if (beyond(value, threshold) === alerting) return [];
      alerting = !alerting;
      return [`Alerting ${!alerting} ${value}`];
    });
    expect(await play(bench, values, CALM)).toEqual(expected);
  }),
);

test("N07.FR.02 a value that rests on its threshold does not flood the CSMS, and ends up told as it is", () =>
  property<[number[], number]>(
    [course, fc.integer({ min: 10, max: 1_500 })],
    async (values, milliseconds) => {
      const bench = monitoringBench();
      bench.deviceModel.update(KEPT_PATH, 10);
      bench.install({ type: "UpperThreshold", value: 10 });
      const told = (await play(bench, values, milliseconds)).flat();
      const lasted = values.length * milliseconds;
      expect(told.length).toBeLessThanOrEqual(3 + 2 * Math.floor(lasted / CALM));
      await bench.clock.advance(Milliseconds(2 * CALM));
      const all = [...told, ...(await bench.events()).map(({ cleared }) => `Alerting ${cleared === true}`)];
      const last = values.at(-1) ?? 0;
      expect(all.at(-1)?.startsWith("Alerting false") ?? false).toBe(last > 10);
      expect(bench.clock.pending().filter((timer) => timer.startsWith("monitors of readings"))).toEqual([]);
    },
  ));

test("N07.FR.18 a Delta tells what has changed by more than its value since it last told", () =>
  property<[number[], number]>([course, fc.integer({ min: 0, max: 8 })], async (values, difference) => {
    const bench = monitoringBench();
    bench.deviceModel.update(KEPT_PATH, 10);
    bench.install({ type: "Delta", value: difference });
    let reference = 10;
    const expected = values.map((value) => {
      if (Math.abs(value - reference) <= difference) return [];
      reference = value;
      return [`Delta false ${value}`];
    });
    expect(await play(bench, values, 100)).toEqual(expected);
  }));

test("N08.FR.06 Periodics tell every so many seconds since they were set, each in its own rhythm", () =>
  property<[number[], number]>(
    [
      fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 600 }),
    ],
    async (intervals, seconds) => {
      const bench = monitoringBench();
      const begin = bench.clock.now();
      const ids = bench.install(
        ...intervals.map((value, severity) => ({ type: "Periodic" as const, value, severity })),
      );
      await bench.clock.advance(Seconds(seconds));
      const told = await bench.events();
      intervals.forEach((interval, index) => {
        const own = told.filter(({ variableMonitoringId }) => variableMonitoringId === ids[index]);
        expect(own.map(({ timestamp }) => (Date.parse(timestamp) - begin) / 1_000)).toEqual(
          Array.from({ length: Math.floor(seconds / interval) }, (_, count) => (count + 1) * interval),
        );
      });
      expect(told.every(({ trigger }) => trigger === "Periodic")).toBe(true); // N08.FR.05
    },
  ));

test("N08.FR.07 a PeriodicClockAligned tells at multiples of its interval since midnight", () =>
  property<[number, number]>(
    [fc.constantFrom(1, 7, 60, 900, 3_600), fc.integer({ min: 0, max: 4_000_000 })],
    async (interval, offset) => {
      const bench = monitoringBench();
      await bench.clock.advance(Milliseconds(offset));
      const begin = bench.clock.now();
      bench.install({ type: "PeriodicClockAligned", value: interval });
      await bench.clock.advance(Seconds(3 * interval));
      const told = (await bench.events()).map(({ timestamp }) => Date.parse(timestamp));
      const midnight = Math.floor(begin / 86_400_000) * 86_400_000;
      const first = midnight + (Math.floor((begin - midnight) / 1_000 / interval) + 1) * interval * 1_000;
      expect(told).toEqual([0, 1, 2].map((index) => first + index * interval * 1_000));
    },
  ));
