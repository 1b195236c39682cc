import type { ConnectorNumbers } from "./connector-numbers.js";
import type { Availability, AvailabilityTarget, OperationalStatus } from "./interface.js";

type Change = ReturnType<Availability["change"]>;

const worst = (outcomes: readonly Change[]): Change =>
  outcomes.find((outcome) => outcome === "Rejected") ??
  outcomes.find((outcome) => outcome === "Scheduled") ??
  "Accepted";

/**
 * ChangeAvailability of OCPP 1.6, where a connector has one state: number 0 sets that of all connectors, and a
 * connector can be made available though the station as a whole is not. In OCPP 2 station, EVSE and connector
 * have states of their own, so what was set above the connector is handed down to its neighbours first.
 */
export function changeAvailabilityOcpp16(
  availability: Pick<Availability, "change" | "operationalStatus">,
  numbers: ConnectorNumbers,
  connectorNumber: number,
  to: OperationalStatus,
): Change {
  const places = numbers.places;
  const evseIds = [...new Set(places.map(({ evseId }) => evseId))];
  if (connectorNumber === 0) {
    if (to === "Inoperative") return availability.change({}, to);
    const all: AvailabilityTarget[] = [{}, ...evseIds.map((evseId) => ({ evseId })), ...places];
    return worst(all.map((target) => availability.change(target, to)));
  }
  const place = numbers.placeOf(connectorNumber);
  if (!place) return "Rejected";
  if (to === "Operative") {
    for (const above of [{}, { evseId: place.evseId }]) {
      if (availability.operationalStatus(above) === "Operative") continue;
      const inIt = places.filter(({ evseId }) => !("evseId" in above) || evseId === above.evseId);
      for (const neighbour of inIt) if (neighbour !== place) availability.change(neighbour, "Inoperative");
      availability.change(above, "Operative");
    }
  }
  return availability.change(place, to);
}
