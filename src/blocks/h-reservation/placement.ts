import type { Reservation, ReservationTarget } from "./interface.js";

/** An EVSE as reservations see it. */
export interface ReservableEvse {
  readonly evseId: number;
  readonly connectors: readonly {
    readonly type: string;
    /** What keeps it from being used for long; a reservation ends by it (H01.FR.16, H01.FR.17). */
    readonly outOfService: "Faulted" | "Unavailable" | null;
  }[];
  /**
   * - `free`: whoever comes can charge
   * - `plugged`: an EV was plugged in while it was Reserved, and nobody is authorized (G01.FR.09)
   * - `suspended`: a reset or an update keeps it out of use for a while, after which it is as before (B11.FR.05)
   * - `occupied`: a driver uses it
   */
  readonly use: "free" | "plugged" | "suspended" | "occupied";
}

type Placeable = Pick<Reservation, "reservationId" | "target">;

/** The connectors of an EVSE that a reservation is about; none where it is about others. */
export function targetedConnectors(
  { evseId, connectorType }: ReservationTarget,
  evse: ReservableEvse,
): ReservableEvse["connectors"] {
  if (evseId !== undefined && evseId !== evse.evseId) return [];
  return evse.connectors.filter(({ type }) => connectorType === undefined || type === connectorType);
}

/** Whether the reserved EVSE may be this one. */
export function serves(evse: ReservableEvse, target: ReservationTarget): boolean {
  return targetedConnectors(target, evse).some(({ outOfService }) => outOfService === null);
}

/**
 * Gives each reservation an EVSE of its own: as many reservations as possible, the earlier in the list first
 * (augmenting paths: a later one may move an earlier one elsewhere, never drive it out).
 * @returns EVSE id by reservation id; a reservation that is missing has no place
 */
export function place(
  reservations: readonly Placeable[],
  evses: readonly ReservableEvse[],
): ReadonlyMap<number, number> {
  const guestOf = new Map<number, Placeable>();
  const settle = (reservation: Placeable, visited: Set<number>): boolean =>
    evses.some((evse) => {
      if (visited.has(evse.evseId) || !serves(evse, reservation.target)) return false;
      visited.add(evse.evseId);
      const guest = guestOf.get(evse.evseId);
      if (guest && !settle(guest, visited)) return false;
      guestOf.set(evse.evseId, reservation);
      return true;
    });
  for (const reservation of reservations) settle(reservation, new Set());
  return new Map([...guestOf].map(([evseId, { reservationId }]) => [reservationId, evseId]));
}

/** Whether as many reservations have a place without that EVSE as with it. */
export function canDoWithout(
  evseId: number,
  reservations: readonly Placeable[],
  evses: readonly ReservableEvse[],
): boolean {
  const others = evses.filter((evse) => evse.evseId !== evseId);
  return place(reservations, others).size === place(reservations, evses).size;
}

/**
 * The EVSEs that reservations can be placed on: the free ones, and of those that are plugged or suspended only
 * what they cannot do without.
 */
export function placesFor(
  reservations: readonly Placeable[],
  evses: readonly ReservableEvse[],
): readonly ReservableEvse[] {
  let places = evses.filter(({ use }) => use !== "occupied");
  for (const { evseId, use } of places) {
    if (use !== "free" && canDoWithout(evseId, reservations, places))
      places = places.filter((one) => one.evseId !== evseId);
  }
  return places;
}

/**
 * The EVSEs that are kept for reservations, since without one of them not all would have a place. This is what
 * "Reserved" means (H01.FR.07, H01.FR.09): an EVSE that is reserved by its id (H01.FR.23), all free ones where
 * they are as many as the reservations (H01.FR.20), all free ones with a connector type where they are as many
 * as the reservations of that type (H01.FR.24), and any mixture of these.
 */
export function keptEvses(
  reservations: readonly Placeable[],
  evses: readonly ReservableEvse[],
): readonly number[] {
  const places = placesFor(reservations, evses);
  return places.map(({ evseId }) => evseId).filter((evseId) => !canDoWithout(evseId, reservations, places));
}
