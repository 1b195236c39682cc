import { LEAST_AC_CURRENT, shareCurrent, type SupplyLimit } from "../../hardware/index.js";
import type { Supply } from "./supply.js";

/** An EVSE that offers energy to an EV while a limit of the whole station holds. */
export interface Sharer {
  readonly evseId: number;
  readonly supply: Supply;
  /** What limits this EVSE by itself; `null`: nothing. */
  readonly own: SupplyLimit | null;
  /** Its EV asks for energy. */
  readonly asks: boolean;
}

/**
 * Divides a limit of the whole station among the EVSEs: nobody who wants more gets less than another, and what one
 * cannot use goes to the rest; an EV that asks for nothing keeps no more than it needs to begin. Where there is too
 * little for all, those whose EV asks come first, then who came earlier. The sum is never above the limit.
 * @param sharers in order of arrival
 * @param amps of the connection to the grid, per phase (AC) or in total (DC)
 * @param grid the connection to the grid
 * @returns what each may take of it, by EVSE
 */
export function shareStationLimit(
  sharers: readonly Sharer[],
  amps: number,
  grid: Supply,
): ReadonlyMap<number, SupplyLimit> {
  const inOrder = [...sharers].sort((a, b) => Number(b.asks) - Number(a.asks));
  const shares = shareCurrent(
    inOrder.map((sharer) => requestOf(sharer, grid)),
    amps,
  );
  return new Map(
    inOrder.map((sharer, index) => [sharer.evseId, asLimit(shares[index] ?? 0, sharer.supply, grid)]),
  );
}

/** What an EVSE would take of the grid connection. */
function requestOf({ supply, own, asks }: Sharer, grid: Supply): { wanted: number; least: number } {
  if (supply.dc) {
    const watts = Math.min(own?.watts ?? Infinity, supply.maxPower);
    return { wanted: asks ? watts / wattsPerAmp(grid) : 0, least: 0 };
  }
  const able = Math.min(own?.amps ?? Infinity, supply.maxCurrent);
  if (able < LEAST_AC_CURRENT) return { wanted: 0, least: 0 };
  return { wanted: asks ? able : LEAST_AC_CURRENT, least: LEAST_AC_CURRENT };
}

/** A share of the grid connection as the limit of an EVSE. */
function asLimit(share: number, supply: Supply, grid: Supply): SupplyLimit {
  if (!supply.dc) return { amps: share };
  const watts = share * wattsPerAmp(grid);
  return { amps: watts / supply.voltage, watts };
}

const wattsPerAmp = ({ dc, voltage, phases }: Supply): number => voltage * (dc ? 1 : phases);
