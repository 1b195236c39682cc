import type { Frame } from "../api/types.js";
import type { Exchange } from "./exchange.js";

/** The newest frames, in exchanges of a request and its answer, in the order of the requests. */
export interface ExchangeLog {
  /** Takes frames, oldest first; what it knows already is passed over. */
  add(frames: readonly Frame[]): void;
  /** An array that is another whenever something has changed. */
  all(): readonly Exchange[];
  /** seq of the newest frame. */
  readonly newest: number;
  /** Numbers begin anew: the process of the station is another. */
  restarted(): void;
  clear(): void;
}

/** @param most frames that are kept; when there are more the oldest go */
export function createExchangeLog(most: number): ExchangeLog {
  let exchanges: Exchange[] = [];
  let shown: readonly Exchange[] | null = null;
  let frames = 0;
  let newest = 0;
  let lastNumber = 0;
  /** Index by the number of exchanges ever begun, so that dropping the oldest moves nothing. */
  let dropped = 0;
  const open = new Map<string, number>();

  const keyOf = ({ messageId, direction, messageType }: Frame): string => {
    const asks = messageType === "CALL" ? direction : direction === "sent" ? "received" : "sent";
    return `${asks} ${messageId}`;
  };
  const begin = (exchange: Omit<Exchange, "number">): void =>
    void exchanges.push({ number: ++lastNumber, ...exchange });
  const take = (frame: Frame): void => {
    frames++;
    const key = keyOf(frame);
    const by = key.startsWith("sent") ? "station" : "csms";
    if (frame.messageType === "CALL") {
      open.set(key, dropped + exchanges.length);
      return begin({ request: frame, answer: null, by });
    }
    const index = (open.get(key) ?? -1) - dropped;
    open.delete(key);
    const asked = exchanges[index];
    if (asked) exchanges[index] = { ...asked, answer: frame };
    else begin({ request: null, answer: frame, by });
  };
  const trim = (): void => {
    let gone = 0;
    while (frames > most && gone < exchanges.length) {
      const { request, answer } = exchanges[gone++] ?? {};
      frames -= (request ? 1 : 0) + (answer ? 1 : 0);
    }
    if (gone === 0) return;
    exchanges = exchanges.slice(gone);
    dropped += gone;
    for (const [key, index] of open) if (index < dropped) open.delete(key);
  };

  return {
    add(more) {
      for (const frame of more) {
        if (frame.seq <= newest) continue;
        newest = frame.seq;
        take(frame);
        shown = null;
      }
      // Not with every frame: moving the list costs as much as it is long.
      if (frames > most * 1.1) trim();
    },
    all: () => (shown ??= exchanges.slice()),
    get newest() {
      return newest;
    },
    restarted: () => void (newest = 0),
    clear() {
      dropped += exchanges.length;
      exchanges = [];
      frames = 0;
      open.clear();
      shown = null;
    },
  };
}
