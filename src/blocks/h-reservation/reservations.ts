import type { DeviceModel } from "../../device-model/index.js";
import { Milliseconds, toTimestamp, type Timer } from "../../kernel/index.js";
import { printableIdToken, sameIdToken } from "../c-authorization/index.js";
import type { Availability } from "../g-availability/index.js";
import { admissionOf, claimAt, claimsOf } from "./claims.js";
import { readEvses, type EvseFacts } from "./evses.js";
import type { Reservation, Reservations } from "./interface.js";
import { keptEvses, place, placesFor, type ReservableEvse } from "./placement.js";
import { openReservationBook, type ReservationBookAbilities } from "./reservation-book.js";
import { answerReserveNow } from "./reserve-now.js";

/** What the Reservation engine asks of its surroundings. */
export interface ReservationAbilities extends EvseFacts, Omit<ReservationBookAbilities, "expired"> {
  readonly availability: EvseFacts["availability"] & Pick<Availability, "setReserved" | "events">;
  readonly deviceModel: Pick<DeviceModel, "find" | "watch">;
}

/** Makes the Reservation engine of a station, which follows the status of its EVSEs. */
export function createReservations(abilities: ReservationAbilities): Reservations {
  const { hardware, availability, deviceModel, clock, logger } = abilities;
  // First everybody may charge again, then the CSMS hears why (H04.FR.02, H04.FR.03).
  const book = openReservationBook({ ...abilities, expired: () => show() });
  /** EVSEs that are shown as Reserved. */
  const kept = new Set<number>();
  let showing = false;
  let soon: Timer | null = null;

  const isOn = (variable: string): boolean =>
    deviceModel.find(`ReservationCtrlr.${variable}`)?.toLowerCase() === "true";
  const enabled = (): boolean => isOn("Available") && isOn("Enabled");
  /** What counts now; while reservations are disabled they stay in the book but are not used. */
  const active = (): readonly Reservation[] => (enabled() ? book.all() : []);
  const evses = (wasKept = (evseId: number): boolean => kept.has(evseId)): readonly ReservableEvse[] =>
    readEvses(abilities, wasKept);
  const evseOf = (evseId: number): ReservableEvse | undefined => evses().find((one) => one.evseId === evseId);

  /** Shows as Reserved exactly the EVSEs that are kept for somebody. */
  const show = (wasKept?: (evseId: number) => boolean): void => {
    if (book.size === 0 && kept.size === 0) return;
    const now = keptEvses(active(), evses(wasKept));
    showing = true;
    try {
      for (const { id } of hardware.evses) {
        if (now.includes(id) === kept.has(id)) continue;
        if (now.includes(id)) kept.add(id);
        else kept.delete(id); // H02.FR.03, H02.FR.05, H03.FR.10
        // H01.FR.20, H01.FR.23, H01.FR.24, H02.FR.04, H02.FR.06
        availability.setReserved(id, now.includes(id));
      }
    } finally {
      showing = false;
    }
  };
  /** Ends the reservations that have no place any more, the youngest first, and shows what is kept now. */
  const refresh = (because: "removed" | "overtaken", wasKept?: (evseId: number) => boolean): void => {
    const reservations = active();
    const placed = place(reservations, placesFor(reservations, evses(wasKept)));
    for (const reservation of reservations)
      if (!placed.has(reservation.reservationId)) book.end(reservation, because);
    show(wasKept);
  };
  /** What a CSMS has ordered is answered first. */
  const refreshSoon = (because: "removed" | "overtaken"): void => {
    if (book.size === 0) return;
    soon?.cancel();
    soon = clock.timer("reservations", Milliseconds(0), () => {
      soon = null;
      refresh(because);
    });
  };

  const forget = [
    availability.events.on("connectorStatusChanged", () => {
      if (showing) return;
      show();
      refreshSoon("removed"); // H01.FR.16, H01.FR.17
    }),
    deviceModel.watch("ReservationCtrlr.Enabled", () => refreshSoon("overtaken")),
  ];

  return {
    reserve(request) {
      const settings = { accepting: enabled(), nonEvseSpecific: isOn("NonEvseSpecific") };
      const { reservationId, target, expiresAt } = request;
      const now = clock.now();
      const { status, because } = answerReserveNow(request, active(), evses(), settings, now);
      if (status !== "Accepted") {
        logger.info({ reservationId, status, because }, "a reservation is not made");
        return { status };
      }
      book.add({ ...request, reservedAt: now });
      const idToken = printableIdToken(request.idToken);
      logger.info({ reservationId, ...target, idToken, until: toTimestamp(expiresAt) }, "reserved");
      return { status, afterwards: () => show() };
    },
    cancel(reservationId) {
      const reservation = book.find(reservationId);
      if (!reservation) return { status: "Rejected" }; // H02.FR.01
      book.end(reservation, "cancelled"); // H02.FR.02
      return { status: "Accepted", afterwards: () => show() };
    },
    admission(driver, evseId) {
      const evse = evseOf(evseId);
      return evse ? admissionOf(driver, evse, active(), evses()) : "refused";
    },
    isReservedFor(driver, evseId) {
      const evse = evseOf(evseId);
      return evse !== undefined && claimAt(driver, evse, active(), evses()) !== undefined;
    },
    use(driver, evseId) {
      const evse = evseId === null ? undefined : evseOf(evseId);
      const claim = evse
        ? claimAt(driver, evse, active(), evses())
        : claimsOf(driver, active()).find(({ target }) => target.evseId === undefined);
      if (claim) book.end(claim, "used"); // H03.FR.09
      return claim?.reservationId;
    },
    keptAt(evseId) {
      if (!kept.has(evseId)) return null;
      const reservations = active();
      const placed = place(reservations, placesFor(reservations, evses()));
      return reservations.find(({ reservationId }) => placed.get(reservationId) === evseId) ?? null;
    },
    of: (idToken) => book.all().filter((reservation) => sameIdToken(reservation.idToken, idToken)),
    get pending() {
      return active().length > 0;
    },
    resume() {
      book.resume();
      if (book.size === 0) return;
      // Whether an EV was plugged while its EVSE was Reserved is not known any more: where it matters, it was.
      refresh("removed", () => true);
    },
    sessionsChanged: () => show(),
    clockSet: () => book.clockSet(),
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      book.dispose();
      soon?.cancel();
    },
  };
}
