import { Milliseconds, type Clock, type Logger, type Random, type Timer } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { DurableOutbox, ReadyFact } from "./durable-outbox.js";
import { CallFailed, type CallFailure, type TrafficRules } from "./interface.js";
import { RecentCalls } from "./recent-calls.js";
import type { LinkSettings, LinkValidators } from "./settings.js";

/** What the CSMS said to a CALL. */
type Answer = { readonly response: object } | { readonly failure: CallFailure };

interface WaitingCall {
  readonly action: string;
  readonly payload: object;
  readonly instructed: boolean;
  /** Facts below this number were queued before, and go first. */
  readonly behind: number;
  readonly done: (answer: Answer) => void;
}

interface Outstanding {
  readonly messageId: string;
  readonly action: string;
  readonly timer: Timer;
  readonly done: (answer: Answer) => void;
}

export interface SenderAbilities {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly settings: Pick<LinkSettings, "messageTimeout" | "messageAttempts" | "messageAttemptInterval">;
  readonly outbox: DurableOutbox;
  readonly rules: () => TrafficRules;
  /** Puts a CALL on the wire. */
  readonly transmit: (messageId: string, action: string, payload: object) => void;
}

/**
 * Our CALLs: one outstanding at a time (OCPP 2.0.1 Part 4, 4.1.1), calls and facts of the outbox in the order of
 * their coming. A fact that may not go now holds back the facts behind it, not the calls.
 */
export class Sender {
  readonly #abilities: SenderAbilities;
  readonly #recent = new RecentCalls();
  #calls: WaitingCall[] = [];
  #outstanding: Outstanding | undefined;
  #connection: { version: OcppVersion; validators: LinkValidators } | undefined;
  /** The oldest fact where it has failed, and the timer until its next transmission. */
  #failing: { number: number; failures: number; retry: Timer | undefined } | undefined;
  #awake = false;

  constructor(abilities: SenderAbilities) {
    this.#abilities = abilities;
  }

  opened(version: OcppVersion, validators: LinkValidators): void {
    this.#connection = { version, validators };
    this.wake();
  }

  /** Fails every call; the facts stay, and what was under way does not count as a failed attempt. */
  closed(): void {
    this.#connection = undefined;
    const outstanding = this.#outstanding;
    const calls = this.#calls;
    this.#outstanding = undefined;
    this.#calls = [];
    outstanding?.timer.cancel();
    outstanding?.done({ failure: { kind: "offline" } });
    for (const call of calls) call.done({ failure: { kind: "offline" } });
  }

  /** Forgets the retry timer, for a link that stops. */
  stopped(): void {
    this.#failing?.retry?.cancel();
    this.#failing = undefined;
  }

  call(action: string, payload: object, instructed: boolean): Promise<object> {
    if (!this.#connection) return Promise.reject(new CallFailed(action, { kind: "offline" }));
    return new Promise((resolve, reject) => {
      this.#calls.push({
        action,
        payload,
        instructed,
        behind: this.#abilities.outbox.next,
        done: (answer) =>
          "failure" in answer ? reject(new CallFailed(action, answer.failure)) : resolve(answer.response),
      });
      this.wake();
    });
  }

  /** The action of a CALL of ours that is outstanding or was of late, for the trace. */
  actionOf(messageId: string): string | undefined {
    return this.#outstanding?.messageId === messageId
      ? this.#outstanding.action
      : this.#recent.actionOf(messageId);
  }

  /** A CALLRESULT came. @returns what is wrong with it, or `null` */
  resultReceived(messageId: string, payload: object): string | null {
    const outstanding = this.#take(messageId);
    if (!outstanding) return this.#unexpected(messageId);
    const violation = this.#connection?.validators.validateResponse(outstanding.action, payload);
    if (!violation) {
      outstanding.done({ response: payload });
      this.wake();
      return null;
    }
    const { description } = violation;
    this.#abilities.logger.warn(`The CSMS answered ${outstanding.action} against its schema: ${description}`);
    outstanding.done({ failure: { kind: "invalidResponse", description } });
    this.wake();
    return `${outstanding.action} response: ${description}`;
  }

  /** A CALLERROR came. @returns what is wrong with it, or `null` */
  errorReceived(messageId: string, code: string, description: string): string | null {
    const outstanding = this.#take(messageId);
    if (!outstanding) return this.#unexpected(messageId);
    this.#abilities.logger.warn(`The CSMS answered ${outstanding.action} with ${code}: ${description}`);
    outstanding.done({ failure: { kind: "rpcError", code, description } });
    this.wake();
    return null;
  }

  /** An answer came that cannot be read but for its message id: the CALL it belongs to has failed. */
  brokenAnswerReceived(messageId: string, description: string): void {
    this.#take(messageId)?.done({ failure: { kind: "invalidResponse", description } });
    this.wake();
  }

  /**
   * Sends what may go, soon. Not at once: a fact may have been added inside a transaction that is still open, and
   * only what is on disk may go out.
   */
  wake(): void {
    if (this.#awake || !this.#connection) return;
    this.#awake = true;
    // queueMicrotask does the same, but has Node follow each as an asynchronous resource.
    void Promise.resolve().then(() => {
      this.#awake = false;
      try {
        this.#pump();
      } catch (error) {
        this.#abilities.logger.error({ err: error }, "Sending to the CSMS failed: internal error");
      }
    });
  }

  #pump(): void {
    while (this.#connection && !this.#outstanding) {
      const call = this.#calls.find((waiting) => this.#permission(waiting) !== "later");
      const oldest = this.#mayDrain() ? this.#abilities.outbox.oldest() : null;
      if (oldest !== null && (!call || oldest < call.behind)) {
        const fact = this.#abilities.outbox.prepare(this.#connection.version);
        if (fact) this.#sendFact(fact);
      } else if (call) {
        this.#sendCall(call);
      } else {
        return;
      }
    }
  }

  #permission({ action, instructed }: WaitingCall): boolean | "later" {
    return this.#abilities.rules().maySend(action, instructed);
  }

  #mayDrain(): boolean {
    return !this.#failing?.retry && this.#abilities.rules().mayDrain();
  }

  #sendCall(call: WaitingCall): void {
    this.#calls.splice(this.#calls.indexOf(call), 1);
    if (!this.#permission(call)) {
      // B01.FR.08, B02.FR.02, B03.FR.02
      call.done({ failure: { kind: "notAllowed" } });
      return;
    }
    const refusal = this.#ownViolation(call.action, call.payload);
    if (refusal) call.done({ failure: refusal });
    else this.#transmit(call.action, call.payload, call.done);
  }

  #sendFact(fact: ReadyFact): void {
    const refusal = this.#ownViolation(fact.action, fact.payload);
    if (refusal) {
      fact.discarded(refusal);
      return;
    }
    const version = this.#connection?.version;
    this.#transmit(fact.action, fact.payload, (answer) => {
      if ("failure" in answer) {
        this.#factFailed(fact, answer.failure);
      } else if (version) {
        this.#failing = undefined;
        fact.delivered(answer.response, version);
      }
    });
  }

  #factFailed(fact: ReadyFact, failure: CallFailure): void {
    if (failure.kind === "offline") return;
    const { settings, clock, logger } = this.#abilities;
    const failures = (this.#failing?.number === fact.number ? this.#failing.failures : 0) + 1;
    if (failures >= settings.messageAttempts() || fact.isFinal(failure)) {
      // E13.FR.04
      this.#failing = undefined;
      logger.warn(`${fact.action} is given up after ${failures} attempts: ${failure.kind}`);
      fact.discarded(failure);
      return;
    }
    // E13.FR.02, E13.FR.03
    const wait = Milliseconds(settings.messageAttemptInterval() * failures);
    logger.warn(`${fact.action} failed (${failure.kind}); sent again in ${wait / 1000} s`);
    const failing = { number: fact.number, failures, retry: undefined as Timer | undefined };
    failing.retry = clock.timer(`retry of ${fact.action}`, wait, () => {
      failing.retry = undefined;
      this.wake();
    });
    this.#failing = failing;
  }

  /** A message of ours against its own schema is a bug of ours: it is not sent. */
  #ownViolation(action: string, payload: object): CallFailure | null {
    const violation = this.#connection?.validators.validateRequest(action, payload);
    if (!violation) return null;
    const description = `not sent, it violates its schema: ${violation.description}`;
    this.#abilities.logger.error(`${action} was ${description}`);
    return { kind: "rpcError", code: violation.code, description };
  }

  #transmit(action: string, payload: object, done: (answer: Answer) => void): void {
    const { clock, random, settings, transmit, logger } = this.#abilities;
    const messageId = random.uuid();
    const timer = clock.timer(`response to ${action}`, settings.messageTimeout(), () => {
      this.#take(messageId);
      logger.warn(`The CSMS did not answer ${action} in time`);
      done({ failure: { kind: "timeout" } });
      this.wake();
    });
    this.#outstanding = { messageId, action, timer, done };
    transmit(messageId, action, payload);
  }

  #take(messageId: string): Outstanding | undefined {
    const outstanding = this.#outstanding;
    if (outstanding?.messageId !== messageId) return undefined;
    this.#outstanding = undefined;
    outstanding.timer.cancel();
    this.#recent.add(messageId, outstanding.action);
    return outstanding;
  }

  #unexpected(messageId: string): string {
    const late = this.#recent.actionOf(messageId);
    return late ? `a late or second answer to ${late} is ignored` : "an answer to no CALL of ours is ignored";
  }
}
