import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { groupFromParentIdTag, idTokenFromIdTag } from "../c-authorization/index.js";
import type { Reservations } from "./interface.js";

type ReserveNow = RequestOf<"ocpp1.6", "ReserveNow">;
type CancelReservation = RequestOf<"ocpp1.6", "CancelReservation">;

/** A number that no EVSE has: what is asked of it is Rejected. */
const NO_EVSE = 0;

/**
 * ReserveNow (5.13) and CancelReservation (5.1) of OCPP 1.6. A connector there is reserved with its whole EVSE;
 * connector 0 is any (ReserveConnectorZeroSupported).
 * @param evseOf the EVSE of the connector with that number; `undefined` for none
 */
export function reservationHandlersOcpp16(
  reservations: Pick<Reservations, "reserve" | "cancel">,
  evseOf: (connectorNumber: number) => number | undefined,
): RequestHandlers {
  return {
    ReserveNow({ reservationId, connectorId, expiryDate, idTag, parentIdTag }: ReserveNow) {
      const { status, afterwards } = reservations.reserve({
        reservationId,
        target: connectorId === 0 ? {} : { evseId: evseOf(connectorId) ?? NO_EVSE },
        idToken: idTokenFromIdTag(idTag),
        ...(parentIdTag !== undefined && { groupIdToken: groupFromParentIdTag(parentIdTag) }),
        expiresAt: Date.parse(expiryDate),
      });
      return {
        response: { status } satisfies ResponseOf<"ocpp1.6", "ReserveNow">,
        ...(afterwards && { afterwards }),
      };
    },
    CancelReservation({ reservationId }: CancelReservation) {
      const { status, afterwards } = reservations.cancel(reservationId);
      return {
        response: { status } satisfies ResponseOf<"ocpp1.6", "CancelReservation">,
        ...(afterwards && { afterwards }),
      };
    },
  };
}
