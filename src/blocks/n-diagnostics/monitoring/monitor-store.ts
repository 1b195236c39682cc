import { orderedKey, type Store } from "../../../kernel/index.js";
import { FIRST_CUSTOM_ID } from "./built-in-monitors.js";
import type { MonitorMemory, MonitorSetting } from "./monitor.js";

/** What survives a reboot: custom monitors, what monitors remember, and which id comes next. */
export interface MonitorStore {
  customs(): readonly { readonly id: number; readonly setting: MonitorSetting }[];
  /** Writes or removes (`null`) custom monitors, all or nothing; the memory of each is forgotten. */
  save(
    changes: readonly { readonly id: number; readonly setting: MonitorSetting | null }[],
    nextId: number,
  ): void;
  nextId(): number;
  /** By the ids of the monitors. */
  memories(): ReadonlyMap<number, MonitorMemory>;
  remember(id: number, memory: MonitorMemory): void;
}

const NEXT_ID = "nextId";

export function openMonitorStore(store: Store): MonitorStore {
  const customs = store.table<MonitorSetting>("monitors");
  const memories = store.table<MonitorMemory>("monitorMemories");
  const numbers = store.table<number>("monitorNumbers");
  return {
    customs: () => customs.entries().map(([key, setting]) => ({ id: Number(key), setting })),
    save: (changes, nextId) =>
      store.transaction(() => {
        for (const { id, setting } of changes) {
          if (setting) customs.put(orderedKey(id), setting);
          else customs.delete(orderedKey(id));
          memories.delete(orderedKey(id));
        }
        numbers.put(NEXT_ID, nextId);
      }),
    nextId: () => numbers.get(NEXT_ID) ?? FIRST_CUSTOM_ID,
    memories: () => new Map(memories.entries().map(([key, memory]) => [Number(key), memory])),
    remember: (id, memory) => memories.put(orderedKey(id), memory),
  };
}
