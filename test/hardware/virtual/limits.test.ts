import { Seconds } from "../../../src/kernel/index.js";
import { bench, dcCable, layoutOf, socket } from "./bench.js";

test("limits of several EVSEs hold at the same instant, and null takes one away", async () => {
  const { hardware, evse, charge, clock } = bench();
  charge(1);
  charge(2);
  await clock.advance(Seconds(5));
  hardware.setLimits(
    new Map([
      [1, { amps: 8 }],
      [2, { amps: 0 }],
    ]),
  );
  expect([1, 2].map((id) => evse(id).readMeter().currentA[0])).toEqual([8, 0]);
  expect([1, 2].map((id) => evse(id).energyTransfer)).toEqual(["charging", "suspendedEVSE"]);
  hardware.setLimits(new Map([[2, null]]));
  expect([evse(1).limit, evse(2).limit]).toEqual([{ amps: 8 }, null]);
});

test("one limit that cannot be leaves all as they are", () => {
  const { hardware, evse } = bench();
  const limits = new Map([
    [1, { amps: 8 }],
    [2, { amps: -1 }],
  ]);
  expect(() => hardware.setLimits(limits)).toThrow(RangeError);
  expect(() => evse(1).setLimit({ amps: 8, watts: -1 })).toThrow(RangeError);
  expect(evse(1).limit).toBeNull();
});

test.each([
  ["DC", dcCable(), { amps: 200, watts: 6_000 }, 6_000],
  ["AC", socket(), { amps: 32, watts: 6_900 }, 10 * 3 * 229.5],
])("a limit in watts holds on %s, whatever current would be allowed", async (_, connector, limit, watts) => {
  const { evse, charge, clock } = bench(layoutOf([[connector]]));
  evse(1).setLimit(limit);
  charge(1);
  await clock.advance(Seconds(10));
  expect(evse(1).readMeter().powerW).toBeCloseTo(watts, 0);
});

test("an EV uses no more phases than its limit leaves", () => {
  const { evse, charge } = bench();
  charge(1);
  expect(evse(1).ev?.phases).toBe(3);
  evse(1).setLimit({ amps: 10, phases: 1 });
  expect(evse(1).ev?.phases).toBe(1);
});

test("an EV that begins or ceases to ask is told of, also while it can have nothing", () => {
  const { hardware, evse, charge, heard } = bench();
  evse(1).setLimit({ amps: 0 });
  charge(1);
  hardware.actions.suspend(1, "EV");
  hardware.actions.resume(1, "EV");
  const ready = heard.flatMap((fact) => (fact.type === "evReadyChanged" ? [fact.event.ready] : []));
  expect(ready).toEqual([true, false, true]);
});
