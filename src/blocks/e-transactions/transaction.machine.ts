import { setup, type SnapshotFrom } from "xstate";

/** What the machine is asked about a refused idToken: the settings of E05 at that moment. */
export interface RefusalSettings {
  /** `TxCtrlr.StopTxOnInvalidId`. */
  readonly stopTxOnInvalidId: boolean;
  /** `TxCtrlr.MaxEnergyOnInvalidId` is set and not used up. */
  readonly energyAllowed: boolean;
}

/**
 * The authorization side of one transaction. Pure: stepped with `transition`, rebuilt from its stored state
 * name. The tag `energyAllowed` says whether energy may be offered.
 */
export const transactionMachine = setup({
  types: {} as {
    events:
      | { type: "authorized" }
      | { type: "authorizationEnded" }
      | ({ type: "idTokenRefused" } & RefusalSettings)
      | { type: "allowanceUsedUp" }
      | { type: "ended" };
    tags: "energyAllowed" | "authorized";
  },
  guards: {
    stopsOnInvalidId: ({ event }) => event.type === "idTokenRefused" && event.stopTxOnInvalidId,
    mayFinishAllowance: ({ event }) => event.type === "idTokenRefused" && event.energyAllowed,
  },
}).createMachine({
  id: "transaction",
  initial: "notAuthorized",
  on: { ended: ".ended" },
  states: {
    notAuthorized: { on: { authorized: "authorized" } },
    authorized: {
      tags: ["energyAllowed", "authorized"],
      on: {
        authorizationEnded: "noLongerAuthorized", // E07.FR.01, F03
        idTokenRefused: [
          { guard: "stopsOnInvalidId", target: "noLongerAuthorized" }, // E05.FR.09, E05.FR.10
          { guard: "mayFinishAllowance", target: "allowance" }, // E05.FR.03
          { target: "held" }, // E05.FR.02
        ],
      },
    },
    allowance: {
      tags: ["energyAllowed", "authorized"],
      description: "The CSMS refused the idToken; energy flows until MaxEnergyOnInvalidId is used up.",
      on: { allowanceUsedUp: "held", authorizationEnded: "noLongerAuthorized" },
    },
    held: {
      tags: ["authorized"],
      description: "The CSMS refused the idToken; not deauthorized, but no energy: SuspendedEVSE.",
      on: { authorizationEnded: "noLongerAuthorized" },
    },
    noLongerAuthorized: {
      description: "Energy needs another authorization; a different idToken is not taken (C01.FR.23).",
      on: { authorized: "authorized" },
    },
    ended: { type: "final" },
  },
});

export type TransactionSnapshot = SnapshotFrom<typeof transactionMachine>;
/** The machine's states, as they are stored. */
export type TransactionState =
  "notAuthorized" | "authorized" | "allowance" | "held" | "noLongerAuthorized" | "ended";
