import type { Clock, Duration, Timer } from "../kernel/index.js";

/** How a CALL of the CSMS ended. */
export type CallOutcome =
  | { readonly kind: "response"; readonly payload: Readonly<Record<string, unknown>> }
  | {
      readonly kind: "callError";
      readonly code: string;
      readonly description: string;
      readonly details: unknown;
    }
  | { readonly kind: "invalidResponse"; readonly description: string; readonly payload: unknown }
  | { readonly kind: "timeout" }
  | { readonly kind: "disconnected" };

/** A CALL that waits for its turn or for its answer. */
export interface OutgoingCall {
  readonly messageId: string;
  readonly action: string;
  readonly payload: unknown;
  readonly timeout: Duration;
  readonly finish: (outcome: CallOutcome) => void;
}

/** The CALLs of a CSMS to one connection: one is out, the others wait (OCPP-J 4.1.1). */
export class CallQueue {
  readonly #clock: Clock;
  readonly #send: (call: OutgoingCall) => void;
  #waiting: OutgoingCall[] = [];
  #open: { readonly call: OutgoingCall; readonly timer: Timer } | null = null;

  /** @param send puts the CALL on the wire; must not throw */
  constructor(clock: Clock, send: (call: OutgoingCall) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  add(call: OutgoingCall): void {
    this.#waiting.push(call);
    this.#next();
  }

  /** The CALL that is out under this id. */
  open(messageId: string): OutgoingCall | undefined {
    return this.#open?.call.messageId === messageId ? this.#open.call : undefined;
  }

  /** Ends the CALL that is out and sends the next. */
  finish(outcome: CallOutcome): void {
    const open = this.#open;
    if (!open) return;
    open.timer.cancel();
    this.#open = null;
    open.call.finish(outcome);
    this.#next();
  }

  /** Ends all of them as `disconnected`. */
  abandon(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.finish({ kind: "disconnected" });
    for (const call of waiting) call.finish({ kind: "disconnected" });
  }

  #next(): void {
    if (this.#open) return;
    const call = this.#waiting.shift();
    if (!call) return;
    const timer = this.#clock.timer(`response to ${call.action}`, call.timeout, () =>
      this.finish({ kind: "timeout" }),
    );
    this.#open = { call, timer };
    this.#send(call);
  }
}
