import type { ActorRefFrom } from "xstate";
import type { EvseHardware, StationHardware, SupplyLimit } from "../../hardware/index.js";
import { Milliseconds, startActor, type Clock, type Logger, type Timer } from "../../kernel/index.js";
import type { InstalledProfile } from "./charging-profile.js";
import { decide, type EvseDecision } from "./decisions.js";
import { evseLimitMachine } from "./evse-limit.machine.js";
import type { LimitContext } from "./schedule/index.js";
import { createSessionWatch, type TransactionsAtEvses } from "./session-watch.js";
import { gridSupply, supplyOf } from "./supply.js";

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
  const { hardware, profiles, clock, logger } = abilities;
  const grid = gridSupply(hardware.evses);
  const watch = createSessionWatch(hardware, abilities.transactions, clock);
  const actors = new Map<number, EvseLimit>();
  /** What the machines want put on the EVSEs; done for all at once, so that no current is given away twice. */
  const toApply = new Map<number, SupplyLimit | null>();
  let decisions: ReadonlyMap<number, EvseDecision> = new Map();
  let deciding = false;
  let waiting: Cause | null = null;
  let soon: Timer | null = null;

  const contextOf = (evse: EvseHardware): LimitContext => ({
    profiles: profiles(),
    evseId: evse.id,
    transaction: watch.transactionAt(evse.id),
    supply: supplyOf(evse),
    stationSupply: grid,
  });
  const actorOf = (evseId: number): EvseLimit => {
    const known = actors.get(evseId);
    if (known) return known;
    const actor = startActor(evseLimitMachine, {
      clock,
      logger,
      name: "evseLimit",
      input: {
        apply: (limit: SupplyLimit | null) => void toApply.set(evseId, limit),
        due: decideSoon,
      },
    });
    actors.set(evseId, actor);
    return actor;
  };

  /** @returns whether there was anything to decide */
  const act = (first: Cause): boolean => {
    const at = clock.now();
    const cause = abilities.expire(at) ? "station" : first;
    const installed = profiles();
    if (installed.length === 0 && decisions.size === 0) return false;
    const before = decisions;
    const now = decide(
      hardware.evses.map((evse) => ({ evse, context: contextOf(evse), arrival: watch.arrivalOf(evse.id) })),
      installed,
      grid,
      at,
    );
    decisions = installed.length === 0 ? new Map() : new Map(now.map((one) => [one.evseId, one]));
    for (const { evseId, limit, changesAt } of now) {
      const standsFor = changesAt === null ? null : Milliseconds(Math.max(1, changesAt - at));
      actorOf(evseId).send({ type: "decided", limit, standsFor });
    }
    hardware.setLimits(new Map(toApply));
    toApply.clear();
    if (cause === "station") for (const one of now) tellRate(before.get(one.evseId), one);
    if (installed.length === 0) stopActors();
    return true;
  };
  const tellRate = (before: EvseDecision | undefined, now: EvseDecision): void => {
    if (!now.takesPart || before?.takesPart === false) return;
    const rate = { before: rateBefore(before, now), now: rateOf(now) };
    if (rate.before !== rate.now) abilities.rateChanged(now.evseId, rate);
  };

  /** Acting on the hardware makes it tell what happened, and that may be a reason to decide once more. */
  const reconsider = (cause: Cause): void => {
    waiting = cause === "station" ? cause : (waiting ?? cause);
    if (deciding) return;
    deciding = true;
    let decided = false;
    try {
      for (let next: Cause | null = waiting; next; next = waiting) {
        waiting = null;
        decided = act(next) || decided;
      }
    } finally {
      deciding = false;
    }
    // What follows from that may be a reason to decide anew, of its own cause.
    if (decided) abilities.decided();
  };
  /** An actor cannot take a decision while it calls for one; and those of all EVSEs may call at the same instant. */
  const decideSoon = (): void => {
    soon ??= clock.timer("evseLimits", Milliseconds(0), () => {
      soon = null;
      reconsider("csms");
    });
  };
  const stopActors = (): void => {
    for (const actor of actors.values()) actor.stop();
    actors.clear();
  };
  const forget = [
    hardware.events.on("energyTransferChanged", ({ evseId }) => {
      if (watch.energyMayHaveChanged(evseId)) reconsider("station");
    }),
    hardware.events.on("evReadyChanged", () => reconsider("station")),
  ];

  return {
    reconsider,
    transactionsChanged() {
      if (watch.transactionsMayHaveChanged()) reconsider("csms");
    },
    decisionFor: (evseId) => decisions.get(evseId),
    contextOf,
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      soon?.cancel();
      stopActors();
    },
  };
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
