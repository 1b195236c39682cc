import { setup } from "xstate";

/** What happens to a firmware update. */
export type UpdateEvent =
  | { type: "ordered" }
  /** The time to fetch it has come, and nothing stands in the way. */
  | { type: "mayFetch" }
  | { type: "fetched" }
  | { type: "fetchFailed" }
  | { type: "signatureGood" }
  | { type: "signatureBad" }
  /** The order asks for no signature. */
  | { type: "takenUnsigned" }
  /** The time to install it has come, and nothing stands in the way. */
  | { type: "mayInstall" }
  | { type: "installed" }
  | { type: "installFailed" }
  | { type: "activated" }
  | { type: "cancelled" };

/** The way of a firmware update (L01). Each state but `idle` is stored, so that a power cut changes nothing. */
export const firmwareUpdateMachine = setup({ types: {} as { events: UpdateEvent } }).createMachine({
  initial: "idle",
  on: { cancelled: ".idle" },
  states: {
    idle: { on: { ordered: "waitingToFetch" } },
    waitingToFetch: {
      description: "retrieveDateTime is in the future, or transactions are in the way",
      on: { mayFetch: "fetching" },
    },
    fetching: { on: { fetched: "verifying", fetchFailed: "idle" } },
    verifying: {
      on: { signatureGood: "waitingToInstall", takenUnsigned: "waitingToInstall", signatureBad: "idle" },
    },
    waitingToInstall: {
      description: "installDateTime is in the future, or transactions are in the way",
      on: { mayInstall: "installing" },
    },
    installing: { on: { installed: "activating", installFailed: "idle" } },
    activating: {
      description: "The new firmware starts: after a reboot, or at once where the station can do that.",
      on: { activated: "idle", installFailed: "idle" },
    },
  },
});

export type UpdatePhase = keyof typeof firmwareUpdateMachine.states & string;
