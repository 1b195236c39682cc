import type { IdToken } from "../c-authorization/index.js";

/** What is reserved: one EVSE, any EVSE with a connector of that type, or, where neither is named, any EVSE. */
export interface ReservationTarget {
  readonly evseId?: number;
  /** ConnectorEnumType, e.g. `sType2`. */
  readonly connectorType?: string;
}

/** What a CSMS asks for (H01). */
export interface ReservationRequest {
  readonly reservationId: number;
  readonly target: ReservationTarget;
  readonly idToken: IdToken;
  /** Whoever belongs to this group may use the reservation too (H03.FR.04 to H03.FR.06). */
  readonly groupIdToken?: IdToken;
  /** Milliseconds since 1970, by the station's clock. */
  readonly expiresAt: number;
}

/** A reservation that waits for its driver; the stored facts of it. */
export interface Reservation extends ReservationRequest {
  /** Milliseconds since 1970; the older ones come first where there is not enough for all. */
  readonly reservedAt: number;
}

/** Values of ReserveNowStatusEnumType. */
export type ReserveNowStatus = "Accepted" | "Faulted" | "Occupied" | "Rejected" | "Unavailable";

/** Values of ReservationUpdateStatusEnumType: how a reservation ended that neither driver nor CSMS ended. */
export type ReservationUpdateStatus = "Expired" | "Removed";

/** Who wants to charge, and the group as far as it is known. */
export interface Driver {
  readonly idToken: IdToken;
  readonly groupIdToken?: IdToken;
}

/**
 * Whether a driver may charge at an EVSE as far as reservations are concerned. `dependsOnGroup`: not by the
 * idToken, perhaps by its group, which is not known yet (H03.FR.07).
 */
export type Admission = "admitted" | "dependsOnGroup" | "refused";

/** An answer, and what follows once it is sent. */
export interface Decision<Status> {
  readonly status: Status;
  readonly afterwards?: () => void;
}

/** The Reservation engine (H01 to H04). */
export interface Reservations {
  /** `ReservationCtrlr.Available`: the station has reservations at all. */
  readonly available: boolean;
  /** Reserves, or replaces the reservation of that id; durable before it is answered (H01). */
  reserve(request: ReservationRequest): Decision<ReserveNowStatus>;
  /** Cancels by order of the CSMS, which is not told of it again (H02). */
  cancel(reservationId: number): Decision<"Accepted" | "Rejected">;
  /** Whether the driver may charge at that EVSE (H03). */
  admission(driver: Driver, evseId: number): Admission;
  /** Whether a reservation of the driver is good for that EVSE. */
  isReservedFor(driver: Driver, evseId: number): boolean;
  /**
   * The driver begins to use an EVSE, or any where it is `null`: a reservation that matches is used (H03.FR.09).
   * @returns its id, for the transaction to tell; `undefined` where there is none
   */
  use(driver: Driver, evseId: number | null): number | undefined;
  /** The reservation for which the EVSE is kept, or `null`. */
  keptAt(evseId: number): Reservation | null;
  /** The reservations in that idToken's name (N09). */
  of(idToken: IdToken): readonly Reservation[];
  /** All that wait for their drivers, oldest first. */
  readonly all: readonly Reservation[];
  /** Whether a reservation waits for its driver (B11, errata 2025-06). */
  readonly pending: boolean;
  /** Takes up what an earlier life of the station has stored. Call once, before the station connects. */
  resume(): void;
  /** Must be called when somebody was authorized at an EVSE, or is no more. */
  sessionsChanged(): void;
  /** Must be called when the station's clock was set. */
  clockSet(): void;
  dispose(): void;
}
