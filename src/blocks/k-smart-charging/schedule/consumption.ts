import type { ChargingRateUnit } from "../charging-profile.js";
import type { LimitInForce } from "./limit-in-force.js";
import { ampsOf, wattsOf, type Supply } from "./supply.js";

/** What is expected to be taken, in the unit that was asked for. */
export interface Consumption {
  readonly limit: number;
  readonly numberPhases: number | undefined;
  readonly phaseToUse: number | undefined;
}

/** What an EVSE takes at most; where nothing limits it, its rating does. */
export function consumptionOf(
  limit: LimitInForce | null,
  supply: Supply,
  unit: ChargingRateUnit,
): Consumption {
  const phases = limit?.numberPhases ?? supply.phases;
  const amps = Math.min(limit?.amps ?? Infinity, supply.maxCurrent);
  const watts = Math.min(
    limit?.watts ?? Infinity,
    supply.maxPower,
    wattsOf(supply.maxCurrent, phases, supply),
  );
  return {
    limit: unit === "A" ? amps : watts,
    numberPhases: supply.dc ? undefined : phases,
    phaseToUse: limit?.phaseToUse,
  };
}

/** An EVSE as a load, seen from the grid connection. */
export interface Load {
  readonly limit: LimitInForce | null;
  readonly supply: Supply;
}

/**
 * What all EVSEs together take from the grid (K08.FR.03), never above the limit of the station (K04.FR.05).
 * Amperes are those of the phase with the highest load: an EVSE of one phase may be on any.
 */
export function totalConsumption(
  loads: readonly Load[],
  limit: LimitInForce | null,
  grid: Supply,
  unit: ChargingRateUnit,
): Consumption {
  const shares = loads.map((load) =>
    load.supply.dc === grid.dc || unit === "W"
      ? consumptionOf(load.limit, load.supply, unit)
      : throughConverter(load, grid),
  );
  const station = consumptionOf(limit, grid, unit);
  const phases = Math.max(0, ...shares.map(({ numberPhases }) => numberPhases ?? grid.phases));
  return {
    limit: Math.min(
      shares.reduce((sum, share) => sum + share.limit, 0),
      station.limit,
    ),
    numberPhases: grid.dc ? undefined : Math.min(phases || grid.phases, station.numberPhases ?? grid.phases),
    phaseToUse: station.phaseToUse,
  };
}

/** A converter between AC and DC takes its watts from all phases alike. */
function throughConverter({ limit, supply }: Load, grid: Supply): Consumption {
  const { limit: watts } = consumptionOf(limit, supply, "W");
  return { limit: ampsOf(watts, grid.phases, grid), numberPhases: grid.phases, phaseToUse: undefined };
}
