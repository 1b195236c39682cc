import { setup } from "xstate";
import { Seconds } from "../../kernel/index.js";

/**
 * How long the CSMS has for a schedule: an EV waits 60 s for its ChargeParameterDiscoveryRes (K15.FR.08), and the
 * way there takes its time.
 */
const LONGEST_WAIT = Seconds(55);

/** What the negotiation at an EVSE acts on. */
export interface NegotiationEffects {
  /** Tells the CSMS what the EV needs; `answered` is to follow. */
  readonly tellNeeds: () => void;
  /** Offers the EV what is to be expected now; `chosen` is to follow. */
  readonly offer: () => void;
  /** Asks the EV to tell its needs anew; `needsTold` is to follow. */
  readonly askEv: () => void;
  /** A TxProfile has come since the needs were told. */
  readonly hasNewProfile: () => boolean;
  /** Milliseconds until what was agreed is over. */
  readonly untilOver: () => number;
}

/** What happens to a negotiation. */
export type NegotiationEvent =
  | { type: "needsTold" }
  /** `willProvide`: a profile will come at once. */
  | { type: "answered"; willProvide: boolean }
  | { type: "profileCame" }
  | { type: "chosen" }
  /** What is to be expected is no longer what was agreed. */
  | { type: "outlookChanged" };

/** An EV and its EVSE agree on a charging schedule: first (K15), by the EV's wish (K17), by that of the CSMS (K16). */
export const evNegotiationMachine = setup({
  types: {} as { input: NegotiationEffects; context: NegotiationEffects; events: NegotiationEvent },
  delays: {
    longestWait: LONGEST_WAIT,
    untilOver: ({ context }) => context.untilOver(),
  },
  guards: {
    profileIsThere: ({ context, event }) =>
      event.type === "answered" && event.willProvide && context.hasNewProfile(),
    profileWillCome: ({ event }) => event.type === "answered" && event.willProvide,
  },
  actions: {
    tellNeeds: ({ context }) => context.tellNeeds(),
    offer: ({ context }) => context.offer(),
    askEv: ({ context }) => context.askEv(),
  },
}).createMachine({
  id: "evNegotiation",
  context: ({ input }) => input,
  initial: "idle",
  states: {
    idle: { on: { needsTold: "toldCsms" } },
    // K15.FR.01, K17.FR.01
    toldCsms: {
      initial: "asking",
      entry: "tellNeeds",
      after: { longestWait: "offered" },
      on: { needsTold: { target: "toldCsms", reenter: true } },
      states: {
        asking: {
          on: {
            answered: [
              { guard: "profileIsThere", target: "#evNegotiation.offered" },
              { guard: "profileWillCome", target: "awaitingProfile" },
              { target: "#evNegotiation.offered" }, // K15.FR.04, K15.FR.05, K15.FR.15
            ],
          },
        },
        awaitingProfile: { on: { profileCame: "#evNegotiation.offered" } },
      },
    },
    offered: { entry: "offer", on: { chosen: "agreed", needsTold: "toldCsms" } },
    agreed: {
      // Where the schedule is over the CSMS may make another: it hears of the needs again.
      after: { untilOver: { actions: "askEv" } },
      on: { needsTold: "toldCsms", outlookChanged: "renegotiating" },
    },
    // K16.FR.02; the CSMS does not hear of the needs again (K16.FR.09).
    renegotiating: { entry: "askEv", on: { needsTold: "offered" } },
  },
});
