import { Milliseconds, Seconds, type Clock, type Duration } from "../../kernel/index.js";

/** Keeps somebody from trying key codes until one fits (C04.FR.06). */
export interface KeyCodeBackOff {
  /** How long no key code is taken; 0: one is taken now. */
  wait(): Duration;
  /** A key code was entered that nobody accepts. */
  wrong(): void;
  /** A key code was accepted: everything is forgotten. */
  right(): void;
}

/** Mistakes that anybody may make. */
const FREE_MISTAKES = 3;
const FIRST_WAIT = Seconds(5);
/** The wait is doubled so often at most: to somewhat more than five minutes. */
const MOST_DOUBLINGS = 6;

/** @param clock whose setting does not shorten the wait */
export function createKeyCodeBackOff(clock: Pick<Clock, "elapsed">): KeyCodeBackOff {
  let mistakes = 0;
  let blockedUntil = 0;
  return {
    wait: () => Milliseconds(Math.max(0, blockedUntil - clock.elapsed())),
    wrong() {
      mistakes++;
      if (mistakes < FREE_MISTAKES) return;
      const doublings = Math.min(mistakes - FREE_MISTAKES, MOST_DOUBLINGS);
      blockedUntil = clock.elapsed() + FIRST_WAIT * 2 ** doublings;
    },
    right() {
      mistakes = 0;
    },
  };
}
