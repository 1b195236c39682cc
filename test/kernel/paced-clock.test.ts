import { createManualClock, createPacedClock, Hours, Seconds } from "../../src/kernel/index.js";

test("a paced clock runs at its rate, and at another one from the instant it is told", async () => {
  const base = createManualClock(1_000_000);
  const clock = createPacedClock(base, 10);
  expect([clock.now(), clock.rate]).toEqual([1_000_000, 10]);
  await base.advance(Seconds(2));
  expect(clock.elapsed()).toBe(20_000);
  clock.setRate(60);
  expect(clock.elapsed()).toBe(20_000);
  await base.advance(Seconds(1));
  expect([clock.elapsed(), clock.now()]).toEqual([80_000, 1_080_000]);
});

test("running timers keep the virtual time they have left when the pace changes", async () => {
  const base = createManualClock(0);
  const clock = createPacedClock(base);
  const fired: number[] = [];
  clock.timer("a minute", Seconds(60), () => fired.push(clock.elapsed()));
  const ticks = clock.every("tick", Seconds(20), () => fired.push(clock.elapsed()));
  await base.advance(Seconds(30));
  clock.setRate(10);
  await base.advance(Seconds(3));
  expect(fired).toEqual([20_000, 40_000, 60_000, 60_000]);
  ticks.cancel();
  await base.advance(Hours(1));
  expect(fired).toHaveLength(4);
  expect(base.pending()).toEqual([]);
});

test("a timer that was cancelled does not come back with a new pace", async () => {
  const base = createManualClock(0);
  const clock = createPacedClock(base);
  let fired = 0;
  clock.timer("never", Seconds(5), () => fired++).cancel();
  clock.setRate(2);
  await base.advance(Hours(1));
  expect(fired).toBe(0);
});

test.each([0, -1, NaN])("a rate of %p is refused and changes nothing", (rate) => {
  const clock = createPacedClock(createManualClock(0), 3);
  expect(() => clock.setRate(rate)).toThrow(RangeError);
  expect(clock.rate).toBe(3);
  expect(() => createPacedClock(createManualClock(0), rate)).toThrow(RangeError);
});
