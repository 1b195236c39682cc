import type { ActionOutcome } from "../hardware/index.js";
import { OcttRefusal, type OcttArguments } from "./octt-arguments.js";

/** The two sets of calls: on the station under test, and on the EV. */
export type OcttFace = "sut" | "ev";

/** What a call is answered with. */
export interface OcttAnswer {
  readonly status: number;
  /** One line of text; empty where there is nothing to say. */
  readonly line: string;
}

/** One call of the OCTT. */
export interface OcttCall {
  /** The names of its arguments. */
  readonly accepts: readonly string[];
  /** Reads all arguments, then acts. Throws {@link OcttRefusal}. */
  perform(given: OcttArguments): void;
}

/** What the calls remember of each other since the process started. */
export interface OcttMemory {
  /** The OCTT drives the EV too, so the SUT's calls leave the EV's end of the cable alone. */
  evApiSeen: boolean;
  /** Where a SUT call has moved the EV's end in place of an EV API that had not been seen yet. */
  readonly evEndMoved: Map<string, "plugged" | "pulled">;
  /** By EVSE, what the EV API last said: an EV exists before it is plugged in. */
  readonly evReady: Map<number, boolean>;
}

/** Throws what a refused action means to the OCTT. */
export function throwRefusal(outcome: ActionOutcome): void {
  if (outcome) throw new OcttRefusal(outcome.refused === "unknown" ? 404 : 409, outcome.because);
}

/** The name of a connector in {@link OcttMemory}. */
export const connectorKey = (evseId: number, connectorId: number): string => `${evseId}/${connectorId}`;
