import type { DeviceModel } from "../../device-model/index.js";
import { RareSet, Milliseconds, toTimestamp, type Timer, type Unsubscribe } from "../../kernel/index.js";
import { printableIdToken, sameIdToken, type IdToken } from "../c-authorization/index.js";
import type { Availability } from "../g-availability/index.js";
import { admissionOf, claimAt, claimsOf } from "./claims.js";
import { readEvses, type EvseFacts } from "./evses.js";
import type {
  Admission,
  Decision,
  Driver,
  Reservation,
  ReservationRequest,
  Reservations,
  ReserveNowStatus,
} from "./interface.js";
import { keptEvses, place, placesFor, type ReservableEvse } from "./placement.js";
import {
  openReservationBook,
  type ReservationBook,
  type ReservationBookAbilities,
} from "./reservation-book.js";
import { answerReserveNow } from "./reserve-now.js";

/** What the Reservation engine asks of its surroundings. */
export interface ReservationAbilities extends EvseFacts, Omit<ReservationBookAbilities, "expired"> {
  readonly availability: EvseFacts["availability"] & Pick<Availability, "setReserved" | "events">;
  readonly deviceModel: Pick<DeviceModel, "find" | "watch">;
}

/** Makes the Reservation engine of a station, which follows the status of its EVSEs. */
export function createReservations(abilities: ReservationAbilities): Reservations {
  return new ReservationEngine(abilities);
}

/** A class, so that the stations of a process share its methods. */
class ReservationEngine implements Reservations {
  readonly #abilities: ReservationAbilities;
  readonly #book: ReservationBook;
  /** EVSEs that are shown as Reserved. */
  readonly #kept = new RareSet<number>();
  readonly #forget: readonly Unsubscribe[];
  #showing = false;
  #soon: Timer | null = null;

  constructor(abilities: ReservationAbilities) {
    const { availability, deviceModel, tell, clock, store, logger } = abilities;
    this.#abilities = abilities;
    // First everybody may charge again, then the CSMS hears why (H04.FR.02, H04.FR.03).
    this.#book = openReservationBook({ expired: () => this.#show(), tell, clock, store, logger });
    this.#forget = [
      availability.events.on("connectorStatusChanged", () => {
        if (this.#showing) return;
        this.#show();
        this.#refreshSoon("removed"); // H01.FR.16, H01.FR.17
      }),
      deviceModel.watch("ReservationCtrlr.Enabled", () => this.#refreshSoon("overtaken")),
    ];
  }

  reserve(request: ReservationRequest): Decision<ReserveNowStatus> {
    const { clock, logger } = this.#abilities;
    const settings = { accepting: this.#enabled, nonEvseSpecific: this.#isOn("NonEvseSpecific") };
    const { reservationId, target, expiresAt } = request;
    const now = clock.now();
    const { status, because } = answerReserveNow(request, this.#active(), this.#evses(), settings, now);
    if (status !== "Accepted") {
      logger.info({ reservationId, status, because }, "a reservation is not made");
      return { status };
    }
    this.#book.add({ ...request, reservedAt: now });
    const idToken = printableIdToken(request.idToken);
    logger.info({ reservationId, ...target, idToken, until: toTimestamp(expiresAt) }, "reserved");
    return { status, afterwards: () => this.#show() };
  }

  cancel(reservationId: number): Decision<"Accepted" | "Rejected"> {
    const reservation = this.#book.find(reservationId);
    if (!reservation) return { status: "Rejected" }; // H02.FR.01
    this.#book.end(reservation, "cancelled"); // H02.FR.02
    return { status: "Accepted", afterwards: () => this.#show() };
  }

  admission(driver: Driver, evseId: number): Admission {
    const evse = this.#evseOf(evseId);
    return evse ? admissionOf(driver, evse, this.#active(), this.#evses()) : "refused";
  }

  isReservedFor(driver: Driver, evseId: number): boolean {
    const evse = this.#evseOf(evseId);
    return evse !== undefined && claimAt(driver, evse, this.#active(), this.#evses()) !== undefined;
  }

  use(driver: Driver, evseId: number | null): number | undefined {
    const evse = evseId === null ? undefined : this.#evseOf(evseId);
    const claim = evse
      ? claimAt(driver, evse, this.#active(), this.#evses())
      : claimsOf(driver, this.#active()).find(({ target }) => target.evseId === undefined);
    if (claim) this.#book.end(claim, "used"); // H03.FR.09
    return claim?.reservationId;
  }

  keptAt(evseId: number): Reservation | null {
    if (!this.#kept.has(evseId)) return null;
    const reservations = this.#active();
    const placed = place(reservations, placesFor(reservations, this.#evses()));
    return reservations.find(({ reservationId }) => placed.get(reservationId) === evseId) ?? null;
  }

  of(idToken: IdToken): readonly Reservation[] {
    return this.#book.all().filter((reservation) => sameIdToken(reservation.idToken, idToken));
  }

  get all(): readonly Reservation[] {
    return this.#active();
  }

  get pending(): boolean {
    return this.#active().length > 0;
  }

  resume(): void {
    this.#book.resume();
    if (this.#book.size === 0) return;
    // Whether an EV was plugged while its EVSE was Reserved is not known any more: where it matters, it was.
    this.#refresh("removed", () => true);
  }

  sessionsChanged(): void {
    this.#show();
  }

  clockSet(): void {
    this.#book.clockSet();
  }

  dispose(): void {
    for (const unsubscribe of this.#forget) unsubscribe();
    this.#book.dispose();
    this.#soon?.cancel();
  }

  #isOn(variable: string): boolean {
    return this.#abilities.deviceModel.find(`ReservationCtrlr.${variable}`)?.toLowerCase() === "true";
  }

  get available(): boolean {
    return this.#isOn("Available");
  }

  get #enabled(): boolean {
    return this.available && this.#isOn("Enabled");
  }

  /** What counts now; while reservations are disabled they stay in the book but are not used. */
  #active(): readonly Reservation[] {
    return this.#enabled ? this.#book.all() : [];
  }

  #evses(wasKept = (evseId: number): boolean => this.#kept.has(evseId)): readonly ReservableEvse[] {
    return readEvses(this.#abilities, wasKept);
  }

  #evseOf(evseId: number): ReservableEvse | undefined {
    return this.#evses().find((one) => one.evseId === evseId);
  }

  /** Shows as Reserved exactly the EVSEs that are kept for somebody. */
  #show(wasKept?: (evseId: number) => boolean): void {
    if (this.#book.size === 0 && this.#kept.size === 0) return;
    const { hardware, availability } = this.#abilities;
    const now = keptEvses(this.#active(), this.#evses(wasKept));
    this.#showing = true;
    try {
      for (const { id } of hardware.evses) {
        if (now.includes(id) === this.#kept.has(id)) continue;
        if (now.includes(id)) this.#kept.add(id);
        else this.#kept.delete(id); // H02.FR.03, H02.FR.05, H03.FR.10
        // H01.FR.20, H01.FR.23, H01.FR.24, H02.FR.04, H02.FR.06
        availability.setReserved(id, now.includes(id));
      }
    } finally {
      this.#showing = false;
    }
  }

  /** Ends the reservations that have no place any more, the youngest first, and shows what is kept now. */
  #refresh(because: "removed" | "overtaken", wasKept?: (evseId: number) => boolean): void {
    const reservations = this.#active();
    const placed = place(reservations, placesFor(reservations, this.#evses(wasKept)));
    for (const reservation of reservations)
      if (!placed.has(reservation.reservationId)) this.#book.end(reservation, because);
    this.#show(wasKept);
  }

  /** What a CSMS has ordered is answered first. */
  #refreshSoon(because: "removed" | "overtaken"): void {
    if (this.#book.size === 0) return;
    this.#soon?.cancel();
    this.#soon = this.#abilities.clock.timer("reservations", Milliseconds(0), () => {
      this.#soon = null;
      this.#refresh(because);
    });
  }
}
