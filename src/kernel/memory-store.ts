import type { Store, Table } from "./store.js";

/**
 * A store that keeps nothing across processes, for tests and for stations of a fleet that need not survive.
 * It copies values in and out as JSON, so that it cannot hide a fact that would not survive the real one.
 */
export function createMemoryStore(): Store {
  const tables = new Map<string, Map<string, string>>();
  let depth = 0;

  const table = <T>(name: string): Table<T> => {
    const rows = (): Map<string, string> => {
      const existing = tables.get(name);
      if (existing) return existing;
      const made = new Map<string, string>();
      tables.set(name, made);
      return made;
    };
    return {
      get: (key) => {
        const value = tables.get(name)?.get(key);
        return value === undefined ? undefined : (JSON.parse(value) as T);
      },
      put: (key, value) => void rows().set(key, JSON.stringify(value)),
      delete: (key) => void tables.get(name)?.delete(key),
      entries: () =>
        [...(tables.get(name) ?? [])]
          .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
          .map(([key, value]) => [key, JSON.parse(value) as T]),
      clear: () => void tables.delete(name),
    };
  };

  return {
    table,
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
