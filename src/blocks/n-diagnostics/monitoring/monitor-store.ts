import { orderedKey, type Store } from "../../../kernel/index.js";
import { FIRST_CUSTOM_ID } from "./built-in-monitors.js";
import type { MonitorMemory, MonitorSetting } from "./monitor.js";

/** What was stored before the station woke up. */
export interface StoredMonitors {
  readonly customs: ReadonlyMap<number, MonitorSetting>;
  /** By the ids of the monitors. */
  readonly memories: ReadonlyMap<number, MonitorMemory>;
}

/** What survives a reboot: custom monitors, what monitors remember, and which id comes next. */
export interface MonitorStore {
  /** Nothing was ever set or remembered. */
  readonly empty: () => boolean;
  read(): StoredMonitors;
  /** Writes or removes (`null`) custom monitors, all or nothing; the memory of each is forgotten. */
  save(
    changes: readonly { readonly id: number; readonly setting: MonitorSetting | null }[],
    nextId: number,
  ): void;
  nextId(): number;
  remember(id: number, memory: MonitorMemory): void;
}

/** Kinds of rows of the one table, which begin their keys. */
const CUSTOM = "custom/";
const MEMORY = "memory/";
const NEXT_ID = "nextId";

export function openMonitorStore(store: Store): MonitorStore {
  const table = store.table<MonitorSetting | MonitorMemory | number>("monitors");
  const rows = <Row>(entries: readonly [string, unknown][], kind: string): ReadonlyMap<number, Row> =>
    new Map(
      entries
        .filter(([key]) => key.startsWith(kind))
        .map(([key, row]) => [Number(key.slice(kind.length)), row as Row]),
    );
  return {
    empty: () => table.entries().length === 0,
    read() {
      const entries = table.entries();
      return { customs: rows(entries, CUSTOM), memories: rows(entries, MEMORY) };
    },
    save: (changes, nextId) =>
      store.transaction(() => {
        for (const { id, setting } of changes) {
          if (setting) table.put(CUSTOM + orderedKey(id), setting);
          else table.delete(CUSTOM + orderedKey(id));
          table.delete(MEMORY + orderedKey(id));
        }
        table.put(NEXT_ID, nextId);
      }),
    nextId: () => Number(table.get(NEXT_ID) ?? FIRST_CUSTOM_ID),
    remember: (id, memory) => table.put(MEMORY + orderedKey(id), memory),
  };
}
