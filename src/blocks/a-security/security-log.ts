import { orderedKey, type Store } from "../../kernel/index.js";
import type { SecurityEvent } from "./security-event-types.js";

/** The station's log of security events, on disk (A04.FR.04). */
export interface SecurityLog {
  add(event: SecurityEvent): void;
  /** Events from and up to times in milliseconds since 1970, oldest first; all unless told. */
  events(window?: { readonly from?: number; readonly to?: number }): readonly SecurityEvent[];
}

/** How many events are kept; then the oldest go. */
const MOST = 2_000;

/** Makes the log over the station's store. It rolls: the oldest events make room for new ones. */
export function createSecurityLog(store: Store): SecurityLog {
  const table = store.table<SecurityEvent>("securityLog");
  const numbers = table.entries().map(([key]) => Number(key));
  let oldest = numbers[0] ?? 0;
  let next = (numbers.at(-1) ?? -1) + 1;
  return {
    add(event) {
      store.transaction(() => {
        table.put(orderedKey(next), event);
        if (next - oldest >= MOST) table.delete(orderedKey(oldest));
      });
      if (next - oldest >= MOST) oldest++;
      next++;
    },
    events: ({ from = -Infinity, to = Infinity } = {}) =>
      table
        .entries()
        .map(([, event]) => event)
        .filter(({ timestamp }) => Date.parse(timestamp) >= from && Date.parse(timestamp) <= to),
  };
}
