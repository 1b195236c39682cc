import { assign, setup } from "xstate";
import type { SupplyLimit } from "../../hardware/index.js";
import type { Duration } from "../../kernel/index.js";

/** What was decided for an EVSE, and how long that stands. */
export interface LimitDecision {
  /** `null`: nothing limits it. */
  readonly limit: SupplyLimit | null;
  /** `null`: until something happens. */
  readonly standsFor: Duration | null;
}

/** What the limit of an EVSE acts on. */
export interface LimitEffects {
  /** Puts the limit on the EVSE. */
  readonly apply: (limit: SupplyLimit | null) => void;
  /** The decision has stood for its time; another is due. */
  readonly due: () => void;
}

/**
 * The limit of one EVSE: whether one holds, and whether the decision will have to be taken anew. There is a timer
 * only while it will.
 */
export const evseLimitMachine = setup({
  types: {} as {
    input: LimitEffects;
    context: LimitEffects & { standsFor: number };
    events: { type: "decided" } & LimitDecision;
  },
  delays: { untilChange: ({ context }) => context.standsFor },
  guards: {
    nothingLimits: ({ event }) => event.limit === null,
    nothingIsLeft: ({ event }) => event.limit !== null && (event.limit.amps === 0 || event.limit.watts === 0),
    willChange: ({ event }) => event.standsFor !== null,
  },
  actions: {
    apply: ({ context, event }) => context.apply(event.limit),
    callForDecision: ({ context }) => context.due(),
    noteHowLong: assign(({ event }) => ({ standsFor: event.standsFor ?? 0 })),
  },
}).createMachine({
  id: "evseLimit",
  context: ({ input }) => ({ ...input, standsFor: 0 }),
  type: "parallel",
  states: {
    limit: {
      initial: "free",
      on: {
        decided: [
          { guard: "nothingLimits", target: ".free", actions: "apply" },
          { guard: "nothingIsLeft", target: ".suspending", actions: "apply" },
          { target: ".reducing", actions: "apply" },
        ],
      },
      states: { free: {}, reducing: {}, suspending: {} },
    },
    outlook: {
      initial: "settled",
      on: {
        decided: [
          { guard: "willChange", target: ".changing", actions: "noteHowLong" },
          { target: ".settled" },
        ],
      },
      states: {
        settled: {},
        changing: { after: { untilChange: { target: "settled", actions: "callForDecision" } } },
      },
    },
  },
});
