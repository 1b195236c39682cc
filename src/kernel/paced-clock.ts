import { ClockBase, type Clock } from "./clock.js";

/** A {@link Clock} whose pace can be changed while it runs. */
export interface PacedClock extends Clock {
  /** Virtual seconds per second of the clock below. */
  readonly rate: number;
  /**
   * Goes on at another pace from this instant; running timers keep the virtual time they have left.
   * @throws RangeError if `rate` is not above 0
   */
  setRate(rate: number): void;
}

interface Running {
  readonly fn: () => void;
  /** Of {@link PacedClock.elapsed}. */
  readonly due: number;
  below: unknown;
}

/**
 * Makes a {@link PacedClock} over another one. It begins at the time of day of that one.
 * @throws RangeError if `rate` is not above 0
 */
export function createPacedClock(base: Clock, rate = 1): PacedClock {
  return new Paced(base, rate);
}

class Paced extends ClockBase implements PacedClock {
  readonly #base: Clock;
  readonly #origin: number;
  readonly #running = new Set<Running>();
  #rate: number;
  /** Virtual milliseconds that had passed at the latest change of pace, and the time below at that instant. */
  #passed = 0;
  #since: number;

  constructor(base: Clock, rate: number) {
    super();
    refuseBadRate(rate);
    this.#base = base;
    this.#rate = rate;
    this.#origin = base.now();
    this.#since = base.elapsed();
  }

  get rate(): number {
    return this.#rate;
  }

  setRate(rate: number): void {
    refuseBadRate(rate);
    this.#passed = this.elapsed();
    this.#since = this.#base.elapsed();
    this.#rate = rate;
    for (const running of this.#running) {
      this.#base.clearTimeout(running.below);
      this.#arm(running);
    }
  }

  now(): number {
    return Math.floor(this.#origin + this.elapsed());
  }

  elapsed(): number {
    return this.#passed + (this.#base.elapsed() - this.#since) * this.#rate;
  }

  setTimeout(fn: (...args: unknown[]) => void, timeout: number): unknown {
    const running: Running = { fn, due: this.elapsed() + Math.max(0, timeout), below: undefined };
    this.#running.add(running);
    this.#arm(running);
    return running;
  }

  clearTimeout(id: unknown): void {
    const running = id as Running;
    if (this.#running.delete(running)) this.#base.clearTimeout(running.below);
  }

  #arm(running: Running): void {
    const left = Math.max(0, running.due - this.elapsed());
    running.below = this.#base.setTimeout(() => {
      this.#running.delete(running);
      running.fn();
    }, left / this.#rate);
  }
}

function refuseBadRate(rate: number): void {
  if (!(rate > 0)) throw new RangeError("clock.rate must be above 0");
}
