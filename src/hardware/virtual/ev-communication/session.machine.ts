import { setup } from "xstate";
import { createStepper } from "../../../kernel/index.js";
import type { V2gPhase } from "../../ev-communication.js";

/** What happens in a session between an EV and an EVSE. */
export type V2gEvent =
  | "begin"
  | "askForCertificate"
  | "certificateAnswered"
  | "identify"
  | "grant"
  | "refuse"
  | "agree"
  | "renegotiate"
  | "end";

/** Where a session stands. */
export type V2gState = "none" | "awaitingCertificate" | V2gPhase;

/** The chart of a session as the EV lives it (ISO 15118-2). */
export const v2gSessionMachine = setup({ types: {} as { events: { type: V2gEvent } } }).createMachine({
  id: "v2gSession",
  initial: "none",
  states: {
    none: { on: { begin: "identifying" } },
    identifying: {
      on: { askForCertificate: "awaitingCertificate", identify: "awaitingAuthorization", end: "none" },
    },
    awaitingCertificate: { on: { certificateAnswered: "identifying", end: "none" } },
    awaitingAuthorization: { on: { grant: "awaitingSchedules", refuse: "refused", end: "none" } },
    awaitingSchedules: { on: { agree: "charging", end: "none" } },
    charging: { on: { renegotiate: "renegotiating", end: "none" } },
    renegotiating: { on: { agree: "charging", end: "none" } },
    refused: { on: { end: "none" } },
  },
});

const stepper = createStepper(v2gSessionMachine);

/** The state after `event`, or `null` where it is not possible in this one. */
export function moveSession(state: V2gState, event: V2gEvent): V2gState | null {
  const snapshot = v2gSessionMachine.resolveState({ value: state });
  if (!snapshot.can({ type: event })) return null;
  const [next] = stepper.step(snapshot, { type: event });
  return next.value;
}

/** How far a session has come, as the station sees it; `null` where there is none. */
export function phaseOf(state: V2gState): V2gPhase | null {
  if (state === "none") return null;
  return state === "awaitingCertificate" ? "identifying" : state;
}
