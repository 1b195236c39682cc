import { orderedKey, type Store, type Table } from "../kernel/index.js";

/** A fact as it lies on disk. */
export interface StoredFact {
  readonly kind: string;
  readonly fact: unknown;
}

/** Where the queue begins and ends. */
interface Bounds {
  /** The number of the oldest fact; without gaps up to `next`, since only the oldest ever leaves. */
  readonly first: number;
  /** The number of the next fact; grows for ever, so that no number comes twice. */
  readonly next: number;
  /** Facts below this number know that the station was offline while they waited. */
  readonly marked: number;
}

const EMPTY: Bounds = { first: 0, next: 0, marked: 0 };

/**
 * The facts of the outbox on disk, numbered in the order of their coming. Nothing of it is kept in memory: a
 * transaction of the caller that rolls back takes its facts with it, and a hundred thousand facts cost nothing.
 */
export class FactQueue {
  readonly #store: Store;
  readonly #facts: Table<StoredFact>;
  readonly #aside: Table<StoredFact>;
  readonly #state: Table<Bounds>;

  constructor(store: Store) {
    this.#store = store;
    this.#facts = store.table("outbox");
    this.#aside = store.table("outboxAside");
    this.#state = store.table("outboxBounds");
  }

  get length(): number {
    const { first, next } = this.#bounds();
    return next - first;
  }

  /** The number that the next fact will get: all facts below it were there before. */
  get next(): number {
    return this.#bounds().next;
  }

  add(stored: StoredFact): void {
    this.#store.transaction(() => {
      const bounds = this.#bounds();
      this.#facts.put(orderedKey(bounds.next), stored);
      this.#save({ ...bounds, next: bounds.next + 1 });
    });
  }

  /** The number of the oldest fact, or `null` where none waits. */
  oldest(): number | null {
    const { first, next } = this.#bounds();
    return first === next ? null : first;
  }

  /** @throws StorageError where it is damaged */
  read(number: number): StoredFact | undefined {
    return this.#facts.get(orderedKey(number));
  }

  /** Removes the oldest fact, together with what `alongside` writes. */
  remove(number: number, alongside: () => void): void {
    this.#store.transaction(() => {
      this.#facts.delete(orderedKey(number));
      this.#passBy(number);
      alongside();
    });
  }

  /** Takes the oldest fact out of the queue but keeps it on disk, for a person to look at. */
  setAside(number: number, readable: StoredFact | undefined): void {
    this.#store.transaction(() => {
      if (readable) {
        this.#facts.delete(orderedKey(number));
        this.#aside.put(orderedKey(number), readable);
      }
      this.#passBy(number);
    });
  }

  /** All facts, oldest first; one that cannot be read is left out. */
  *facts(onDamaged: (error: unknown) => void): Iterable<StoredFact> {
    const { first, next } = this.#bounds();
    for (let number = first; number < next; number++) {
      const stored = this.#readIfPossible(number, onDamaged);
      if (stored) yield stored;
    }
  }

  /** Rewrites the facts that were not yet told that the station is offline (E11.FR.07). */
  markOffline(change: (stored: StoredFact) => StoredFact, onDamaged: (error: unknown) => void): void {
    this.#store.transaction(() => {
      const bounds = this.#bounds();
      for (let number = Math.max(bounds.first, bounds.marked); number < bounds.next; number++) {
        const stored = this.#readIfPossible(number, onDamaged);
        const changed = stored && change(stored);
        if (changed && changed !== stored) this.#facts.put(orderedKey(number), changed);
      }
      if (bounds.marked !== bounds.next) this.#save({ ...bounds, marked: bounds.next });
    });
  }

  #readIfPossible(number: number, onDamaged: (error: unknown) => void): StoredFact | undefined {
    try {
      return this.read(number);
    } catch (error) {
      onDamaged(error);
      return undefined;
    }
  }

  #passBy(number: number): void {
    this.#save({ ...this.#bounds(), first: number + 1 });
  }

  #bounds(): Bounds {
    return this.#state.get("bounds") ?? EMPTY;
  }

  #save(bounds: Bounds): void {
    this.#state.put("bounds", bounds);
  }
}
