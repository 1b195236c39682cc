import { Seconds, type Clock, type Timer } from "../../../kernel/index.js";
import type { ScheduleOffer } from "../../ev-communication.js";
import type { EvAllowance } from "../evse-state.js";
import { allowanceAt, nextTurn, type EvAbility } from "./agreement.js";

/** An EV that charges by a schedule: what it may take now, and a timer for when that changes. */
export class ScheduleFollower {
  readonly #clock: Clock;
  readonly #profile: ScheduleOffer;
  readonly #ability: EvAbility;
  readonly #since: number;
  readonly #turns: (isOver: boolean) => void;
  #timer: Timer | null = null;

  /** @param turns called when another period begins, and when the schedule is over */
  constructor(clock: Clock, profile: ScheduleOffer, ability: EvAbility, turns: (isOver: boolean) => void) {
    this.#clock = clock;
    this.#profile = profile;
    this.#ability = ability;
    this.#since = clock.elapsed();
    this.#turns = turns;
    this.#awaitTurn();
  }

  get allowance(): EvAllowance {
    return allowanceAt(this.#profile, this.#ability, this.#seconds);
  }

  /** Nothing is called afterwards. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  /** Since its start; rounded, as timers may be a little early. */
  get #seconds(): number {
    return Math.round(this.#clock.elapsed() - this.#since) / 1_000;
  }

  #awaitTurn(): void {
    const turn = nextTurn(this.#profile, this.#seconds);
    if (turn === null) return;
    this.#timer = this.#clock.timer("V2G schedule", Seconds(turn - this.#seconds), () => {
      this.#awaitTurn();
      this.#turns(turn === this.#profile.durationSeconds);
    });
  }
}
