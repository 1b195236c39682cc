import { evseLimitMachine } from "../../../src/blocks/k-smart-charging/evse-limit.machine.js";
import { createManualClock, createSilentLogger, Seconds, startActor } from "../../../src/kernel/index.js";
import type { SupplyLimit } from "../../../src/hardware/index.js";

function limitOnClock() {
  const clock = createManualClock();
  const applied: (SupplyLimit | null)[] = [];
  let due = 0;
  const actor = startActor(evseLimitMachine, {
    clock,
    logger: createSilentLogger(),
    name: "evseLimit",
    input: { apply: (limit) => void applied.push(limit), due: () => void due++ },
  });
  const state = () => actor.getSnapshot().value;
  return { clock, applied, actor, state, due: () => due };
}

test("a limit is applied, and another decision is called for when it has stood for its time", async () => {
  const { clock, applied, actor, state, due } = limitOnClock();
  expect(state()).toEqual({ limit: "free", outlook: "settled" });
  actor.send({ type: "decided", limit: { amps: 10 }, standsFor: Seconds(30) });
  expect(state()).toEqual({ limit: "reducing", outlook: "changing" });
  await clock.advance(Seconds(29));
  expect(due()).toBe(0);
  await clock.advance(Seconds(1));
  expect(due()).toBe(1);
  expect(applied).toEqual([{ amps: 10 }]);
});

test("a new decision counts its own time, and there is one timer at most", async () => {
  const { clock, actor, due } = limitOnClock();
  actor.send({ type: "decided", limit: { amps: 10 }, standsFor: Seconds(30) });
  await clock.advance(Seconds(20));
  actor.send({ type: "decided", limit: { amps: 8 }, standsFor: Seconds(30) });
  expect(clock.pending()).toHaveLength(1);
  await clock.advance(Seconds(29));
  expect(due()).toBe(0);
  await clock.advance(Seconds(1));
  expect(due()).toBe(1);
});

test.each([
  ["nothing limits", null, "free"],
  ["no current is left", { amps: 0 }, "suspending"],
  ["no power is left", { amps: 5, watts: 0 }, "suspending"],
  ["less is left", { amps: 6 }, "reducing"],
])("where %s, and for good, there is no timer", (_, limit, expected) => {
  const { clock, actor, state, applied } = limitOnClock();
  actor.send({ type: "decided", limit: { amps: 10 }, standsFor: Seconds(30) });
  actor.send({ type: "decided", limit, standsFor: null });
  expect(state()).toEqual({ limit: expected, outlook: "settled" });
  expect(clock.pending()).toEqual([]);
  expect(applied.at(-1)).toEqual(limit);
});

test("nothing limits now, but will: there is a timer", () => {
  const { clock, actor, state } = limitOnClock();
  actor.send({ type: "decided", limit: null, standsFor: Seconds(5) });
  expect(state()).toEqual({ limit: "free", outlook: "changing" });
  expect(clock.pending()).toHaveLength(1);
});
