import { Milliseconds, type Clock, type Timer } from "../kernel/index.js";

interface Waiting {
  /** Of the clock's `elapsed`. */
  readonly due: number;
  readonly deliver: () => void;
}

/** One direction of a slow wire: what is late makes what follows it late too. */
export class Lane {
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #timer: Timer | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Delivers after `delay` milliseconds, and at once where nothing is to be waited for. */
  add(delay: number, deliver: () => void): void {
    const due = this.#clock.elapsed() + delay;
    if (delay <= 0 && this.#waiting.length === 0) return deliver();
    this.#waiting.push({ due: Math.max(due, this.#waiting.at(-1)?.due ?? 0), deliver });
    this.#arm();
  }

  /** Loses what is under way. */
  clear(): void {
    this.#waiting = [];
    this.#timer?.cancel();
    this.#timer = null;
  }

  #arm(): void {
    const [next] = this.#waiting;
    if (!next || this.#timer) return;
    this.#timer = this.#clock.timer(
      "frame under way",
      Milliseconds(Math.max(0, next.due - this.#clock.elapsed())),
      () => {
        this.#timer = null;
        this.#waiting.shift();
        this.#arm();
        next.deliver();
      },
    );
  }
}
