import { setup } from "xstate";
import type { Duration } from "../../kernel/index.js";

/**
 * One authorization of a driver at an EVSE, from the moment it is granted: it waits for the EV for
 * EVConnectionTimeOut, and lasts until it is ended.
 */
export const authorizationMachine = setup({
  types: {} as {
    input: { evConnected: boolean; connectionTimeout: Duration };
    context: { evConnected: boolean; connectionTimeout: Duration };
    events: { type: "evConnected" } | { type: "evDisconnected"; waits: boolean } | { type: "ended" };
  },
  delays: { evConnectionTimeOut: ({ context }) => context.connectionTimeout },
  guards: {
    alreadyConnected: ({ context }) => context.evConnected,
    waitsForReturn: ({ event }) => event.type === "evDisconnected" && event.waits,
  },
}).createMachine({
  id: "authorization",
  context: ({ input }) => input,
  initial: "granted",
  on: { ended: ".ended" },
  states: {
    granted: { always: [{ guard: "alreadyConnected", target: "inUse" }, { target: "waitingForEv" }] },
    waitingForEv: {
      on: { evConnected: "inUse" },
      after: { evConnectionTimeOut: "timedOut" }, // C01.FR.26, E03.FR.05, E10.FR.02
    },
    inUse: {
      on: {
        evDisconnected: [{ guard: "waitsForReturn", target: "waitingForEv" }, { target: "interrupted" }],
      },
    },
    interrupted: {
      description: "The EV's end was pulled and the locked cable stays with the station (E10.FR.01).",
      on: { evConnected: "inUse" },
    },
    timedOut: { type: "final" },
    ended: { type: "final" },
  },
});
