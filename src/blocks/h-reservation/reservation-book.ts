import type { Actor } from "xstate";
import {
  RareMap,
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
  return new StoredBook(abilities);
}

/** A class, so that the stations of a process share its methods. */
class StoredBook implements ReservationBook {
  readonly #abilities: ReservationBookAbilities;
  readonly #stored: Table<Reservation>;
  readonly #pending = new RareMap<
    number,
    { reservation: Reservation; life: Actor<typeof reservationMachine> }
  >();

  constructor(abilities: ReservationBookAbilities) {
    this.#abilities = abilities;
    this.#stored = abilities.store.table("reservations");
  }

  get size(): number {
    return this.#pending.size;
  }

  all(): readonly Reservation[] {
    return [...this.#pending.values()].map(({ reservation }) => reservation);
  }

  find(reservationId: number): Reservation | undefined {
    return this.#pending.get(reservationId)?.reservation;
  }

  add(reservation: Reservation): void {
    this.#abilities.store.transaction(() => {
      this.end(reservation, "replaced"); // H01.FR.02
      this.#stored.put(String(reservation.reservationId), reservation);
    });
    this.#begin(reservation);
  }

  end({ reservationId }: Reservation, how: ReservationEvent["type"]): void {
    this.#pending.get(reservationId)?.life.send({ type: how });
  }

  resume(): void {
    const reservations = this.#stored.entries().map(([, reservation]) => reservation);
    for (const reservation of reservations.sort((a, b) => a.reservedAt - b.reservedAt))
      this.#begin(reservation);
  }

  clockSet(): void {
    for (const { reservation, life } of [...this.#pending.values()]) {
      life.stop();
      this.#begin(reservation);
    }
  }

  dispose(): void {
    for (const { life } of this.#pending.values()) life.stop();
  }

  /** Begins, or begins again, the life of a stored reservation. */
  #begin(reservation: Reservation): void {
    const { clock, logger } = this.#abilities;
    const life = startActor(reservationMachine, {
      clock,
      logger,
      name: `reservation ${reservation.reservationId}`,
      input: { timeLeft: Milliseconds(reservation.expiresAt - clock.now()) },
    });
    this.#pending.set(reservation.reservationId, { reservation, life });
    const look = (): void => {
      const { status, value } = life.getSnapshot();
      if (status === "done") this.#ended(reservation, value as ReservationEnd);
    };
    life.subscribe(look);
    look();
  }

  #ended({ reservationId }: Reservation, how: ReservationEnd): void {
    const { expired, tell, store, logger } = this.#abilities;
    this.#pending.delete(reservationId);
    logger.info({ reservationId, how }, "a reservation has ended");
    if (how === "expired") expired();
    store.transaction(() => {
      this.#stored.delete(String(reservationId));
      const told = TOLD[how];
      if (told) tell(told, reservationId);
    });
  }
}
