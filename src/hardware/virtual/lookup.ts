import type { ConnectorLayout } from "../configuration.js";
import type { Refusal } from "../manual-actions.js";
import type { EvseState } from "./evse-state.js";
import type { Part } from "./faults.js";
import { isRefusal, unknown } from "./refusals.js";

/** Finds an EVSE, or says why not. */
export function findEvse(evses: readonly EvseState[], evseId: number): EvseState | Refusal {
  const found = evses.find(({ layout }) => layout.id === evseId);
  if (found) return found;
  const ids = evses.map(({ layout }) => layout.id).join(", ");
  return unknown(`there is no EVSE ${evseId}; this station has ${ids || "none"}`);
}

/** Finds a connector, or says why not. */
export function findConnector(
  evses: readonly EvseState[],
  evseId: number,
  connectorId: number,
): { state: EvseState; connector: ConnectorLayout } | Refusal {
  const state = findEvse(evses, evseId);
  if (isRefusal(state)) return state;
  const connector = state.layout.connectors.find(({ id }) => id === connectorId);
  if (connector) return { state, connector };
  const ids = state.layout.connectors.map(({ id }) => id).join(", ");
  return unknown(`there is no connector ${connectorId} at EVSE ${evseId}; it has ${ids || "none"}`);
}

/** Says why a part does not exist; `null` where it does. */
export function refuseUnknownPart(
  evses: readonly EvseState[],
  { evseId, connectorId }: Part,
): Refusal | null {
  if (evseId === undefined)
    return connectorId === undefined ? null : unknown(`connector ${connectorId} of which EVSE? name evseId`);
  const found =
    connectorId === undefined ? findEvse(evses, evseId) : findConnector(evses, evseId, connectorId);
  return isRefusal(found) ? found : null;
}
