import type { Clock, Timer } from "./clock.js";
import { Milliseconds, type Duration } from "./duration.js";

interface Pending {
  readonly name: string;
  readonly due: number;
  readonly order: number;
  readonly fn: () => void;
}

/** A clock for tests: time stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** Moves time forward by `span`, firing what falls due in order, with pending promises settled in between. */
  advance(span: Duration): Promise<void>;
  /** The timers still running, as `name @ milliseconds from now`, for the message of a test that hangs. */
  pending(): string[];
  /** Milliseconds until the next timer, or `null` where none runs. */
  nextIn(): number | null;
}

/** Lets promise callbacks and I/O that is already done run, without waiting on real time. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Makes a {@link ManualClock}.
 * @param start its first `now`, in milliseconds since 1970; 2026-01-01T00:00:00Z unless told
 */
export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let order = 0;
  const timers = new Map<number, Pending>();

  const next = (): [number, Pending] | undefined => {
    let earliest: [number, Pending] | undefined;
    for (const entry of timers) {
      if (!earliest || entry[1].due < earliest[1].due) earliest = entry;
    }
    return earliest;
  };

  const schedule = (name: string, after: number, fn: () => void): number => {
    const id = ++order;
    timers.set(id, { name, due: now + Math.max(0, after), order: id, fn });
    return id;
  };

  const timer = (name: string, after: Duration, fn: () => void): Timer => {
    const id = schedule(name, after, fn);
    return { name, cancel: () => void timers.delete(id) };
  };

  return {
    now: () => now,
    elapsed: () => now - start,
    setTimeout: (fn, timeout) => schedule("timeout", timeout, fn),
    clearTimeout: (id) => void timers.delete(id as number),
    timer,
    every(name, period, fn) {
      let current: Timer;
      const arm = (): void => {
        current = timer(name, period, () => {
          arm();
          fn();
        });
      };
      arm();
      return { name, cancel: () => current.cancel() };
    },
    async advance(span) {
      const end = now + span;
      await settle();
      for (let due = next(); due && due[1].due <= end; due = next()) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].due);
        due[1].fn();
        await settle();
      }
      now = end;
      await settle();
    },
    pending: () => [...timers.values()].map((t) => `${t.name} @ ${t.due - now} ms`),
    nextIn: () => {
      const due = next();
      return due ? Milliseconds(due[1].due - now) : null;
    },
  };
}
