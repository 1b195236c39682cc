import { Seconds, type Clock, type Timer } from "../kernel/index.js";
import type { AwaitedNow } from "./interface.js";

/** Readings change without a word (a battery fills), so somebody who waits looks once a second too. */
const LOOK_EVERY = Seconds(1);

/** Waits for something for a limited time, on the station's clock. */
export class Waiting {
  readonly #clock: Clock;
  readonly #what: string;
  readonly #seconds: number;
  readonly #met: () => boolean;
  readonly #looked: () => void;
  readonly #begun: number;
  #timers: readonly Timer[] = [];
  #resolve: ((outcome: "met" | "timeUp" | "stopped") => void) | undefined;

  /**
   * @param met whether it has come about
   * @param looked told of each look, so that progress can be shown
   */
  constructor(clock: Clock, what: string, seconds: number, met: () => boolean, looked: () => void) {
    this.#clock = clock;
    this.#what = what;
    this.#seconds = seconds;
    this.#met = met;
    this.#looked = looked;
    this.#begun = clock.elapsed();
  }

  /** What is waited for, and how long still. */
  get now(): AwaitedNow {
    const left = this.#seconds - (this.#clock.elapsed() - this.#begun) / 1_000;
    return { what: this.#what, secondsLeft: Math.max(0, Math.ceil(left)), ofSeconds: this.#seconds };
  }

  /** Resolves when it has come about, the time is up, or somebody stops it. It never rejects. */
  outcome(): Promise<"met" | "timeUp" | "stopped"> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.look();
      if (this.#resolve === undefined) return;
      this.#timers = [
        this.#clock.timer("scenario patience", Seconds(this.#seconds), () => {
          this.look();
          this.#end("timeUp");
        }),
        this.#clock.every("scenario look", LOOK_EVERY, () => {
          this.look();
          if (this.#resolve) this.#looked();
        }),
      ];
    });
  }

  /** Looks whether it has come about. May be called at any time. */
  look(): void {
    if (this.#resolve !== undefined && this.#met()) this.#end("met");
  }

  stop(): void {
    this.#end("stopped");
  }

  #end(outcome: "met" | "timeUp" | "stopped"): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
    this.#resolve?.(outcome);
    this.#resolve = undefined;
  }
}
