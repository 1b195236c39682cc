import type { Store } from "../kernel/index.js";

/** Ids that are taken from the store at once, so that not every event costs a write. */
const RESERVED = 100;
const HIGHEST = 2_147_483_647;
const TABLE = "eventIds";

/**
 * Makes the numbers of events (NotifyEvent), each another one, across reboots too. Those that a reboot leaves unused
 * are skipped.
 */
export function createEventIds(store: Store): () => number {
  let next: number | undefined;
  let reservedBelow = 0;
  return () => {
    // Most stations have nothing to tell: the store is asked by the first event.
    next ??= store.table<number>(TABLE).get("next") ?? 1;
    if (next > HIGHEST) next = 1;
    if (next >= reservedBelow || next === 1) {
      reservedBelow = next + RESERVED;
      store.table<number>(TABLE).put("next", reservedBelow);
    }
    return next++;
  };
}
