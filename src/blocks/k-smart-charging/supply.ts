import type { ConnectorHardware, EvseHardware, Rating } from "../../hardware/index.js";
import type { Supply } from "./schedule/index.js";

export type { Supply };

/** The phases that a converter between AC and DC takes its power from. */
const GRID_PHASES = 3;

/** The electrical facts of an EVSE: of the connector in use and its cable, else of what it could deliver at most. */
export function supplyOf({
  rating,
  connectedConnector,
}: Pick<EvseHardware, "rating" | "connectedConnector">): Supply {
  const supply = supplyOfRating(connectedConnector?.rating ?? rating);
  return { ...supply, maxCurrent: Math.min(supply.maxCurrent, cableRating(connectedConnector)) };
}

const cableRating = (connector: Pick<ConnectorHardware, "cableRating"> | null): number =>
  connector?.cableRating ?? Infinity;

function supplyOfRating({ dc, phases, maxCurrent, maxPower, voltage }: Rating): Supply {
  // A DC rating names its highest voltage; its power and its current meet at this one.
  return { dc, phases, maxCurrent, maxPower, voltage: dc ? maxPower / maxCurrent : voltage };
}

/** The connection of the whole station to the grid: enough for all EVSEs at once; DC only where all of them are. */
export function gridSupply(evses: readonly Pick<EvseHardware, "rating">[]): Supply {
  const supplies = evses.map(({ rating }) => supplyOfRating(rating));
  const ac = supplies.find(({ dc }) => !dc);
  const voltage = ac?.voltage ?? supplies[0]?.voltage ?? 0;
  const mixed = ac !== undefined && supplies.some(({ dc }) => dc);
  const ampsOf = ({ dc, maxCurrent, maxPower }: Supply): number =>
    ac && dc ? maxPower / (voltage * GRID_PHASES) : maxCurrent;
  return {
    dc: ac === undefined,
    phases: mixed ? GRID_PHASES : Math.max(0, ...supplies.map(({ phases }) => phases)),
    voltage,
    maxCurrent: supplies.reduce((sum, supply) => sum + ampsOf(supply), 0),
    maxPower: supplies.reduce((sum, { maxPower }) => sum + maxPower, 0),
  };
}
