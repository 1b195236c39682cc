import type { Store } from "../kernel/index.js";

/** Ids that are taken from the store at once, so that not every event costs a write. */
const RESERVED = 100;
const HIGHEST = 2_147_483_647;

/**
 * Makes the numbers of events (NotifyEvent), each another one, across reboots too. Those that a reboot leaves unused
 * are skipped.
 */
export function createEventIds(store: Store): () => number {
  const table = store.table<number>("eventIds");
  let next = table.get("next") ?? 1;
  let reservedBelow = next;
  return () => {
    if (next > HIGHEST) next = reservedBelow = 1;
    if (next >= reservedBelow) {
      reservedBelow = next + RESERVED;
      table.put("next", reservedBelow);
    }
    return next++;
  };
}
