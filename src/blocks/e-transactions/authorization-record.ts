import type { IdToken } from "../c-authorization/index.js";
import type { ReservedEvses } from "./abilities.js";

/** Who is authorized in a session, and how. A fact that survives a power cut as part of its transaction. */
export interface AuthorizationRecord {
  readonly idToken: IdToken;
  readonly groupIdToken?: IdToken;
  /** Of the order that started it (F01.FR.25, F02.FR.01). */
  readonly remoteStartId?: number;
  /** Of the reservation that is used by it (H01.FR.15). */
  readonly reservationId?: number;
}

/** The record of a driver who begins at an EVSE (or has not chosen one), and by it uses a reservation (H03.FR.09). */
export function withReservation(
  record: AuthorizationRecord,
  evseId: number | null,
  reservations: Pick<ReservedEvses, "use">,
): AuthorizationRecord {
  const reservationId = reservations.use(record, evseId);
  return { ...record, ...(reservationId !== undefined && { reservationId }) };
}
