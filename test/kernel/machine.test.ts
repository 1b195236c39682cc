import { assign, setup } from "xstate";
import { createStepper } from "../../src/kernel/index.js";

const named = (): void => undefined;
const door = setup({
  types: {} as {
    events: { type: "push"; hard: boolean } | { type: "pull" } | { type: "lost" } | { type: "found" };
  },
  guards: { hard: ({ event }) => event.type === "push" && event.hard },
  actions: { ring: named, creak: named },
}).createMachine({
  initial: "here",
  states: {
    here: {
      initial: "closed",
      on: { lost: "gone" },
      states: {
        closed: { exit: "creak", on: { push: { guard: "hard", target: "open", actions: "ring" } } },
        open: { on: { pull: "closed" } },
        asBefore: { type: "history" },
      },
    },
    gone: { on: { found: "here.asBefore" } },
  },
});

test("a step is told by the state and the whole event, the first time and every other", () => {
  const { initial, step } = createStepper(door);
  for (let round = 0; round < 2; round++) {
    expect(step(initial, { type: "push", hard: false })[0].value).toEqual({ here: "closed" });
    const [open, actions] = step(initial, { type: "push", hard: true });
    expect([open.value, actions]).toEqual([{ here: "open" }, ["creak", "ring"]]);
    expect(step(open, { type: "push", hard: true })).toEqual([
      expect.objectContaining({ value: open.value }),
      [],
    ]);
  }
});

test("a history state leads back to where each one was", () => {
  const { initial, step } = createStepper(door);
  const [open] = step(initial, { type: "push", hard: true });
  for (const before of [initial, open, initial]) {
    const [gone] = step(before, { type: "lost" });
    expect(step(gone, { type: "found" })[0].value).toEqual(before.value);
  }
});

test("a machine with a context keeps it from step to step", () => {
  const counter = setup({ types: {} as { context: { n: number }; events: { type: "count" } } }).createMachine(
    {
      context: { n: 0 },
      on: { count: { actions: assign({ n: ({ context }) => context.n + 1 }) } },
    },
  );
  const { initial, step } = createStepper(counter);
  const [one] = step(initial, { type: "count" });
  expect([one.context.n, step(one, { type: "count" })[0].context.n, initial.context.n]).toEqual([1, 2, 0]);
});
