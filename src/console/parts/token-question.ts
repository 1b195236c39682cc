import type { TokenKeeper } from "../api/token.js";
import { createValue, type Value } from "../live/value.js";

/** Asks the user for the bearer token of the station API. */
export interface TokenQuestion {
  /** Why it is asked; `null` while it is not. */
  readonly open: Value<{ readonly because: string } | null>;
  /** Resolves when the user has answered. Those who ask meanwhile get the same answer. */
  ask(because: string): Promise<void>;
  answer(token: string): void;
}

export function createTokenQuestion(keeper: TokenKeeper): TokenQuestion {
  const open = createValue<{ readonly because: string } | null>(null);
  let waiting: (() => void)[] = [];
  return {
    open,
    ask: (because) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        open.set({ because });
      }),
    answer(token) {
      keeper.set(token);
      open.set(null);
      const answered = waiting;
      waiting = [];
      for (const resolve of answered) resolve();
    },
  };
}
