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
  { reservationId, target, expiresAt }: ReservationRequest,
  reservations: readonly Reservation[],
  evses: readonly ReservableEvse[],
  { accepting, nonEvseSpecific }: ReservationSettings,
  now: number,
): ReserveNowAnswer {
  if (!accepting) return rejected("the station does not accept reservations"); // H01.FR.01
  if (target.evseId === undefined && !nonEvseSpecific) return rejected("an EVSE must be named"); // H01.FR.19
  if (expiresAt <= now) return rejected("the reservation would have expired already");
  const targeted = evses.filter((evse) => targetedConnectors(target, evse).length > 0);
  if (targeted.length === 0) return rejected("there is no such EVSE or connector");

  const places = placesFor(reservations, evses);
  const others = reservations.filter((other) => other.reservationId !== reservationId);
  const statuses = targeted.map((evse): ReserveNowStatus => {
    const connectors = targetedConnectors(target, evse);
    if (connectors.every(({ outOfService }) => outOfService === "Faulted")) return "Faulted";
    const unavailable = connectors.every(({ outOfService }) => outOfService !== null);
    if (unavailable || evse.use === "suspended") return "Unavailable";
    const available = places.includes(evse) && canDoWithout(evse.evseId, others, places);
    return available ? "Accepted" : "Occupied";
  });
  const status = BEST_FIRST.find((one) => statuses.includes(one)) ?? "Rejected";
  return {
    status,
    ...(status !== "Accepted" && { because: `no EVSE is available: ${statuses.join(", ")}` }),
  };
}

/**
 * One targeted EVSE that is available is enough (H01.FR.04, H01.FR.06, H01.FR.23). Where all are Occupied or
 * Reserved, Faulted or Unavailable, the answer is that (H01.FR.11, H01.FR.12, H01.FR.14); of a mixture, what is
 * the first to change.
 */
const BEST_FIRST: readonly ReserveNowStatus[] = ["Accepted", "Occupied", "Unavailable", "Faulted"];
