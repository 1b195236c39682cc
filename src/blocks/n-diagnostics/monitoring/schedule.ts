import { Milliseconds, nextAlignedInstant, type Clock, type Timer } from "../../../kernel/index.js";
import type { Monitor } from "./monitor.js";

/** Fires periodic monitors (N08), all of them by one timer. */
export interface Schedule {
  /** From now on (N08.FR.06, N08.FR.07). */
  add(monitor: Monitor): void;
  remove(monitor: Monitor): void;
  /** Must be called when the station's clock was set: aligned intervals follow it. */
  clockSet(): void;
}

/**
 * When a periodic monitor is due next, as `elapsed` of the clock in milliseconds.
 * @param from the `elapsed` at which it was set or was due last
 */
function nextDue({ type, value }: Monitor, from: number, clock: Clock): number {
  const elapsed = clock.elapsed();
  if (type === "Periodic") {
    const step = value * 1_000;
    // What was missed is not made up for.
    return from + step * Math.max(1, Math.ceil((elapsed - from) / step));
  }
  const now = clock.now();
  // A timer that is a moment early must not fire an instant twice.
  const offset = elapsed < from ? from - elapsed : 0;
  return elapsed + nextAlignedInstant(Math.round(now + offset), value) - now;
}

/** @param fire called when a monitor is due */
export function createSchedule(clock: Clock, fire: (monitor: Monitor) => void): Schedule {
  const due = new Map<Monitor, number>();
  let timer: Timer | null = null;
  let armedFor = Infinity;

  const arm = (): void => {
    const next = Math.min(Infinity, ...due.values());
    if (timer && next === armedFor) return;
    timer?.cancel();
    timer = null;
    armedFor = next;
    if (next === Infinity) return;
    timer = clock.timer("periodic monitors", Milliseconds(Math.max(0, next - clock.elapsed())), ring);
  };
  const ring = (): void => {
    timer = null;
    const now = clock.elapsed();
    for (const [monitor, at] of [...due]) {
      // Timers of the operating system may ring a moment early.
      if (at > now + 1) continue;
      due.set(monitor, nextDue(monitor, at, clock));
      fire(monitor);
    }
    arm();
  };

  return {
    add(monitor) {
      due.set(monitor, nextDue(monitor, clock.elapsed(), clock));
      arm();
    },
    remove(monitor) {
      if (due.delete(monitor)) arm();
    },
    clockSet() {
      for (const monitor of due.keys())
        if (monitor.type === "PeriodicClockAligned") due.set(monitor, nextDue(monitor, 0, clock));
      arm();
    },
  };
}
