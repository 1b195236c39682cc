import { createBackOff } from "../../src/csms-link/back-off.js";
import { Seconds, createSeededRandom, type Random } from "../../src/kernel/index.js";

const settings = (minimum: number, range: number, repeat: number) => ({
  retryBackOffWaitMinimum: () => Seconds(minimum),
  retryBackOffRandomRange: () => Seconds(range),
  retryBackOffRepeatTimes: () => repeat,
});
const chances = (...fractions: number[]): Random => ({
  uuid: () => "",
  fraction: () => fractions.shift() ?? 0,
});
const take = (n: number, backOff: { next(): number }): number[] =>
  Array.from({ length: n }, () => backOff.next());

describe("back-off (Part 4, 5.3)", () => {
  test("the wait is the minimum, then doubles RetryBackOffRepeatTimes times, then stays", () => {
    expect(take(5, createBackOff(settings(10, 0, 2), chances()))).toEqual([
      10_000, 20_000, 40_000, 40_000, 40_000,
    ]);
  });

  test("every increase adds chance of its own to the doubled wait; the last wait is kept as it is", () => {
    const backOff = createBackOff(settings(10, 10, 2), chances(0.5, 0.1, 0.9, 0.7));
    expect(take(4, backOff)).toEqual([15_000, 31_000, 71_000, 71_000]);
  });

  test("a successful connection starts it over, also with other settings", () => {
    let minimum = 10;
    const backOff = createBackOff(
      { ...settings(0, 0, 3), retryBackOffWaitMinimum: () => Seconds(minimum) },
      chances(),
    );
    take(3, backOff);
    minimum = 4;
    backOff.reset();
    expect(take(2, backOff)).toEqual([4_000, 8_000]);
  });

  test("no doubling with RetryBackOffRepeatTimes 0", () => {
    expect(take(3, createBackOff(settings(7, 0, 0), chances()))).toEqual([7_000, 7_000, 7_000]);
  });

  test("each wait lies between twice the one before and that plus the range", () => {
    const backOff = createBackOff(settings(5, 3, 6), createSeededRandom(42));
    const waits = take(7, backOff);
    expect(waits[0]).toBeGreaterThanOrEqual(5_000);
    expect(waits[0]).toBeLessThan(8_000);
    waits.slice(1).forEach((wait, i) => {
      const doubled = (waits[i] ?? 0) * 2;
      expect(wait).toBeGreaterThanOrEqual(doubled);
      expect(wait).toBeLessThan(doubled + 3_000);
    });
  });
});
