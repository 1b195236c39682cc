import type { Actor } from "xstate";
import {
  Milliseconds,
  startActor,
  type Clock,
  type Logger,
  type Store,
  type Table,
} from "../../kernel/index.js";
import type { Reservation, ReservationUpdateStatus } from "./interface.js";
import { reservationMachine, type ReservationEnd, type ReservationEvent } from "./reservation.machine.js";

/** What a {@link ReservationBook} asks of its surroundings. */
export interface ReservationBookAbilities {
  /** A reservation has expired, and the CSMS is about to hear it. */
  readonly expired: () => void;
  /** Tells the CSMS how a reservation ended; durable when it returns (H04.FR.01, H01.FR.16, H01.FR.17). */
  readonly tell: (status: ReservationUpdateStatus, reservationId: number) => void;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
}

/** The reservations that wait for their drivers: their facts on disk, and a machine for each. */
export interface ReservationBook {
  readonly size: number;
  /** The oldest first. */
  all(): readonly Reservation[];
  find(reservationId: number): Reservation | undefined;
  /** Writes a reservation down; one of that id is replaced by it. */
  add(reservation: Reservation): void;
  end(reservation: Reservation, how: ReservationEvent["type"]): void;
  /** Takes up what is stored; what is over ends at once. */
  resume(): void;
  /** Expiry follows the clock, which was set. */
  clockSet(): void;
  dispose(): void;
}

/** What the CSMS is told of an end that it did not bring about itself. */
const TOLD: Readonly<Partial<Record<ReservationEnd, ReservationUpdateStatus>>> = {
  expired: "Expired", // H04.FR.01
  removed: "Removed", // H01.FR.16, H01.FR.17
};

/** Opens the book of a station; it is empty until {@link ReservationBook.resume}. */
export function openReservationBook(abilities: ReservationBookAbilities): ReservationBook {
  const { expired, tell, clock, store, logger } = abilities;
  const stored: Table<Reservation> = store.table("reservations");
  const pending = new Map<number, { reservation: Reservation; life: Actor<typeof reservationMachine> }>();

  const ended = ({ reservationId }: Reservation, how: ReservationEnd): void => {
    pending.delete(reservationId);
    logger.info({ reservationId, how }, "a reservation has ended");
    if (how === "expired") expired();
    store.transaction(() => {
      stored.delete(String(reservationId));
      const told = TOLD[how];
      if (told) tell(told, reservationId);
    });
  };
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
  const end = ({ reservationId }: Reservation, how: ReservationEvent["type"]): void =>
    pending.get(reservationId)?.life.send({ type: how });

  return {
    get size() {
      return pending.size;
    },
    all: () => [...pending.values()].map(({ reservation }) => reservation),
    find: (reservationId) => pending.get(reservationId)?.reservation,
    add(reservation) {
      store.transaction(() => {
        end(reservation, "replaced"); // H01.FR.02
        stored.put(String(reservation.reservationId), reservation);
      });
      begin(reservation);
    },
    end,
    resume() {
      const reservations = stored.entries().map(([, reservation]) => reservation);
      for (const reservation of reservations.sort((a, b) => a.reservedAt - b.reservedAt)) begin(reservation);
    },
    clockSet() {
      for (const { reservation, life } of [...pending.values()]) {
        life.stop();
        begin(reservation);
      }
    },
    dispose() {
      for (const { life } of pending.values()) life.stop();
    },
  };
}
