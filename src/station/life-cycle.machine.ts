import { setup } from "xstate";

/**
 * The life of a station: power comes and goes, it boots, registers with its CSMS, runs, and restarts. It
 * is stepped.
 */
export const lifeCycleMachine = setup({
  types: {} as {
    events:
      | { type: "powered" }
      | { type: "started" }
      | { type: "accepted" }
      | { type: "resetRequested" }
      | { type: "powerCut" };
  },
}).createMachine({
  id: "station",
  initial: "off",
  states: {
    off: { on: { powered: "booting" } },
    booting: { on: { started: "registering", powerCut: "off" } },
    registering: { on: { accepted: "running", resetRequested: "resetting", powerCut: "off" } },
    running: { on: { resetRequested: "resetting", powerCut: "off" } },
    resetting: { on: { powered: "booting", powerCut: "off" } },
  },
});

/** The states of {@link lifeCycleMachine}. */
export type LifePhase = "off" | "booting" | "registering" | "running" | "resetting";
