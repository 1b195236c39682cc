import { InvariantError, messageOf, type Logger, type Store, type Unsubscribe } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import { FactQueue, type StoredFact } from "./fact-queue.js";
import type { CallFailure, Outbox, OutboxCodec } from "./interface.js";

/** The oldest fact as a message, ready to go. */
export interface ReadyFact {
  readonly number: number;
  readonly action: string;
  readonly payload: object;
  /** Takes it off the queue as answered. */
  delivered(response: object, version: OcppVersion): void;
  /** Takes it off the queue as given up. */
  discarded(failure: CallFailure): void;
  /** No further attempt can succeed. */
  isFinal(failure: CallFailure): boolean;
}

/** The {@link Outbox} and the side of it that the sender sees. */
export class DurableOutbox implements Outbox {
  readonly #queue: FactQueue;
  readonly #codecs = new Map<string, OutboxCodec<unknown>>();
  readonly #logger: Logger;
  readonly #wake: () => void;
  readonly #emptied = new Set<() => void>();

  /** @param wake called after a fact was added; its transaction may still roll back */
  constructor({ store, logger, wake }: { store: Store; logger: Logger; wake: () => void }) {
    this.#queue = new FactQueue(store);
    this.#logger = logger;
    this.#wake = wake;
  }

  get length(): number {
    return this.#queue.length;
  }

  onEmptied(listener: () => void): Unsubscribe {
    this.#emptied.add(listener);
    return () => void this.#emptied.delete(listener);
  }

  #tellIfEmpty(): void {
    if (this.length > 0) return;
    for (const listener of [...this.#emptied]) listener();
  }

  /** See {@link FactQueue.next}. */
  get next(): number {
    return this.#queue.next;
  }

  register<Fact>(kind: string, codec: OutboxCodec<Fact>): void {
    if (this.#codecs.has(kind)) throw new InvariantError(`the outbox knows ${kind} already`);
    this.#codecs.set(kind, codec as OutboxCodec<unknown>);
  }

  enqueue<Fact>(kind: string, fact: Fact): void {
    if (!this.#codecs.has(kind)) throw new InvariantError(`the outbox does not know ${kind}`);
    this.#queue.add({ kind, fact });
    this.#wake();
  }

  waiting(): readonly StoredFact[] {
    return [...this.#queue.facts(this.#onDamaged)];
  }

  /** The number of the oldest fact, or `null`. */
  oldest(): number | null {
    return this.#queue.oldest();
  }

  /** E11.FR.07: tells every waiting fact that the station went offline. */
  wentOffline(): void {
    this.#queue.markOffline((stored) => this.#markedOffline(stored), this.#onDamaged);
  }

  /** The oldest fact that has something to say in `version`; those that have not are dropped on the way. */
  prepare(version: OcppVersion): ReadyFact | null {
    for (let number = this.oldest(); number !== null; number = this.oldest()) {
      const ready = this.#prepareOne(number, version);
      if (ready) return ready;
    }
    return null;
  }

  #prepareOne(number: number, version: OcppVersion): ReadyFact | null {
    let stored: StoredFact | undefined;
    try {
      stored = this.#queue.read(number);
      const codec = stored && this.#codecs.get(stored.kind);
      if (!stored || !codec) {
        this.#logger.error(
          `A queued message of unknown kind "${stored?.kind ?? "?"}" is kept aside and not sent`,
        );
        this.#queue.setAside(number, stored);
        this.#tellIfEmpty();
        return null;
      }
      const message = codec.encode(stored.fact, version);
      if (message === null) {
        this.#queue.remove(number, () => undefined);
        this.#tellIfEmpty();
        return null;
      }
      return this.#ready(number, codec, stored.fact, message);
    } catch (error) {
      this.#logger.error(
        { err: error },
        `A queued message cannot be read and is kept aside: ${messageOf(error)}`,
      );
      this.#queue.setAside(number, stored);
      return null;
    }
  }

  #ready(
    number: number,
    codec: OutboxCodec<unknown>,
    fact: unknown,
    message: { action: string; payload: object },
  ): ReadyFact {
    const remove = (alongside: () => void): void => {
      try {
        this.#queue.remove(number, alongside);
        this.#tellIfEmpty();
      } catch (error) {
        // The CSMS has had its say, so the message must not be sent again because of our own bug.
        this.#logger.error({ err: error }, `The outcome of ${message.action} could not be processed`);
        this.#queue.remove(number, () => undefined);
      }
    };
    return {
      ...message,
      number,
      delivered: (response, version) => remove(() => codec.delivered(fact, response, version)),
      discarded: (failure) => remove(() => codec.discarded(fact, failure)),
      isFinal: (failure) => codec.isFinal?.(failure) ?? false,
    };
  }

  #markedOffline(stored: StoredFact): StoredFact {
    try {
      const fact = this.#codecs.get(stored.kind)?.wentOffline(stored.fact) ?? stored.fact;
      return fact === stored.fact ? stored : { kind: stored.kind, fact };
    } catch (error) {
      this.#logger.error({ err: error }, `A queued ${stored.kind} could not be marked as offline`);
      return stored;
    }
  }

  readonly #onDamaged = (error: unknown): void => {
    this.#logger.error(`A queued message cannot be read: ${messageOf(error)}`);
  };
}
