import { Milliseconds, type Duration, type Random } from "../kernel/index.js";
import type { LinkSettings } from "./settings.js";

type BackOffSettings = Pick<
  LinkSettings,
  "retryBackOffWaitMinimum" | "retryBackOffRandomRange" | "retryBackOffRepeatTimes"
>;

/** How long to wait before connecting again (OCPP 2.0.1 Part 4, 5.3, errata 2025-04 4.12). */
export interface BackOff {
  /** The wait before the next attempt; each call counts as one attempt. */
  next(): Duration;
  /** Starts over, after a successful connection. */
  reset(): void;
}

/**
 * Makes a {@link BackOff}: RetryBackOffWaitMinimum plus chance; after every failure the wait before it doubled
 * plus chance anew, RetryBackOffRepeatTimes times; from then on the same wait.
 */
export function createBackOff(settings: BackOffSettings, random: Random): BackOff {
  let doublings = 0;
  let previous: Duration | null = null;
  const chance = (): number => Math.floor(random.fraction() * settings.retryBackOffRandomRange());
  return {
    next() {
      if (previous === null) {
        previous = Milliseconds(settings.retryBackOffWaitMinimum() + chance());
      } else if (doublings < settings.retryBackOffRepeatTimes()) {
        doublings++;
        previous = Milliseconds(previous * 2 + chance());
      }
      return previous;
    },
    reset() {
      doublings = 0;
      previous = null;
    },
  };
}
