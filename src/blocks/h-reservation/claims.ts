import { sameGroup, sameIdToken } from "../c-authorization/index.js";
import type { Admission, Driver, Reservation } from "./interface.js";
import { canDoWithout, placesFor, serves, type ReservableEvse } from "./placement.js";

const isOwn = (reservation: Reservation, driver: Driver): boolean =>
  sameIdToken(reservation.idToken, driver.idToken);

/** Whether a reservation is the driver's: by idToken, or by group (H03.FR.01 to H03.FR.06). */
export function belongsTo(reservation: Reservation, driver: Driver): boolean {
  return isOwn(reservation, driver) || sameGroup(reservation, driver);
}

/** The driver's reservations: those in the driver's own name first, then those that name an EVSE most closely. */
export function claimsOf(driver: Driver, reservations: readonly Reservation[]): readonly Reservation[] {
  const rank = (reservation: Reservation): number =>
    (isOwn(reservation, driver) ? 4 : 0) +
    (reservation.target.evseId === undefined ? 0 : 2) +
    (reservation.target.connectorType === undefined ? 0 : 1);
  return reservations
    .filter((reservation) => belongsTo(reservation, driver))
    .sort((a, b) => rank(b) - rank(a));
}

/** Whether the reservations of all others can do without the EVSE, if that one (or none) is used there. */
const othersCanDoWithout = (
  evse: ReservableEvse,
  used: Reservation | undefined,
  reservations: readonly Reservation[],
  evses: readonly ReservableEvse[],
): boolean =>
  canDoWithout(
    evse.evseId,
    reservations.filter((reservation) => reservation !== used),
    placesFor(reservations, evses),
  );

/** The reservation that the driver would use at the EVSE (H03.FR.01, H03.FR.02, H03.FR.03), if there is one. */
export function claimAt(
  driver: Driver,
  evse: ReservableEvse,
  reservations: readonly Reservation[],
  evses: readonly ReservableEvse[],
): Reservation | undefined {
  return claimsOf(driver, reservations).find(
    (claim) => serves(evse, claim.target) && othersCanDoWithout(evse, claim, reservations, evses),
  );
}

/**
 * Whether a driver may charge at an EVSE: the reservations of the others must be able to do without it. So a
 * stranger has what nobody needs, and the driver of a reservation may use it (H03.FR.01 to H03.FR.06), but not
 * at an EVSE that is kept for somebody else.
 */
export function admissionOf(
  driver: Driver,
  evse: ReservableEvse,
  reservations: readonly Reservation[],
  evses: readonly ReservableEvse[],
): Admission {
  if (claimAt(driver, evse, reservations, evses)) return "admitted";
  if (othersCanDoWithout(evse, undefined, reservations, evses)) return "admitted";
  if (driver.groupIdToken) return "refused";
  const wouldDo = reservations.some(
    (reservation) =>
      reservation.groupIdToken !== undefined &&
      serves(evse, reservation.target) &&
      othersCanDoWithout(evse, reservation, reservations, evses),
  );
  return wouldDo ? "dependsOnGroup" : "refused"; // H03.FR.07
}
