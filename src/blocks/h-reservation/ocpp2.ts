import { createDurableNotification, type CsmsLink, type RequestHandlers } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { idTokenFromOcpp2 } from "../c-authorization/index.js";
import type { Reservations, ReservationUpdateStatus } from "./interface.js";

type ReserveNow = RequestOf<"ocpp2.0.1", "ReserveNow">;
type CancelReservation = RequestOf<"ocpp2.0.1", "CancelReservation">;
type ReservationStatusUpdate = RequestOf<"ocpp2.0.1", "ReservationStatusUpdate">;

/** An end of a reservation that the CSMS has not heard of yet. */
interface ReservationUpdate {
  readonly reservationId: number;
  readonly status: ReservationUpdateStatus;
}

/** ReserveNow (H01) and CancelReservation (H02) of OCPP 2.0.1 and 2.1. */
export function reservationHandlersOcpp2(
  reservations: Pick<Reservations, "reserve" | "cancel">,
): RequestHandlers {
  return {
    ReserveNow({ id, expiryDateTime, connectorType, evseId, idToken, groupIdToken }: ReserveNow) {
      const { status, afterwards } = reservations.reserve({
        reservationId: id,
        target: {
          ...(evseId !== undefined && { evseId }),
          ...(connectorType !== undefined && { connectorType }),
        },
        idToken: idTokenFromOcpp2(idToken),
        ...(groupIdToken && { groupIdToken: idTokenFromOcpp2(groupIdToken) }),
        expiresAt: Date.parse(expiryDateTime),
      });
      return {
        response: { status } satisfies ResponseOf<"ocpp2.0.1", "ReserveNow">,
        ...(afterwards && { afterwards }),
      };
    },
    CancelReservation({ reservationId }: CancelReservation) {
      const { status, afterwards } = reservations.cancel(reservationId);
      return {
        response: { status } satisfies ResponseOf<"ocpp2.0.1", "CancelReservation">,
        ...(afterwards && { afterwards }),
      };
    },
  };
}

/**
 * Tells the CSMS of reservations that have ended (H04.FR.01, H01.FR.16, H01.FR.17) through the link's durable
 * queue. OCPP 1.6 has no message for it.
 */
export function createReservationStatusOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (status: ReservationUpdateStatus, reservationId: number) => void {
  const tell = createDurableNotification<ReservationUpdate>(link, logger, {
    kind: "reservationStatus",
    encode({ reservationId, status }, version) {
      if (version === "ocpp1.6") return null;
      const payload: ReservationStatusUpdate = { reservationId, reservationUpdateStatus: status };
      return { action: "ReservationStatusUpdate", payload };
    },
    describe: ({ reservationId, status }) => `that reservation ${reservationId} is ${status}`,
  });
  return (status, reservationId) => tell({ status, reservationId });
}
