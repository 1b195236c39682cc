import type { Store, Table } from "./store.js";

/**
 * A store that keeps nothing across processes, for tests and for stations of a fleet that need not survive.
 * It copies values in and out as JSON, so that it cannot hide a fact that would not survive the real one.
 */
export function createMemoryStore(): Store {
  const memory = new Memory();
  return {
    table: <T>(name: string) => new MemoryTable<T>(memory, name),
    transaction: (work) => memory.transaction(work),
    close: () => undefined,
  };
}

/** The rows of all tables, and how to undo what an open transaction has written. */
class Memory {
  readonly #tables = new Map<string, Map<string, string>>();
  #undo: (() => void)[] | null = null;

  rows(table: string): Map<string, string> {
    const known = this.#tables.get(table);
    if (known) return known;
    const rows = new Map<string, string>();
    this.#tables.set(table, rows);
    return rows;
  }

  /** @param value `undefined`: the row goes */
  write(table: string, key: string, value: string | undefined): void {
    const rows = this.rows(table);
    const before = rows.get(key);
    this.#undo?.push(() => put(rows, key, before));
    put(rows, key, value);
  }

  transaction<R>(work: () => R): R {
    if (this.#undo) return work();
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return work();
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = null;
    }
  }
}

function put(rows: Map<string, string>, key: string, value: string | undefined): void {
  if (value === undefined) rows.delete(key);
  else rows.set(key, value);
}

/** One of a station's many tables; a class, so that they share their methods. */
class MemoryTable<T> implements Table<T> {
  readonly #memory: Memory;
  readonly #name: string;

  constructor(memory: Memory, name: string) {
    this.#memory = memory;
    this.#name = name;
  }

  get(key: string): T | undefined {
    const value = this.#rows.get(key);
    return value === undefined ? undefined : (JSON.parse(value) as T);
  }

  put(key: string, value: T): void {
    this.#memory.write(this.#name, key, JSON.stringify(value));
  }

  delete(key: string): void {
    this.#memory.write(this.#name, key, undefined);
  }

  entries(): [string, T][] {
    return [...this.#rows]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, value]) => [key, JSON.parse(value) as T]);
  }

  clear(): void {
    for (const key of [...this.#rows.keys()]) this.#memory.write(this.#name, key, undefined);
  }

  get #rows(): Map<string, string> {
    return this.#memory.rows(this.#name);
  }
}
