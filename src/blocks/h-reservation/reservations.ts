import type { Actor } from "xstate";
import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import {
  Milliseconds,
  startActor,
  toTimestamp,
  type Clock,
  type Logger,
  type Store,
  type Table,
  type Timer,
} from "../../kernel/index.js";
import { printableIdToken, sameIdToken } from "../c-authorization/index.js";
import type { Availability } from "../g-availability/index.js";
import { admissionOf, claimAt, claimsOf } from "./claims.js";
import { readEvses, type EvseFacts } from "./evses.js";
import type { Reservation, Reservations, ReservationUpdateStatus } from "./interface.js";
import { keptEvses, place, placesFor, type ReservableEvse } from "./placement.js";
import { reservationMachine, type ReservationEnd, type ReservationEvent } from "./reservation.machine.js";
import { answerReserveNow } from "./reserve-now.js";

/** What the Reservation engine asks of its surroundings. */
export interface ReservationAbilities extends EvseFacts {
  readonly hardware: Pick<StationHardware, "evses" | "events">;
  readonly availability: EvseFacts["availability"] & Pick<Availability, "setReserved" | "events">;
  readonly deviceModel: Pick<DeviceModel, "find" | "watch">;
  /** Tells the CSMS how a reservation ended; durable when it returns (H04.FR.01, H01.FR.16, H01.FR.17). */
  readonly tell: (status: ReservationUpdateStatus, reservationId: number) => void;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
}

/** What the CSMS is told of an end that it did not bring about itself. */
const TOLD: Readonly<Partial<Record<ReservationEnd, ReservationUpdateStatus>>> = {
  expired: "Expired", // H04.FR.01
  removed: "Removed", // H01.FR.16, H01.FR.17
};

interface Pending {
  readonly reservation: Reservation;
  readonly life: Actor<typeof reservationMachine>;
}

/** Makes the Reservation engine of a station and listens to its hardware. */
export function createReservations(abilities: ReservationAbilities): Reservations {
  const { hardware, availability, deviceModel, tell, clock, store, logger } = abilities;
  const stored: Table<Reservation> = store.table("reservations");
  const pending = new Map<number, Pending>();
  /** EVSEs that are shown as Reserved. */
  const kept = new Set<number>();
  let refreshing = false;
  let soon: Timer | null = null;

  const isOn = (variable: string): boolean =>
    deviceModel.find(`ReservationCtrlr.${variable}`)?.toLowerCase() === "true";
  const enabled = (): boolean => isOn("Available") && isOn("Enabled");
  /** What counts now; while reservations are disabled they are kept but not used. */
  const active = (): readonly Reservation[] =>
    enabled() ? [...pending.values()].map(({ reservation }) => reservation) : [];
  const evses = (wasKept = (evseId: number): boolean => kept.has(evseId)): readonly ReservableEvse[] =>
    readEvses(abilities, wasKept);
  const evseOf = (evseId: number): ReservableEvse | undefined => evses().find((one) => one.evseId === evseId);

  /** Begins, or begins again, the life of a stored reservation. */
  const begin = (reservation: Reservation): void => {
    const life = startActor(reservationMachine, {
      clock,
      logger,
      name: `reservation ${reservation.reservationId}`,
      input: { timeLeft: Milliseconds(reservation.expiresAt - clock.now()) },
    });
    pending.set(reservation.reservationId, { reservation, life });
    const look = (): void => {
      const { status, value } = life.getSnapshot();
      if (status === "done") ended(reservation, value as ReservationEnd);
    };
    life.subscribe(look);
    look();
  };
  const end = (reservation: Reservation, how: ReservationEvent["type"]): void =>
    pending.get(reservation.reservationId)?.life.send({ type: how });

  const ended = ({ reservationId }: Reservation, how: ReservationEnd): void => {
    pending.delete(reservationId);
    logger.info({ reservationId, how }, "a reservation has ended");
    if (how === "expired") show(); // first that everybody may charge again (H04.FR.02, H04.FR.03)
    store.transaction(() => {
      stored.delete(String(reservationId));
      const told = TOLD[how];
      if (told) tell(told, reservationId);
    });
  };

  /** Shows as Reserved exactly the EVSEs that are kept for somebody. */
  const show = (wasKept?: (evseId: number) => boolean): void => {
    if (pending.size === 0 && kept.size === 0) return;
    const now = keptEvses(active(), evses(wasKept));
    refreshing = true;
    try {
      for (const { id } of hardware.evses) {
        if (now.includes(id) === kept.has(id)) continue;
        if (now.includes(id)) kept.add(id);
        else kept.delete(id); // H02.FR.03 to H02.FR.06, H03.FR.10
        availability.setReserved(id, now.includes(id)); // H01.FR.20, H01.FR.23, H01.FR.24
      }
    } finally {
      refreshing = false;
    }
  };
  /** Ends the reservations that have no place any more, the youngest first, and shows what is kept now. */
  const refresh = (because: "removed" | "overtaken", wasKept?: (evseId: number) => boolean): void => {
    const reservations = active();
    const placed = place(reservations, placesFor(reservations, evses(wasKept)));
    for (const reservation of reservations)
      if (!placed.has(reservation.reservationId)) end(reservation, because);
    show(wasKept);
  };
  /** What a CSMS has ordered is answered first. */
  const refreshSoon = (because: "removed" | "overtaken"): void => {
    if (pending.size === 0) return;
    soon?.cancel();
    soon = clock.timer("reservations", Milliseconds(0), () => {
      soon = null;
      refresh(because);
    });
  };

  const forget = [
    hardware.events.on("cableChanged", () => show()),
    availability.events.on("connectorStatusChanged", () => {
      if (refreshing) return;
      show();
      refreshSoon("removed"); // H01.FR.16, H01.FR.17
    }),
    deviceModel.watch("ReservationCtrlr.Enabled", () => refreshSoon("overtaken")),
  ];

  return {
    reserve(request) {
      const settings = { accepting: enabled(), nonEvseSpecific: isOn("NonEvseSpecific") };
      const now = clock.now();
      const { status, because } = answerReserveNow(request, active(), evses(), settings, now);
      const { reservationId, idToken, expiresAt, target } = request;
      if (status !== "Accepted") {
        logger.info({ reservationId, status, because }, "a reservation is not made");
        return { status };
      }
      const reservation: Reservation = { ...request, reservedAt: now };
      store.transaction(() => {
        const before = pending.get(reservationId);
        if (before) end(before.reservation, "replaced"); // H01.FR.02
        stored.put(String(reservationId), reservation);
      });
      begin(reservation);
      const until = toTimestamp(expiresAt);
      logger.info({ reservationId, ...target, idToken: printableIdToken(idToken), until }, "reserved");
      return { status, afterwards: () => show() };
    },
    cancel(reservationId) {
      const found = pending.get(reservationId);
      if (!found) return { status: "Rejected" }; // H02.FR.01
      end(found.reservation, "cancelled"); // H02.FR.02
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
      if (claim) end(claim, "used"); // H03.FR.09
      return claim?.reservationId;
    },
    keptAt(evseId) {
      if (!kept.has(evseId)) return null;
      const reservations = active();
      const placed = place(reservations, placesFor(reservations, evses()));
      return reservations.find(({ reservationId }) => placed.get(reservationId) === evseId) ?? null;
    },
    of: (idToken) =>
      [...pending.values()]
        .map(({ reservation }) => reservation)
        .filter((reservation) => sameIdToken(reservation.idToken, idToken)),
    get pending() {
      return active().length > 0;
    },
    resume() {
      const reservations = stored.entries().map(([, reservation]) => reservation);
      for (const reservation of reservations.sort((a, b) => a.reservedAt - b.reservedAt)) begin(reservation);
      // Whose EVs are plugged is not known: they stand where they stood.
      refresh("removed", () => true);
    },
    sessionsChanged: () => show(),
    clockSet() {
      for (const { reservation, life } of [...pending.values()]) {
        life.stop();
        begin(reservation);
      }
    },
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      for (const { life } of pending.values()) life.stop();
      soon?.cancel();
    },
  };
}
