import { assign, emit, setup } from "xstate";
import type { Duration } from "../../kernel/index.js";

/**
 * How a station comes to be accepted by its CSMS: it asks, and asks again when it was told to wait. The wait
 * is the interval of the answer (B02.FR.08, B03.FR.06) or the station's own (B02.FR.07, B03.FR.05). A lost
 * connection does not shorten it (B02.FR.04).
 */
export const registrationMachine = setup({
  types: {} as {
    context: { wait: Duration };
    events:
      | { type: "connected"; wait: Duration }
      | { type: "disconnected" }
      | { type: "accepted" }
      /** Another CSMS will be at the other end (B10.FR.10). */
      | { type: "forgotten" }
      | { type: "pending" | "rejected" | "unanswered"; wait: Duration }
      | { type: "triggered" };
    /** The BootNotification is to be sent. */
    emitted: { type: "ask" };
  },
  delays: { wait: ({ context }) => context.wait },
  guards: { mayAskNow: ({ event }) => !("wait" in event) || event.wait <= 0 },
  actions: {
    keepWait: assign(({ context, event }) => ({ wait: "wait" in event ? event.wait : context.wait })),
  },
}).createMachine({
  id: "registration",
  context: { wait: 0 as Duration },
  initial: "offline",
  states: {
    offline: {
      on: {
        connected: [
          { guard: "mayAskNow", target: "asking" },
          { target: "waiting.asBefore", actions: "keepWait" },
        ],
      },
    },
    asking: {
      entry: emit({ type: "ask" }),
      on: {
        accepted: "accepted",
        pending: { target: "waiting.pending", actions: "keepWait" },
        rejected: { target: "waiting.rejected", actions: "keepWait" },
        unanswered: { target: "waiting.unanswered", actions: "keepWait" },
        disconnected: "offline",
      },
    },
    waiting: {
      initial: "unanswered",
      after: { wait: "asking" },
      on: { disconnected: "offline" },
      states: {
        pending: { on: { triggered: "#registration.asking" } }, // B02.FR.04
        rejected: {}, // B03.FR.02: not before its time, whatever happens
        unanswered: { on: { triggered: "#registration.asking" } },
        asBefore: { type: "history" },
      },
    },
    accepted: {
      description: "for this life; a new connection with the same CSMS is no new boot",
      on: { forgotten: "offline" },
    },
  },
});
