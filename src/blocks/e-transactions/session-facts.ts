import type { EvseHardware } from "../../hardware/index.js";
import type { ChargingState } from "./interface.js";
import type { Occurrence } from "./occurrence.js";
import type { EventDetails } from "./open-transaction.js";
import type { SessionFacts } from "./tx-points.js";

/** The facts of a session as they are now; without an EVSE only the authorization can be one. */
export function readFacts(
  evse: EvseHardware | null,
  { authorized, dataSigned }: Pick<SessionFacts, "authorized" | "dataSigned">,
): SessionFacts {
  return {
    parkingBayOccupied: evse?.parkingBay?.occupied === true,
    evConnected: (evse?.connectedConnector ?? null) !== null,
    authorized,
    dataSigned,
    energyTransfer: evse?.energyTransfer === "charging",
  };
}

/** What an event tells besides its trigger, from what is physically so. */
export function eventDetails(
  evse: EvseHardware | null,
  occurrence: Occurrence,
  chargingState: ChargingState,
  withState: boolean,
): EventDetails {
  const phases = evse?.ev?.phases ?? 0;
  const rating = evse?.connectedConnector?.cableRating ?? null;
  return {
    ...(withState && { chargingState }),
    ...(occurrence.idToken && { idToken: occurrence.idToken }),
    ...(chargingState === "Charging" && phases > 0 && { phases }), // E02.FR.18
    ...(occurrence.trigger === "CablePluggedIn" &&
      rating !== null && { cableMaxCurrent: Math.floor(rating) }),
  };
}
