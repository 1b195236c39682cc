import type { TxPoint } from "./interface.js";

/** The facts of an EVSE that start and stop points speak of. */
export interface SessionFacts {
  readonly parkingBayOccupied: boolean;
  readonly evConnected: boolean;
  readonly authorized: boolean;
  /** The meter has delivered a signed value for this session. */
  readonly dataSigned: boolean;
  readonly energyTransfer: boolean;
}

const HOLDS: Record<TxPoint, (facts: SessionFacts) => boolean> = {
  ParkingBayOccupancy: (f) => f.parkingBayOccupied,
  EVConnected: (f) => f.evConnected,
  Authorized: (f) => f.authorized,
  DataSigned: (f) => f.dataSigned,
  // Despite its name not the state of the contactor: the logical AND of the two.
  PowerPathClosed: (f) => f.authorized && f.evConnected,
  EnergyTransfer: (f) => f.energyTransfer,
};

/** Whether a point holds now. */
export function pointHolds(point: TxPoint, facts: SessionFacts): boolean {
  return HOLDS[point](facts);
}

/**
 * Whether a transaction starts (E01.FR.01 to E01.FR.06): a listed point has just become true, or somebody was
 * authorized while a listed point was already true. The second keeps energy from flowing without a transaction
 * when a driver authorizes again after one has ended and the cable is still plugged.
 */
export function startsTransaction(
  points: readonly TxPoint[],
  before: SessionFacts,
  after: SessionFacts,
): boolean {
  const authorizedNow = !before.authorized && after.authorized;
  return points.some((point) => pointHolds(point, after) && (authorizedNow || !pointHolds(point, before)));
}

/**
 * Whether a transaction stops (E06.FR.01 to E06.FR.07): a listed point was true and no longer is. DataSigned has
 * no meaning as a stop point (errata 2025-02 to E06.FR.05).
 */
export function stopsTransaction(
  points: readonly TxPoint[],
  before: SessionFacts,
  after: SessionFacts,
): boolean {
  return points.some(
    (point) => point !== "DataSigned" && pointHolds(point, before) && !pointHolds(point, after),
  );
}

/**
 * Whether the end of an authorization is the end of the transaction (E05.FR.10, C15.FR.04, F03.FR.03): the
 * energy stops with it, so EnergyTransfer counts as well.
 */
export function authorizationEndStops(points: readonly TxPoint[]): boolean {
  return points.some((p) => p === "Authorized" || p === "PowerPathClosed" || p === "EnergyTransfer");
}

/**
 * Whether a driver who never plugged in ends the transaction (E03.FR.05, F02.FR.07) rather than only the
 * authorization (E03.FR.15, F02.FR.08).
 */
export function connectionTimeoutStops(points: readonly TxPoint[]): boolean {
  return authorizationEndStops(points) || !points.includes("ParkingBayOccupancy");
}
