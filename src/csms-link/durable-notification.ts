import type { Logger } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { CsmsLink } from "./interface.js";

/** A message that must reach the CSMS and whose answer says nothing. */
export interface DurableNotification<Fact> {
  /** Of the facts in the outbox. */
  readonly kind: string;
  /** The message in the version that is spoken, or `null` where that has none. */
  encode(fact: Fact, version: OcppVersion): { action: string; payload: object } | null;
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
  { kind, encode, wentOffline = (fact) => fact, describe }: DurableNotification<Fact>,
): (fact: Fact) => void {
  outbox.register<Fact>(kind, {
    encode,
    delivered: () => undefined,
    discarded: (fact, failure) =>
      logger.warn({ failure: failure.kind }, `the CSMS did not take ${describe(fact)}`),
    // A CSMS that does not know the message will not learn it, and transactions wait behind it.
    isFinal: (failure) =>
      failure.kind === "rpcError" && ["NotImplemented", "NotSupported"].includes(failure.code),
    wentOffline,
  });
  return (fact) => outbox.enqueue(kind, fact);
}
