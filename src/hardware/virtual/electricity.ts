import { LEAST_AC_CURRENT } from "../interface.js";

/** Volts between phase and neutral of the grid. */
export const GRID_VOLTAGE = 230;
/** Volts of the battery of a virtual EV that charges with DC. */
export const BATTERY_VOLTAGE = 400;
/** The highest DC output voltage of a virtual EVSE. */
export const HIGHEST_DC_VOLTAGE = 1_000;
/** Hertz of the grid. */
export const GRID_FREQUENCY = 50;
/** Amperes per phase that a detachable cable carries. */
export const DETACHABLE_CABLE_RATING = 32;

/** Ohm of feed and cable, for one phase. */
const RESISTANCE = 0.05;
/** Part of the grid's power that leaves a DC EVSE. */
const RECTIFIER_EFFICIENCY = 0.95;

/** Volts at the outlet while `amps` flow. A DC EVSE holds the voltage that the battery asks for. */
export function voltageUnderLoad(amps: number, dc: boolean): number {
  return dc ? BATTERY_VOLTAGE : GRID_VOLTAGE - RESISTANCE * amps;
}

/** Watts of `amps` on each of `phases` phases (DC: one pair). */
export function powerOf(amps: number, phases: number, dc: boolean): number {
  return amps * voltageUnderLoad(amps, dc) * (dc ? 1 : phases);
}

/** Amperes per phase of the three-phase feed that one ampere at the outlet takes. */
export function feedAmpsPerAmp(dc: boolean): number {
  return dc ? BATTERY_VOLTAGE / (3 * GRID_VOLTAGE * RECTIFIER_EFFICIENCY) : 1;
}

const FIRST_STEP = { ac: LEAST_AC_CURRENT, dc: 20 };
const AMPS_PER_SECOND = { ac: 4, dc: 25 };

/**
 * The current some time after `amps`, on its way to `target`: it starts with a first step, rises steadily and
 * falls at once, so that what others are given is free when they take it.
 */
export function rampedCurrent(amps: number, target: number, seconds: number, dc: boolean): number {
  const kind = dc ? "dc" : "ac";
  if (target <= amps) return target;
  return Math.min(target, amps === 0 ? FIRST_STEP[kind] : amps + AMPS_PER_SECOND[kind] * seconds);
}
