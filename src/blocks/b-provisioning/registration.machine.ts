import { setup } from "xstate";

/** What happens to a registration. A time that ran out is an event, so that the chart needs no timers. */
export type RegistrationEvent =
  /** `waits`: the time of the answer before has not come yet. */
  | { type: "connected"; waits: boolean }
  | { type: "disconnected" }
  | { type: "accepted" | "pending" | "rejected" | "unanswered" }
  /** Another CSMS will be at the other end (B10.FR.10). */
  | { type: "forgotten" }
  | { type: "triggered" }
  | { type: "waitElapsed" };

/** What the chart asks of its surroundings; `ask`: the BootNotification is to be sent. */
export type RegistrationAction = "ask" | "startWaiting" | "stopWaiting";

// The chart only names its actions: it is stepped, and the registration carries them out.
const named = (): void => undefined;

/**
 * How a station comes to be accepted by its CSMS: it asks, and asks again when it was told to wait. The wait
 * is the interval of the answer (B02.FR.08, B03.FR.06) or the station's own (B02.FR.07, B03.FR.05). A lost
 * connection does not shorten it (B02.FR.04).
 */
export const registrationMachine = setup({
  types: {} as { events: RegistrationEvent },
  guards: { mustWait: ({ event }) => event.type === "connected" && event.waits },
  actions: {
    ask: named,
    startWaiting: named,
    stopWaiting: named,
  } satisfies Record<RegistrationAction, () => void>,
}).createMachine({
  id: "registration",
  initial: "offline",
  states: {
    offline: {
      on: {
        connected: [{ guard: "mustWait", target: "waiting.asBefore" }, { target: "asking" }],
      },
    },
    asking: {
      entry: "ask",
      on: {
        accepted: "accepted",
        pending: "waiting.pending",
        rejected: "waiting.rejected",
        unanswered: "waiting.unanswered",
        disconnected: "offline",
      },
    },
    waiting: {
      initial: "unanswered",
      entry: "startWaiting",
      exit: "stopWaiting",
      on: { waitElapsed: "asking", disconnected: "offline" },
      states: {
        pending: { on: { triggered: "#registration.asking" } }, // B02.FR.04
        rejected: {}, // B03.FR.02: not before its time, whatever happens
        unanswered: { on: { triggered: "#registration.asking" } },
        asBefore: { type: "history" },
      },
    },
    accepted: {
      description: "for this life; a new connection with the same CSMS is no new boot",
      // OCPP 1.6 may trigger another one; until it is answered the station stays accepted.
      on: { forgotten: "offline", triggered: "asking" },
    },
  },
});
