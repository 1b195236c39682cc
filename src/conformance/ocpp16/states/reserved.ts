import { toTimestamp } from "../../../kernel/index.js";
import { expectsStatus } from "./connector-status.js";
import type { Session16 } from "./session.js";
import type { StateContext16 } from "./state-context.js";

/** For whom, and for how long. */
export interface ReservationOptions16 {
  /** The valid one unless told. */
  readonly idTag?: string;
  readonly parentIdTag?: string;
  /** Seconds; an hour unless told. */
  readonly lasts?: number;
}

const AN_HOUR = 3600;

/** Reusable state Reserved; gives the id of the reservation. */
export async function reserved(
  { csms, idTags }: StateContext16,
  session: Session16,
  { idTag = idTags.valid, parentIdTag, lasts = AN_HOUR }: ReservationOptions16 = {},
): Promise<number> {
  const { connectorId } = session.connector;
  const reservationId = 1 + csms.calls.length;
  await csms.ask(
    "ReserveNow",
    {
      connectorId,
      idTag,
      reservationId,
      expiryDate: toTimestamp(csms.now() + lasts * 1000),
      ...(parentIdTag !== undefined && { parentIdTag }),
    },
    { status: "Accepted" },
  );
  await expectsStatus(csms, session, "Reserved", { after: csms.latest });
  session.reservationId = reservationId;
  return reservationId;
}
