import {
  createManualClock,
  createStationClock,
  createSystemClock,
  Hours,
  Seconds,
} from "../../src/kernel/index.js";

test("a manual clock fires timers in order of their due time", async () => {
  const clock = createManualClock(0);
  const fired: string[] = [];
  clock.timer("late", Seconds(2), () => fired.push("late"));
  clock.timer("early", Seconds(1), () => fired.push("early"));
  clock.timer("never", Seconds(1), () => fired.push("never")).cancel();
  expect(clock.pending()).toEqual(["late @ 2000 ms", "early @ 1000 ms"]);
  await clock.advance(Seconds(3));
  expect(fired).toEqual(["early", "late"]);
  expect(clock.now()).toBe(3000);
});

test("a manual clock repeats until cancelled", async () => {
  const clock = createManualClock(0);
  const at: number[] = [];
  const timer = clock.every("tick", Seconds(1), () => at.push(clock.now()));
  await clock.advance(Seconds(3));
  timer.cancel();
  await clock.advance(Hours(1));
  expect(at).toEqual([1000, 2000, 3000]);
});

test("a station's clock can be set without moving its timers", async () => {
  const base = createManualClock(0);
  const clock = createStationClock(base);
  let fired = 0;
  clock.timer("heartbeat", Seconds(10), () => fired++);
  clock.set(Date.UTC(2030, 0, 1));
  expect(clock.elapsed()).toBe(0);
  expect(clock.now()).toBe(Date.UTC(2030, 0, 1));
  await base.advance(Seconds(10));
  expect(fired).toBe(1);
  expect(clock.now()).toBe(Date.UTC(2030, 0, 1) + 10_000);
  expect(clock.elapsed()).toBe(10_000);
});

test("a system clock refuses a rate that is not above 0", () => {
  expect(() => createSystemClock(0)).toThrow(RangeError);
});
