import { Seconds, type Clock, type Logger, type Store, type Timer } from "../../kernel/index.js";
import type { StationLayout } from "../configuration.js";
import { chargedBy } from "./charging-curve.js";
import { powerOf, rampedCurrent } from "./electricity.js";
import { EventQueue } from "./event-queue.js";
import { connectedConnector, createEvseState, type EvseState, type PowerFlow } from "./evse-state.js";
import { FactStore, type EvseFacts, type StationFacts } from "./facts.js";
import { temperatureAfter } from "./heat.js";
import { energyOver } from "./meter.js";
import { encounterAt, judge, wantsCurrent, type Encounter, type Verdict } from "./power-flow.js";
import { movePowerPath } from "./power-path.machine.js";

/** What the virtual hardware needs of the house. */
export interface PlantParts {
  readonly layout: StationLayout;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
}

/**
 * The physics of a station: every change goes through {@link Plant.change}, which counts the energy up to now,
 * lets the change happen, decides anew what flows, and then tells. A timer runs only while current flows.
 */
export class Plant {
  readonly events: EventQueue;
  readonly evses: readonly EvseState[];
  readonly clock: Clock;
  readonly #feedCurrent: number | undefined;
  readonly #facts: FactStore;
  readonly #logger: Logger;
  #station: StationFacts;
  #timer: Timer | null = null;
  #stopped = false;
  #arrivals = 0;

  constructor({ layout, clock, store, logger }: PlantParts) {
    this.clock = clock;
    this.events = new EventQueue(logger);
    this.#logger = logger;
    this.#feedCurrent = layout.feedCurrent;
    this.#facts = new FactStore(store);
    this.#station = this.#facts.station();
    const now = clock.elapsed();
    this.evses = [...layout.evses]
      .sort((a, b) => a.id - b.id)
      .map((evse) => createEvseState(evse, this.#facts.evse(evse), now));
  }

  get station(): StationFacts {
    return this.#station;
  }

  /** Carries out a change at this instant and tells what followed from it. */
  change<T>(work: () => T): T {
    const result = this.#carryOut(work);
    this.events.deliver();
    return result;
  }

  /** As {@link Plant.change}, and nobody hears of it. */
  changeSilently(work: () => void): void {
    this.events.silently(() => this.#carryOut(work));
  }

  /** Writes facts of an EVSE, then makes them so. Only within {@link Plant.change}. */
  setFacts(state: EvseState, changed: Partial<EvseFacts>): void {
    const facts = { ...state.facts, ...changed };
    this.#facts.saveEvses([{ id: state.layout.id, facts }]);
    state.facts = facts;
  }

  /** Writes facts of the station, then makes them so. Only within {@link Plant.change}. */
  setStationFacts(changed: Partial<StationFacts>): void {
    const facts = { ...this.#station, ...changed };
    this.#facts.saveStation(facts);
    this.#station = facts;
  }

  /**
   * Counts energy, heat and charge of one EVSE up to this instant, and writes them before anybody reads them.
   * Where that fails, what was written last stands.
   */
  bringUpToDate(state: EvseState): void {
    try {
      this.#advance([state]);
    } catch (error) {
      this.#logger.error({ err: error }, `the energy meter of EVSE ${state.layout.id} could not be stored`);
    }
  }

  /** Counts what has flowed and lets no timer run any more. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = null;
    for (const state of this.evses) this.bringUpToDate(state);
  }

  #carryOut<T>(work: () => T): T {
    this.#advance(this.evses);
    const result = work();
    this.#settle();
    return result;
  }

  #advance(states: readonly EvseState[]): void {
    const now = this.clock.elapsed();
    const counted = states
      .filter(({ flow, since }) => flow.amps > 0 && now > since)
      .map((state) => ({ state, id: state.layout.id, facts: factsAfter(state, now) }));
    if (counted.length > 0) this.#facts.saveEvses(counted.map(({ id, facts }) => ({ id, facts })));
    for (const { state, facts } of counted) state.facts = facts;
    for (const state of states) {
      state.temperature = temperatureAfter(state.temperature, loadOf(state), (now - state.since) / 1_000);
      state.since = now;
    }
  }

  #settle(): void {
    const found = this.evses.map((state) => ({ state, encounter: encounterAt(state, this.#station.faults) }));
    for (const { state, encounter } of found) this.#queueForFeed(state, encounter);
    const place = ({ state }: { state: EvseState }): number => state.arrival ?? Number.MAX_SAFE_INTEGER;
    found.sort((a, b) => place(a) - place(b));
    const verdicts = judge(
      found.map(({ encounter }) => encounter),
      this.#feedCurrent,
    );
    found.forEach(({ state, encounter }, index) => {
      const verdict = verdicts[index];
      if (verdict) this.#let(state, encounter, verdict);
    });
    this.#keepTime();
  }

  #queueForFeed(state: EvseState, encounter: Encounter): void {
    if (!wantsCurrent(encounter)) state.arrival = null;
    else state.arrival ??= ++this.#arrivals;
  }

  #let(state: EvseState, { phases, dc, asks }: Encounter, verdict: Verdict): void {
    const before = state.flow;
    const now = this.clock.elapsed();
    const seconds = (now - state.steppedAt) / 1_000;
    const amps = rampedCurrent(before.amps, verdict.target, seconds, dc);
    state.steppedAt = now;
    state.flow = {
      found: verdict.event,
      transfer:
        verdict.event === before.found ? before.transfer : movePowerPath(before.transfer, verdict.event),
      contactorClosed: verdict.contactorClosed,
      offered: verdict.offered,
      amps,
      phases: amps > 0 ? phases : 0,
    };
    this.#report(state.layout.id, before, state.flow, dc);
    if (asks !== state.asks) {
      state.asks = asks;
      this.events.add("evReadyChanged", { evseId: state.layout.id, ready: asks });
    }
  }

  #report(evseId: number, before: PowerFlow, now: PowerFlow, dc: boolean): void {
    if (now.transfer !== before.transfer)
      this.events.add("energyTransferChanged", {
        evseId,
        energyTransfer: now.transfer,
        before: before.transfer,
      });
    else if (now.transfer === "charging" && now.phases !== before.phases && !dc)
      this.events.add("phasesChanged", { evseId, phases: now.phases });
  }

  /** Lets the timer run exactly while current flows: without it nothing changes by itself. */
  #keepTime(): void {
    const flowing = !this.#stopped && this.evses.some(({ flow }) => flow.amps > 0);
    if (flowing) this.#timer ??= this.clock.every("physics", Seconds(1), () => this.#tick());
    else {
      this.#timer?.cancel();
      this.#timer = null;
    }
  }

  #tick(): void {
    try {
      this.change(() => undefined);
    } catch (error) {
      this.#logger.error({ err: error }, "the energy meters could not be stored; trying again in a second");
    }
  }
}

/** The facts of an EVSE after its current has flowed until `now`. */
function factsAfter(state: EvseState, now: number): EvseFacts {
  const { facts, flow } = state;
  const dc = connectedConnector(state)?.dc ?? false;
  const energyWh = energyOver(powerOf(flow.amps, flow.phases, dc), now - state.since);
  const ev = facts.ev && {
    ...facts.ev,
    stateOfCharge: chargedBy(facts.ev.stateOfCharge, energyWh, facts.ev.batteryCapacityWh),
  };
  return { ...facts, energyWh: facts.energyWh + energyWh, ev };
}

const loadOf = (state: EvseState): number =>
  state.flow.amps / (connectedConnector(state)?.maxCurrent ?? Infinity);
