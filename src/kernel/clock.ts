import type { Duration } from "./duration.js";

/** A running timer of a {@link Clock}. */
export interface Timer {
  /** What the timer is for; shown when a test hangs. */
  readonly name: string;
  /** Stops the timer; does nothing once it has fired. */
  cancel(): void;
}

/**
 * The only source of time in Kerbside. Nothing outside the kernel reads `Date` or sets a timer of its own.
 * Its `setTimeout`/`clearTimeout` have the shape that XState asks of a clock, so actors share it.
 */
export interface Clock {
  /** Now, in milliseconds since 1970-01-01T00:00:00Z of virtual time. */
  now(): number;
  /** Virtual milliseconds passed since a fixed moment. Setting the clock does not move it, so spans are measured with it. */
  elapsed(): number;
  /** Calls `fn` once after `timeout` virtual milliseconds (negative counts as 0). */
  setTimeout(fn: (...args: unknown[]) => void, timeout: number): unknown;
  /** Cancels what {@link Clock.setTimeout} returned; unknown or spent ids are ignored. */
  clearTimeout(id: unknown): void;
  /** A named one-shot timer. */
  timer(name: string, after: Duration, fn: () => void): Timer;
  /** A named timer that fires every `period` until cancelled; the first time after one period. */
  every(name: string, period: Duration, fn: () => void): Timer;
}

/** A {@link Clock} that can be set, as a station sets its own to the time of its CSMS (B01.FR.06, G02.FR.06). */
export interface AdjustableClock extends Clock {
  /** Makes {@link Clock.now} return `epochMs` at this instant. Running timers keep the time they have left. */
  set(epochMs: number): void;
}

/** The longest delay that Node's timers take; a longer one fires at once, so it is cut into pieces. */
const LONGEST_NATIVE_DELAY = 2_147_483_647;

export abstract class ClockBase implements Clock {
  abstract now(): number;
  abstract elapsed(): number;
  abstract setTimeout(fn: (...args: unknown[]) => void, timeout: number): unknown;
  abstract clearTimeout(id: unknown): void;

  timer(name: string, after: Duration, fn: () => void): Timer {
    return new OneShot(this, name, this.setTimeout(fn, after));
  }

  every(name: string, period: Duration, fn: () => void): Timer {
    let id: unknown;
    let running = true;
    const arm = (): void => {
      id = this.setTimeout(() => {
        // Armed again before the work, so that a throwing callback does not stop the rhythm.
        arm();
        if (running) fn();
      }, period);
    };
    arm();
    return {
      name,
      cancel: () => {
        running = false;
        this.clearTimeout(id);
      },
    };
  }
}

/** A class, because many stations have many timers. */
class OneShot implements Timer {
  readonly name: string;
  readonly #clock: Clock;
  readonly #id: unknown;

  constructor(clock: Clock, name: string, id: unknown) {
    this.name = name;
    this.#clock = clock;
    this.#id = id;
  }

  cancel(): void {
    this.#clock.clearTimeout(this.#id);
  }
}

/** A delay of any length by timers of Node. */
class NativeDelay {
  readonly #fn: () => void;
  #left: number;
  #native: NodeJS.Timeout;

  constructor(fn: () => void, delay: number) {
    this.#fn = fn;
    this.#left = delay;
    this.#native = this.#arm();
  }

  cancel(): void {
    clearTimeout(this.#native);
  }

  #arm(): NodeJS.Timeout {
    const piece = Math.min(this.#left, LONGEST_NATIVE_DELAY);
    this.#left -= piece;
    return setTimeout(NativeDelay.#fired, piece, this);
  }

  static #fired(delay: NativeDelay): void {
    if (delay.#left > 0) delay.#native = delay.#arm();
    else delay.#fn();
  }
}

class SystemClock extends ClockBase {
  readonly #rate: number;
  readonly #origin = Date.now();
  readonly #started = performance.now();

  constructor(rate: number) {
    super();
    this.#rate = rate;
  }

  now(): number {
    return Math.floor(this.#origin + this.elapsed());
  }

  elapsed(): number {
    return (performance.now() - this.#started) * this.#rate;
  }

  setTimeout(fn: (...args: unknown[]) => void, timeout: number): unknown {
    return new NativeDelay(fn, Math.max(0, timeout / this.#rate));
  }

  clearTimeout(id: unknown): void {
    if (id instanceof NativeDelay) id.cancel();
  }
}

/**
 * The clock of a running process.
 * @param rate virtual seconds per real second, above 0; 1 in a certification run, up to 60 in the sandbox
 * @throws RangeError if `rate` is not above 0
 */
export function createSystemClock(rate = 1): Clock {
  if (!(rate > 0)) throw new RangeError("clock.rate must be above 0");
  return new SystemClock(rate);
}

class StationClock extends ClockBase implements AdjustableClock {
  readonly #base: Clock;
  #offset = 0;

  constructor(base: Clock) {
    super();
    this.#base = base;
  }

  now(): number {
    return this.#base.now() + this.#offset;
  }

  elapsed(): number {
    return this.#base.elapsed();
  }

  setTimeout(fn: (...args: unknown[]) => void, timeout: number): unknown {
    return this.#base.setTimeout(fn, timeout);
  }

  clearTimeout(id: unknown): void {
    this.#base.clearTimeout(id);
  }

  set(epochMs: number): void {
    this.#offset = epochMs - this.#base.now();
  }
}

/** A station's own clock over a shared one: same pace, its own time of day. */
export function createStationClock(base: Clock): AdjustableClock {
  return new StationClock(base);
}

/** An RFC 3339 timestamp in UTC with milliseconds, as OCPP writes dates. */
export function toTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
