import type { Store, Table } from "./store.js";

/**
 * A store that keeps nothing across processes, for tests and for stations of a fleet that need not survive.
 * It copies values in and out as JSON, so that it cannot hide a fact that would not survive the real one.
 */
export function createMemoryStore(): Store {
  const tables = new Map<string, Map<string, string>>();
  let depth = 0;

  return {
    table: <T>(name: string) => new MemoryTable<T>(tables, name),
    transaction(work) {
      const before =
        depth === 0 ? new Map([...tables].map(([name, rows]) => [name, new Map(rows)])) : undefined;
      depth++;
      try {
        return work();
      } catch (error) {
        if (before) {
          tables.clear();
          for (const [name, rows] of before) tables.set(name, rows);
        }
        throw error;
      } finally {
        depth--;
      }
    },
    close: () => undefined,
  };
}

/** One of a station's many tables; a class, so that they share their methods. */
class MemoryTable<T> implements Table<T> {
  readonly #tables: Map<string, Map<string, string>>;
  readonly #name: string;

  constructor(tables: Map<string, Map<string, string>>, name: string) {
    this.#tables = tables;
    this.#name = name;
  }

  get(key: string): T | undefined {
    const value = this.#rows?.get(key);
    return value === undefined ? undefined : (JSON.parse(value) as T);
  }

  put(key: string, value: T): void {
    const rows = this.#rows ?? new Map<string, string>();
    this.#tables.set(this.#name, rows.set(key, JSON.stringify(value)));
  }

  delete(key: string): void {
    this.#rows?.delete(key);
  }

  entries(): [string, T][] {
    return [...(this.#rows ?? [])]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, value]) => [key, JSON.parse(value) as T]);
  }

  clear(): void {
    this.#tables.delete(this.#name);
  }

  get #rows(): Map<string, string> | undefined {
    return this.#tables.get(this.#name);
  }
}
