import type { ActorRefFrom } from "xstate";
import type { EvseHardware, HardwareEvents, StationHardware, SupplyLimit } from "../../hardware/index.js";
import {
  Milliseconds,
  RareMap,
  startActor,
  type Clock,
  type Follower,
  type Logger,
  type Timer,
  type Unsubscribe,
} from "../../kernel/index.js";
import type { InstalledProfile } from "./charging-profile.js";
import { decide, type EvseDecision } from "./decisions.js";
import { evseLimitMachine } from "./evse-limit.machine.js";
import type { LimitContext } from "./schedule/index.js";
import { createSessionWatch, type SessionWatch, type TransactionsAtEvses } from "./session-watch.js";
import { gridSupply, supplyOf, type Supply } from "./supply.js";

/** Who made it necessary to decide anew: the CSMS or the time, or the station by itself (mechanisms of SC.02). */
export type Cause = "csms" | "station";

/** Amperes per phase (AC) or watts (DC) that an EVSE may deliver. */
export interface RateChange {
  readonly before: number;
  readonly now: number;
}

/** What limits ask of their surroundings. */
export interface LimitAbilities {
  readonly hardware: Pick<StationHardware, "evses" | "events" | "setLimits">;
  /** The profiles that count now: none while smart charging is off. */
  readonly profiles: () => readonly InstalledProfile[];
  readonly transactions: TransactionsAtEvses;
  /** A limit under which an EVSE charges has changed by the station's own doing. */
  readonly rateChanged: (evseId: number, rate: RateChange) => void;
  /** Called when EVSEs may have got other limits. */
  readonly decided: () => void;
  /** Lets go of what has run out by that instant; `true` where the station thereby changes what limits it. */
  readonly expire: (at: number) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The limits of a station's EVSEs: decided from the profiles, put on the hardware, and kept up to date. */
export interface Limits {
  /** Decides anew and acts (K01.FR.07, K10.FR.05). */
  reconsider(cause: Cause): void;
  /** A transaction has started, ended, or found its EVSE. */
  transactionsChanged(): void;
  /** The last decision about an EVSE; `undefined` where there was nothing to decide. */
  decisionFor(evseId: number): EvseDecision | undefined;
  /** What the limit of an EVSE hangs on now. */
  contextOf(evse: EvseHardware): LimitContext;
  dispose(): void;
}

type EvseLimit = ActorRefFrom<typeof evseLimitMachine>;

/** Makes the {@link Limits} of a station; they act when {@link Limits.reconsider} is first called. */
export function createLimits(abilities: LimitAbilities): Limits {
  return new DecidedLimits(abilities);
}

const NOTHING_DECIDED: ReadonlyMap<number, EvseDecision> = new Map();

/** A class, so that the stations of a process share its methods. */
class DecidedLimits implements Limits, Follower<HardwareEvents> {
  readonly #abilities: LimitAbilities;
  readonly #grid: Supply;
  readonly #watch: SessionWatch;
  readonly #actors = new RareMap<number, EvseLimit>();
  /** What the machines want put on the EVSEs; done for all at once, so that no current is given away twice. */
  readonly #toApply = new RareMap<number, SupplyLimit | null>();
  readonly #unfollow: Unsubscribe;
  #decisions = NOTHING_DECIDED;
  #deciding = false;
  #waiting: Cause | null = null;
  #soon: Timer | null = null;

  constructor(abilities: LimitAbilities) {
    const { hardware, transactions, clock } = abilities;
    this.#abilities = abilities;
    this.#grid = gridSupply(hardware.evses);
    this.#watch = createSessionWatch(hardware, transactions, clock);
    this.#unfollow = hardware.events.follow(this);
  }

  /** Acting on the hardware makes it tell what happened, and that may be a reason to decide once more. */
  reconsider(cause: Cause): void {
    this.#waiting = cause === "station" ? cause : (this.#waiting ?? cause);
    if (this.#deciding) return;
    this.#deciding = true;
    let decided = false;
    try {
      for (let next: Cause | null = this.#waiting; next; next = this.#waiting) {
        this.#waiting = null;
        decided = this.#act(next) || decided;
      }
    } finally {
      this.#deciding = false;
    }
    // What follows from that may be a reason to decide anew, of its own cause.
    if (decided) this.#abilities.decided();
  }

  transactionsChanged(): void {
    if (this.#watch.transactionsMayHaveChanged()) this.reconsider("csms");
  }

  energyTransferChanged({ evseId }: HardwareEvents["energyTransferChanged"]): void {
    if (this.#watch.energyMayHaveChanged(evseId)) this.reconsider("station");
  }

  evReadyChanged(): void {
    this.reconsider("station");
  }

  decisionFor(evseId: number): EvseDecision | undefined {
    return this.#decisions.get(evseId);
  }

  contextOf(evse: EvseHardware): LimitContext {
    return {
      profiles: this.#abilities.profiles(),
      evseId: evse.id,
      transaction: this.#watch.transactionAt(evse.id),
      supply: supplyOf(evse),
      stationSupply: this.#grid,
    };
  }

  dispose(): void {
    this.#unfollow();
    this.#soon?.cancel();
    this.#stopActors();
  }

  /** @returns whether there was anything to decide */
  #act(first: Cause): boolean {
    const { hardware, profiles, clock, expire } = this.#abilities;
    const at = clock.now();
    const cause = expire(at) ? "station" : first;
    const installed = profiles();
    if (installed.length === 0 && this.#decisions.size === 0) return false;
    const before = this.#decisions;
    const now = decide(
      hardware.evses.map((evse) => ({
        evse,
        context: this.contextOf(evse),
        arrival: this.#watch.arrivalOf(evse.id),
      })),
      installed,
      this.#grid,
      at,
    );
    this.#decisions = installed.length === 0 ? NOTHING_DECIDED : new Map(now.map((one) => [one.evseId, one]));
    for (const { evseId, limit, changesAt } of now) {
      const standsFor = changesAt === null ? null : Milliseconds(Math.max(1, changesAt - at));
      this.#actorOf(evseId).send({ type: "decided", limit, standsFor });
    }
    hardware.setLimits(new Map(this.#toApply));
    this.#toApply.clear();
    if (cause === "station") for (const one of now) this.#tellRate(before.get(one.evseId), one);
    if (installed.length === 0) this.#stopActors();
    return true;
  }

  #tellRate(before: EvseDecision | undefined, now: EvseDecision): void {
    if (!now.takesPart || before?.takesPart === false) return;
    const rate = { before: rateBefore(before, now), now: rateOf(now) };
    if (rate.before !== rate.now) this.#abilities.rateChanged(now.evseId, rate);
  }

  #actorOf(evseId: number): EvseLimit {
    const known = this.#actors.get(evseId);
    if (known) return known;
    const { clock, logger } = this.#abilities;
    const actor = startActor(evseLimitMachine, {
      clock,
      logger,
      name: "evseLimit",
      input: {
        apply: (limit: SupplyLimit | null) => void this.#toApply.set(evseId, limit),
        due: () => this.#decideSoon(),
      },
    });
    this.#actors.set(evseId, actor);
    return actor;
  }

  /** An actor cannot take a decision while it calls for one; and those of all EVSEs may call at the same instant. */
  #decideSoon(): void {
    this.#soon ??= this.#abilities.clock.timer("evseLimits", Milliseconds(0), () => {
      this.#soon = null;
      this.reconsider("csms");
    });
  }

  #stopActors(): void {
    for (const actor of this.#actors.values()) actor.stop();
    this.#actors.clear();
  }
}

/** What an EVSE may deliver by a decision, in amperes per phase (AC) or watts (DC). */
function rateOf({ limit, supply }: Pick<EvseDecision, "limit" | "supply">): number {
  return supply.dc
    ? Math.min(limit?.watts ?? Infinity, supply.maxPower)
    : Math.min(limit?.amps ?? Infinity, supply.maxCurrent);
}

/** Before anything was decided nothing limited. */
const rateBefore = (before: EvseDecision | undefined, { supply }: EvseDecision): number =>
  rateOf(before ?? { limit: null, supply });
