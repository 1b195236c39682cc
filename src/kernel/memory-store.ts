import type { Store, Table } from "./store.js";

/**
 * A store that keeps nothing across processes, for tests and for stations of a fleet that need not survive.
 * It copies values in and out as JSON, so that it cannot hide a fact that would not survive the real one.
 */
export function createMemoryStore(): Store {
  const rows: Rows = { tables: new Map(), undo: null };
  return {
    table: <T>(name: string) => new MemoryTable<T>(rows, name),
    transaction(work) {
      if (rows.undo) return work();
      const undo: Undo[] = [];
      rows.undo = undo;
      try {
        return work();
      } catch (error) {
        for (const change of undo.reverse()) takeBack(rows, change);
        throw error;
      } finally {
        rows.undo = null;
      }
    },
    close: () => undefined,
  };
}

function takeBack({ tables }: Rows, { name, key, value }: Undo): void {
  if (value === undefined) tables.get(name)?.delete(key);
  else tables.get(name)?.set(key, value);
}

/** A row as it was before a transaction changed it. */
interface Undo {
  readonly name: string;
  readonly key: string;
  readonly value: string | undefined;
}

interface Rows {
  readonly tables: Map<string, Map<string, string>>;
  /** What the running transaction has changed so far; `null` outside of one. */
  undo: Undo[] | null;
}

/** One of a station's many tables; a class, so that they share their methods. */
class MemoryTable<T> implements Table<T> {
  readonly #rows: Rows;
  readonly #name: string;

  constructor(rows: Rows, name: string) {
    this.#rows = rows;
    this.#name = name;
  }

  get(key: string): T | undefined {
    const value = this.#own?.get(key);
    return value === undefined ? undefined : (JSON.parse(value) as T);
  }

  put(key: string, value: T): void {
    this.#remember(key);
    const rows = this.#own ?? new Map<string, string>();
    this.#rows.tables.set(this.#name, rows.set(key, JSON.stringify(value)));
  }

  delete(key: string): void {
    this.#remember(key);
    this.#own?.delete(key);
  }

  entries(): [string, T][] {
    if (this.#own === undefined) return [];
    return [...this.#own]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, value]) => [key, JSON.parse(value) as T]);
  }

  clear(): void {
    for (const key of [...(this.#own?.keys() ?? [])]) this.delete(key);
  }

  #remember(key: string): void {
    this.#rows.undo?.push({ name: this.#name, key, value: this.#own?.get(key) });
  }

  get #own(): Map<string, string> | undefined {
    return this.#rows.tables.get(this.#name);
  }
}
