import type { Reservation, ReservationRequest, ReserveNowStatus } from "./interface.js";
import { canDoWithout, placesFor, targetedConnectors, type ReservableEvse } from "./placement.js";

/** What a station is configured to accept. */
export interface ReservationSettings {
  /** ReservationCtrlr.Available and Enabled. */
  readonly accepting: boolean;
  /** ReservationCtrlr.NonEvseSpecific. */
  readonly nonEvseSpecific: boolean;
}

/** The answer to a ReserveNow, and why it is not Accepted. */
export interface ReserveNowAnswer {
  readonly status: ReserveNowStatus;
  readonly because?: string;
}

const rejected = (because: string): ReserveNowAnswer => ({ status: "Rejected", because });

/**
 * Decides on a ReserveNow (H01).
 * @param reservations those that wait for their drivers, with the one that is to be replaced (H01.FR.02)
 * @param now milliseconds since 1970
 */
export function answerReserveNow(
  request: ReservationRequest,
  reservations: readonly Reservation[],
  evses: readonly ReservableEvse[],
  { accepting, nonEvseSpecific }: ReservationSettings,
  now: number,
): ReserveNowAnswer {
  const { target, expiresAt } = request;
  if (!accepting) return rejected("the station does not accept reservations"); // H01.FR.01
  if (target.evseId === undefined && !nonEvseSpecific) return rejected("an EVSE must be named"); // H01.FR.19
  if (expiresAt <= now) return rejected("the reservation would have expired already");
  const targeted = evses.filter((evse) => targetedConnectors(target, evse).length > 0);
  if (targeted.length === 0) return rejected("there is no such EVSE or connector");

  const obstacles = targeted.map((evse) => obstacleAt(evse, request, reservations, evses));
  if (obstacles.includes(null)) return { status: "Accepted" }; // H01.FR.03, H01.FR.04, H01.FR.06, H01.FR.23
  // H01.FR.11, H01.FR.12, H01.FR.14; where they differ, what is the first to change.
  const status = FIRST_TO_CHANGE.find((one) => obstacles.includes(one)) ?? "Rejected";
  return { status, because: `no EVSE is available: ${obstacles.join(", ")}` };
}

type Obstacle = "Occupied" | "Unavailable" | "Faulted";
const FIRST_TO_CHANGE: readonly Obstacle[] = ["Occupied", "Unavailable", "Faulted"];

/** Why a targeted EVSE cannot be reserved; `null` where it is available. Reserved for others counts as Occupied. */
function obstacleAt(
  evse: ReservableEvse,
  { reservationId, target }: ReservationRequest,
  reservations: readonly Reservation[],
  evses: readonly ReservableEvse[],
): Obstacle | null {
  const connectors = targetedConnectors(target, evse);
  if (connectors.every(({ outOfService }) => outOfService === "Faulted")) return "Faulted";
  if (connectors.every(({ outOfService }) => outOfService !== null)) return "Unavailable";
  if (evse.use === "suspended") return "Unavailable";
  const places = placesFor(reservations, evses);
  const others = reservations.filter((other) => other.reservationId !== reservationId);
  return places.includes(evse) && canDoWithout(evse.evseId, others, places) ? null : "Occupied";
}
