import { shareCurrent } from "../current-sharing.js";
import { asksForEnergy, demandOf } from "./electric-vehicle.js";
import { BATTERY_VOLTAGE, feedAmpsPerAmp, GRID_VOLTAGE } from "./electricity.js";
import { cableRating, connectedConnector, ratingOf, type EvseState } from "./evse-state.js";
import { energyForbidden, hasFault } from "./faults.js";
import { LEAST_AC_CURRENT, type ActiveFault } from "../interface.js";
import type { PowerPathEvent } from "./power-path.machine.js";

/** What an EVSE and its EV bring to the table, before the feed is shared. */
export interface Encounter {
  /** Energy is offered to a connected EV. */
  readonly offered: boolean;
  readonly forbidden: boolean;
  /** The contactor is closed and cannot open. */
  readonly welded: boolean;
  /** The EV asks for energy. */
  readonly asks: boolean;
  readonly dc: boolean;
  /** Phases that would carry current; 1 for DC. */
  readonly phases: number;
  /** Amperes per phase that the EVSE would offer by itself; 0 where that is too little to charge. */
  readonly ceiling: number;
  /** Amperes per phase that the EV would take. */
  readonly demand: number;
}

const NOBODY: Encounter = {
  offered: false,
  forbidden: false,
  welded: false,
  asks: false,
  dc: false,
  phases: 0,
  ceiling: 0,
  demand: 0,
};

/** What physics decides for an EVSE. */
export interface Verdict {
  readonly event: PowerPathEvent;
  readonly contactorClosed: boolean;
  /** Amperes per phase offered. */
  readonly offered: number;
  /** Amperes per phase that the EV will reach. */
  readonly target: number;
}

/** Collects what matters for an EVSE's power from its state. */
export function encounterAt(state: EvseState, faults: readonly ActiveFault[]): Encounter {
  const connector = connectedConnector(state);
  const { allowance } = state;
  const { ev } = state.facts;
  const part = { evseId: state.layout.id, ...(connector && { connectorId: connector.id }) };
  const welded = state.flow.contactorClosed && hasFault(faults, "ContactorWelded", part);
  if (!connector || !ev || !(state.offering || welded)) return NOBODY;
  const rating = ratingOf(connector);
  const available = Math.min(rating.phases, state.limit?.phases ?? rating.phases);
  const phases = rating.dc ? 1 : Math.min(available, ev.phases, allowance?.phases ?? ev.phases);
  const byPower = rating.maxPower / (rating.dc ? BATTERY_VOLTAGE : GRID_VOLTAGE * rating.phases);
  const amps = Math.min(
    rating.maxCurrent,
    cableRating(state, connector) ?? 0,
    byPower,
    state.limit?.amps ?? Infinity,
    (state.limit?.watts ?? Infinity) / (rating.dc ? BATTERY_VOLTAGE : GRID_VOLTAGE * phases),
  );
  return {
    offered: state.offering,
    forbidden: energyForbidden(faults, part),
    welded,
    asks: asksNow(state),
    dc: rating.dc,
    phases,
    ceiling: state.suspended ? 0 : usable(amps, rating.dc),
    demand: Math.min(demandOf(ev, phases, rating.dc), allowance?.amps ?? Infinity),
  };
}

/** Whether the EV asks for energy now: it wants some, and what it agreed to over ISO 15118 gives it some. */
export const asksNow = ({ facts: { ev }, allowance }: EvseState): boolean =>
  ev !== null && asksForEnergy(ev) && allowance?.amps !== 0;

/** A control pilot cannot offer less than 6 A. */
const usable = (amps: number, dc: boolean): number => (dc || amps >= LEAST_AC_CURRENT ? amps : 0);

/** Whether it takes part in sharing the feed. */
export const wantsCurrent = ({ offered, forbidden, asks, ceiling }: Encounter): boolean =>
  offered && !forbidden && asks && ceiling > 0;

/**
 * Decides for all EVSEs at once, because they share the feed.
 * @param encounters in order of arrival at the feed
 * @param feed amperes per phase, or `undefined` where there is enough for all
 */
export function judge(encounters: readonly Encounter[], feed: number | undefined): Verdict[] {
  const asking = encounters.filter(wantsCurrent);
  const requests = asking.map(({ dc, ceiling, demand }) => {
    // Less than the least current cannot be offered, so it is kept free even for an EV that takes less.
    const least = dc ? 0 : LEAST_AC_CURRENT;
    return { wanted: Math.max(least, Math.min(ceiling, demand)) * feedAmpsPerAmp(dc), least };
  });
  const shares = feed === undefined ? asking.map(() => Infinity) : shareCurrent(requests, feed);
  const left = (feed ?? Infinity) - (feed === undefined ? 0 : shares.reduce((sum, share) => sum + share, 0));
  return encounters.map((encounter) => {
    const share = shares[asking.indexOf(encounter)] ?? left;
    return verdict(encounter, Math.min(encounter.ceiling, share / feedAmpsPerAmp(encounter.dc)));
  });
}

function verdict(encounter: Encounter, share: number): Verdict {
  const { forbidden, asks, ceiling, demand, dc } = encounter;
  // Nobody means it to flow, and it flows until the EV stops taking it.
  if (encounter.welded) return weldedVerdict(encounter);
  if (!encounter.offered) return { event: "nothingOffered", contactorClosed: false, offered: 0, target: 0 };
  const contactorClosed = asks && !forbidden;
  if (forbidden || ceiling === 0) return { event: "evseGivesNone", contactorClosed, offered: 0, target: 0 };
  const offered = usable(share, dc);
  if (!asks) return { event: "evTakesNone", contactorClosed, offered, target: 0 };
  if (offered === 0) return { event: "evseGivesNone", contactorClosed, offered, target: 0 };
  return { event: "currentFlows", contactorClosed, offered, target: Math.min(offered, demand) };
}

function weldedVerdict({ offered, asks, ceiling, demand }: Encounter): Verdict {
  const target = asks ? Math.min(ceiling, demand) : 0;
  if (!offered) return { event: "nothingOffered", contactorClosed: true, offered: 0, target };
  const event = !asks ? "evTakesNone" : target > 0 ? "currentFlows" : "evseGivesNone";
  return { event, contactorClosed: true, offered: ceiling, target };
}
