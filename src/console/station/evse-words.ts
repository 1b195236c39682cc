import type { ConnectorState, EvseState } from "../api/types.js";

const CABLES: Readonly<Record<ConnectorState["cable"], string>> = {
  none: "no cable",
  stationOnly: "a cable at the station's end only",
  evOnly: "a cable at the EV's end only",
  connected: "an EV connected",
};

/** What the drawing of an EVSE shows, for those who cannot see it. */
export function drawingInWords(evse: EvseState): string {
  const { evseId, availability, connectors, ev, energyTransfer, parkingBayOccupied } = evse;
  const parts = connectors.map(({ connectorId, type, cable, cableKind, locked }) => {
    const state =
      cableKind === "fixed" && cable === "stationOnly" ? "its fixed cable in the holder" : CABLES[cable];
    return `connector ${connectorId} (${type}): ${state}${locked ? ", locked" : ""}`;
  });
  if (parkingBayOccupied !== null) parts.push(parkingBayOccupied ? "bay occupied" : "bay free");
  if (ev?.stateOfCharge !== undefined) parts.push(`battery at ${Math.round(ev.stateOfCharge)} %`);
  if (energyTransfer !== "none") parts.push(energyTransfer);
  return `EVSE ${evseId}, ${availability}: ${parts.join("; ")}`;
}
