import { assign, emit, setup } from "xstate";
import type { Duration } from "../../kernel/index.js";

/**
 * How a station comes to be accepted by its CSMS: it asks, and asks again when it was told to wait. The wait
 * is the interval of the answer (B02.FR.08, B03.FR.06) or the station's own (B02.FR.07, B03.FR.05).
 */
export const registrationMachine = setup({
  types: {} as {
    context: { wait: Duration };
    events:
      | { type: "connected" }
      | { type: "disconnected" }
      | { type: "accepted" }
      | { type: "pending" | "rejected" | "failed"; wait: Duration }
      | { type: "triggered" };
    /** The BootNotification is to be sent. */
    emitted: { type: "ask" };
  },
  delays: { wait: ({ context }) => context.wait },
  actions: {
    keepWait: assign(({ context, event }) => ({ wait: "wait" in event ? event.wait : context.wait })),
  },
}).createMachine({
  id: "registration",
  context: { wait: 0 as Duration },
  initial: "offline",
  on: { disconnected: ".offline" },
  states: {
    offline: { on: { connected: "asking" } },
    asking: {
      entry: emit({ type: "ask" }),
      on: {
        accepted: "accepted",
        pending: { target: "pending", actions: "keepWait" },
        rejected: { target: "rejected", actions: "keepWait" },
        failed: { target: "waiting", actions: "keepWait" },
      },
    },
    pending: { after: { wait: "asking" }, on: { triggered: "asking" } }, // B02.FR.04
    rejected: { after: { wait: "asking" } }, // B03.FR.02
    waiting: { after: { wait: "asking" }, on: { triggered: "asking" } },
    accepted: { on: { disconnected: {} } },
  },
});
