import type { ConnectorLayout, EvseLayout } from "../configuration.js";
import type { CableState, EnergyTransfer, Rating, SupplyLimit } from "../interface.js";
import { cableState, untouched, type CableEnds } from "./connector.machine.js";
import { BATTERY_VOLTAGE, DETACHABLE_CABLE_RATING, GRID_VOLTAGE, HIGHEST_DC_VOLTAGE } from "./electricity.js";
import type { EvseFacts } from "./facts.js";
import { AMBIENT_TEMPERATURE } from "./heat.js";
import type { PowerPathEvent } from "./power-path.machine.js";

/** What flows at an EVSE from one step of physics to the next. */
export interface PowerFlow {
  /** What physics found at the last step. */
  readonly found: PowerPathEvent;
  readonly transfer: EnergyTransfer;
  readonly contactorClosed: boolean;
  /** Amperes per phase offered to the EV. */
  readonly offered: number;
  /** Amperes per phase. */
  readonly amps: number;
  /** Phases that carry current; 1 for DC, 0 while none flows. */
  readonly phases: number;
}

export const NO_FLOW: PowerFlow = {
  found: "nothingOffered",
  transfer: "none",
  contactorClosed: false,
  offered: 0,
  amps: 0,
  phases: 0,
};

/** What an EV takes at most by what was agreed over ISO 15118. */
export interface EvAllowance {
  /** Amperes per phase (AC) or in total (DC); 0: it takes none. */
  readonly amps: number;
  /** Phases that it may use; absent: all there are. */
  readonly phases?: number;
}

/** One EVSE: the facts that last, and what its drivers hold while the power is on. */
export interface EvseState {
  readonly layout: EvseLayout;
  facts: EvseFacts;
  offering: boolean;
  /** The access locks are open. */
  accessOpen: boolean;
  limit: SupplyLimit | null;
  /** The EVSE itself holds energy back. */
  suspended: boolean;
  /** `null` while the EV takes what it likes, as by IEC 61851. */
  allowance: EvAllowance | null;
  flow: PowerFlow;
  /** The EV asks for energy that is offered. */
  asks: boolean;
  /** Position in the queue for the feed; `null` while it asks for nothing. */
  arrival: number | null;
  /** Degrees Celsius at `since`. */
  temperature: number;
  /** The clock's `elapsed` up to which energy and heat have been counted. */
  since: number;
  /** The clock's `elapsed` at which the current was last decided. */
  steppedAt: number;
}

export function createEvseState(layout: EvseLayout, facts: EvseFacts, now: number): EvseState {
  return {
    layout,
    facts,
    offering: false,
    accessOpen: false,
    limit: null,
    suspended: false,
    allowance: null,
    flow: NO_FLOW,
    asks: false,
    arrival: null,
    temperature: AMBIENT_TEMPERATURE,
    since: now,
    steppedAt: now,
  };
}

/** What happens to drivers when the power goes; facts stay. */
export function loseDriverState(state: EvseState): void {
  state.offering = false;
  state.accessOpen = false;
  state.limit = null;
  state.suspended = false;
  state.allowance = null;
}

/** The cable ends at a connector. */
export const endsAt = (state: EvseState, connector: ConnectorLayout): CableEnds =>
  state.facts.cables[connector.id] ?? untouched(connector.cable);

export const cableAt = (state: EvseState, connector: ConnectorLayout): CableState =>
  cableState(endsAt(state, connector));

/** The connector that holds a cable somebody plugged, or whose fixed cable is plugged into an EV. */
export function connectorInUse(state: EvseState): ConnectorLayout | null {
  const inUse = (connector: ConnectorLayout): boolean =>
    connector.cable === "fixed"
      ? cableAt(state, connector) === "connected"
      : cableAt(state, connector) !== "none";
  return state.layout.connectors.find(inUse) ?? null;
}

/** The connector at which both ends of the cable are plugged. */
export const connectedConnector = (state: EvseState): ConnectorLayout | null =>
  state.layout.connectors.find((connector) => cableAt(state, connector) === "connected") ?? null;

/** Amperes per phase of the cable at a connector's station end; `null` where none is. */
export function cableRating(state: EvseState, connector: ConnectorLayout): number | null {
  if (connector.cable === "fixed") return connector.maxCurrent;
  return endsAt(state, connector).stationEnd === "open" ? null : DETACHABLE_CABLE_RATING;
}

export function ratingOf({ dc, phases, maxCurrent, maxPower }: ConnectorLayout): Rating {
  return dc
    ? {
        dc,
        phases: 0,
        maxCurrent,
        maxPower: maxPower ?? maxCurrent * BATTERY_VOLTAGE,
        voltage: HIGHEST_DC_VOLTAGE,
      }
    : {
        dc,
        phases,
        maxCurrent,
        maxPower: maxPower ?? maxCurrent * GRID_VOLTAGE * phases,
        voltage: GRID_VOLTAGE,
      };
}

/** What an EVSE could deliver at most: the rating of its strongest connector. */
export function bestRating(layout: EvseLayout): Rating {
  const [best] = layout.connectors.map(ratingOf).sort((a, b) => b.maxPower - a.maxPower);
  return best ?? { dc: false, phases: 0, maxCurrent: 0, maxPower: 0, voltage: GRID_VOLTAGE };
}
