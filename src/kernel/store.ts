/**
 * Durable facts of a station. Every write is on disk when the call returns (or, inside
 * {@link Store.transaction}, when that returns): what must survive a power cut is written before it is
 * acknowledged or acted on.
 */
export interface Store {
  /** The named part of the store, made on first use. Values are plain JSON. */
  table<T>(name: string): Table<T>;
  /** Runs `work`; all its writes become durable together or, where it throws, not at all. May be nested. */
  transaction<R>(work: () => R): R;
  /** Flushes and releases the storage; later calls throw. */
  close(): void;
}

/** One kind of fact, by key. */
export interface Table<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  delete(key: string): void;
  /** All entries in ascending order of their keys (by code unit). */
  entries(): [string, T][];
  /** Removes all entries. */
  clear(): void;
}

/** A key that sorts in numeric order, for whole numbers from 0 to 10^15 - 1. */
export function orderedKey(n: number): string {
  return String(n).padStart(15, "0");
}
