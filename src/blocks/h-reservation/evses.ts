import type { EvseHardware, StationHardware } from "../../hardware/index.js";
import { isPlugged, type Availability } from "../g-availability/index.js";
import type { ReservableEvse } from "./placement.js";

/** What tells how EVSEs are used. */
export interface EvseFacts {
  readonly hardware: Pick<StationHardware, "evses">;
  readonly availability: Pick<Availability, "status" | "operationalStatus" | "usable">;
  /** Whether somebody is authorized at the EVSE, with or without a transaction. */
  readonly authorized: (evseId: number) => boolean;
}

/**
 * The EVSEs of a station as reservations see them now.
 * @param wasKept whether an EVSE was Reserved when an EV was plugged in there
 */
export function readEvses(
  { hardware, availability, authorized }: EvseFacts,
  wasKept: (evseId: number) => boolean,
): readonly ReservableEvse[] {
  const useOf = ({ id, connectors }: EvseHardware, inService: boolean): ReservableEvse["use"] => {
    const plugged = connectors.some(isPlugged);
    if (authorized(id) || (plugged && !wasKept(id))) return "occupied";
    if (inService && !availability.usable(id)) return "suspended";
    return plugged ? "plugged" : "free";
  };
  return hardware.evses.map((evse) => {
    const connectors = evse.connectors.map(({ id, type }) => ({
      type,
      outOfService: outOfService(availability, evse.id, id),
    }));
    const inService = connectors.some((connector) => connector.outOfService === null);
    return { evseId: evse.id, connectors, use: useOf(evse, inService) };
  });
}

function outOfService(
  availability: EvseFacts["availability"],
  evseId: number,
  connectorId: number,
): "Faulted" | "Unavailable" | null {
  if (availability.status(evseId, connectorId) === "Faulted") return "Faulted";
  return availability.operationalStatus({ evseId, connectorId }) === "Inoperative" ? "Unavailable" : null;
}
