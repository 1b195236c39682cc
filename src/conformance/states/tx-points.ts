/** TxStartPoint or TxStopPoint values (Part 2, E01 and E06). */
export type TxPoint =
  "ParkingBayOccupancy" | "EVConnected" | "Authorized" | "DataSigned" | "PowerPathClosed" | "EnergyTransfer";

/** At which points the station starts and stops transactions. */
export interface TxPoints {
  starts(...points: readonly TxPoint[]): boolean;
  stops(...points: readonly TxPoint[]): boolean;
}

/** Reads the values of TxCtrlr.TxStartPoint and TxStopPoint, which are lists with commas. */
export function readTxPoints(start: string, stop: string): TxPoints {
  const starting = members(start);
  const stopping = members(stop);
  return {
    starts: (...points) => points.some((point) => starting.has(point)),
    stops: (...points) => points.some((point) => stopping.has(point)),
  };
}

const members = (list: string): ReadonlySet<string> => new Set(list.split(",").map((name) => name.trim()));
