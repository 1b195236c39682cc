import type { Logger } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { CallFailure, CsmsLink, OutboxCodec } from "./interface.js";

/** A message that must reach the CSMS and whose answer says little or nothing. */
export interface DurableNotification<Fact> {
  /** Of the facts in the outbox. */
  readonly kind: string;
  /** The message in the version that is spoken, or `null` where that has none. */
  encode(fact: Fact, version: OcppVersion): { action: string; payload: object } | null;
  /** Told the answer of the CSMS; absent: that says nothing. */
  delivered?(fact: Fact, response: object): void;
  /** What becomes of one that waits when the station goes offline; absent: it stays as it is. */
  wentOffline?(fact: Fact): Fact;
  /** What a log calls it. */
  describe(fact: Fact): string;
}

/**
 * Registers such a message with the outbox of the link.
 * @returns what stores one to be sent
 */
export function createDurableNotification<Fact>(
  { outbox }: Pick<CsmsLink, "outbox">,
  logger: Logger,
  notification: DurableNotification<Fact>,
): (fact: Fact) => void {
  outbox.register<Fact>(notification.kind, new NotificationCodec(notification, logger));
  return (fact) => outbox.enqueue(notification.kind, fact);
}

/** A class, so that the stations of a process share its methods. */
class NotificationCodec<Fact> implements OutboxCodec<Fact> {
  readonly #notification: DurableNotification<Fact>;
  readonly #logger: Logger;

  constructor(notification: DurableNotification<Fact>, logger: Logger) {
    this.#notification = notification;
    this.#logger = logger;
  }

  encode(fact: Fact, version: OcppVersion): { action: string; payload: object } | null {
    return this.#notification.encode(fact, version);
  }

  delivered(fact: Fact, response: object): void {
    this.#notification.delivered?.(fact, response);
  }

  discarded(fact: Fact, failure: CallFailure): void {
    this.#logger.warn(
      { failure: failure.kind },
      `the CSMS did not take ${this.#notification.describe(fact)}`,
    );
  }

  /** A CSMS that does not know the message will not learn it, and transactions wait behind it. */
  isFinal(failure: CallFailure): boolean {
    return failure.kind === "rpcError" && ["NotImplemented", "NotSupported"].includes(failure.code);
  }

  wentOffline(fact: Fact): Fact {
    return this.#notification.wentOffline?.(fact) ?? fact;
  }
}
