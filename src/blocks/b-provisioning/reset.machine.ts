import { assign, setup } from "xstate";

/** Values of BootReasonEnumType that a reset leads to. */
export type ResetReason = "RemoteReset" | "ScheduledReset";

/**
 * A reset of the station, or of one EVSE. Pure: stepped with `transition`; it exists from the order to the end
 * of the reset.
 */
export const resetMachine = setup({
  types: {} as {
    context: { reason: ResetReason };
    events: { type: "wait" } | { type: "now" } | { type: "becameIdle" } | { type: "told" } | { type: "done" };
  },
  actions: {
    noteThatItWaited: assign({ reason: "ScheduledReset" }),
  },
}).createMachine({
  id: "reset",
  context: { reason: "RemoteReset" },
  initial: "idle",
  states: {
    idle: { on: { wait: "waiting", now: "telling" } }, // B12.FR.01, B12.FR.02
    waiting: {
      description: "for transactions to end, and whatever else is under way",
      on: {
        becameIdle: { target: "telling", actions: "noteThatItWaited" }, // B12.FR.03, B12.FR.07
        now: "telling",
      },
    },
    telling: {
      description: "how the transactions ended is told to the CSMS, or stays in the queue (B12.FR.05)",
      on: { told: "resetting" },
    },
    resetting: { on: { done: "idle" } },
  },
});

/** The states of {@link resetMachine}. */
export type ResetPhase = "idle" | "waiting" | "telling" | "resetting";
