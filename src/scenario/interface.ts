import type { ActionArguments, ActionName } from "./action-arguments.js";

/** A script of people and EVs, as its file says. */
export interface Scenario {
  /** As the file, without `.yaml`. */
  readonly name: string;
  readonly description: string;
  /** Versions whose messages it expects; absent: any. */
  readonly ocpp?: readonly string[];
  /** Initial values for a station of its own; one that runs keeps its own. */
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
  readonly steps: readonly Step[];
}

/** What a scenario may wait for; all of it must be so at the same instant. */
export interface Until {
  /** Seconds; 60 where absent. */
  readonly within?: number;
  /** 1 where absent. */
  readonly evseId?: number;
  /** Of {@link Until.cable} and {@link Until.locked}; 1 where absent. */
  readonly connectorId?: number;
  /** Per cent, at least. */
  readonly stateOfCharge?: number;
  readonly energyTransfer?: string;
  readonly availability?: string;
  readonly transaction?: "started" | "ended";
  readonly chargingState?: string;
  /** Watts. */
  readonly powerAbove?: number;
  /** Watts. */
  readonly powerBelow?: number;
  /** Wh of the transaction. */
  readonly energyAbove?: number;
  readonly cable?: string;
  readonly locked?: boolean;
  readonly reserved?: boolean;
  /** To the CSMS. */
  readonly connected?: boolean;
  readonly registration?: string;
  /** At most. */
  readonly queuedMessages?: number;
  /** A part of what a driver reads. */
  readonly display?: string;
}

/** A message on the wire, as the station sees it. */
export interface MessagePattern {
  /** `sent` where absent. */
  readonly direction?: "sent" | "received";
  /** `CALL` where absent. */
  readonly messageType?: "CALL" | "CALLRESULT" | "CALLERROR";
  readonly action: string;
  /** A part of the payload; of a list, some of its elements. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** What the steps that are no actions are given. */
interface OtherArguments {
  /** Seconds, or a chance of them by the seed of the run. */
  wait: number | { readonly from: number; readonly to: number };
  until: Until;
  /** `within` in seconds; 60 where absent. */
  expect: MessagePattern & { readonly within?: number };
  /** `for` in seconds. */
  expectNot: MessagePattern & { readonly for: number };
  /** An action that the station must refuse. */
  refused: ActionOf<ActionName>;
  repeat: { readonly times: number; readonly steps: readonly Step[] };
}

type StepArguments = ActionArguments & OtherArguments;

/** One action: an object with its name as the only key. */
export type ActionOf<Name extends ActionName> = {
  readonly [N in Name]: { readonly [K in N]: ActionArguments[N] };
}[Name];

/** One step of a file: an object with its name as the only key. */
export type Step = {
  readonly [N in keyof StepArguments]: { readonly [K in N]: StepArguments[N] };
}[keyof StepArguments];

/** Where a step of a run stands. */
export type StepOutcome = "pending" | "running" | "passed" | "failed" | "skipped";

/** One step of a run. */
export interface StepState {
  /** Its place in the file, from 1; inside a repetition `3.2`, with the round. */
  readonly step: string;
  /** What it does, for people. */
  readonly text: string;
  readonly outcome: StepOutcome;
  /** Seconds of the station's time since the run began, at which it ended. */
  readonly endedAt?: number;
  /** Why it failed. */
  readonly because?: string;
}

/** What a run waits for. */
export interface AwaitedNow {
  readonly what: string;
  /** Seconds of the station's time, rounded up. */
  readonly secondsLeft: number;
  /** Seconds of the station's time. */
  readonly ofSeconds: number;
}

/** Schema ScenarioRun of the station API. */
export interface ScenarioRunState {
  readonly scenario: string;
  readonly description: string;
  /** Repeats the chances of this run. */
  readonly seed: number;
  readonly status: "running" | "passed" | "failed" | "stopped";
  /** A sentence; `null` while it runs. */
  readonly verdict: string | null;
  /** Seconds of the station's time since it began. */
  readonly seconds: number;
  readonly waitingFor: AwaitedNow | null;
  readonly steps: readonly StepState[];
}
