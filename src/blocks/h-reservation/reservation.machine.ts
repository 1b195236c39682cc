import { setup } from "xstate";
import type { Duration } from "../../kernel/index.js";

/** What ends a reservation before its time. */
export type ReservationEvent =
  | { type: "used" }
  | { type: "cancelled" }
  | { type: "replaced" }
  | { type: "removed" }
  /** Reservations were disabled for a while, and somebody charges at its EVSE. */
  | { type: "overtaken" };

/**
 * A reservation, from when it is accepted to its end. After a restart, or when the clock was set, it begins
 * anew with the time that is left.
 */
export const reservationMachine = setup({
  types: {} as { input: { timeLeft: Duration }; context: { timeLeft: Duration }; events: ReservationEvent },
  delays: { timeLeft: ({ context }) => context.timeLeft },
  guards: { isOver: ({ context }) => context.timeLeft <= 0 },
}).createMachine({
  id: "reservation",
  context: ({ input }) => input,
  initial: "pending",
  states: {
    pending: {
      description: "An EVSE is kept for the driver.",
      always: { guard: "isOver", target: "expired" },
      after: { timeLeft: "expired" }, // H04.FR.01
      on: {
        used: "used", // H03.FR.09
        cancelled: "cancelled", // H02.FR.02
        replaced: "replaced", // H01.FR.02
        removed: "removed", // H01.FR.16, H01.FR.17
        overtaken: "expired", // Part 2, chapter 2 of the variables: "considered expired"
      },
    },
    used: { type: "final" },
    cancelled: { type: "final" },
    replaced: { type: "final" },
    expired: { type: "final" },
    removed: { type: "final" },
  },
});

/** How a reservation ends. */
export type ReservationEnd = Exclude<keyof typeof reservationMachine.states & string, "pending">;
