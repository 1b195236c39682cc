import type { StationLayout } from "../configuration.js";
import type { ManualActions } from "../manual-actions.js";
import { hasFault, sameFault } from "./faults.js";
import { findEvse, refuseUnknownPart } from "./lookup.js";
import type { Plant } from "./plant.js";
import { impossible, isRefusal } from "./refusals.js";

type StationActions = Pick<
  ManualActions,
  | "presentToken"
  | "pressStart"
  | "pressStop"
  | "setParkingBay"
  | "setFault"
  | "setNetwork"
  | "setNetworkConditions"
>;

/** What a person does at the reader, the buttons, the bay and the innards of a station. */
export function createStationActions(
  plant: Plant,
  { tokenReader = true, startButton = true }: StationLayout,
): StationActions {
  return {
    presentToken(token, evseId) {
      const part = evseId === undefined ? {} : { evseId };
      const refused = refuseUnknownPart(plant.evses, part);
      if (refused) return refused;
      if (!tokenReader) return impossible("the station has no reader (tokenReader in the configuration)");
      if (hasFault(plant.station.faults, "ReaderFailure", part))
        return impossible("the reader is out of order (ReaderFailure); take the fault away first");
      plant.change(() => plant.events.add("tokenPresented", { token, ...part }));
      return null;
    },

    pressStart(evseId) {
      const refused = refuseUnknownPart(plant.evses, { evseId });
      if (refused) return refused;
      if (!startButton)
        return impossible("the station has no start button (startButton in the configuration)");
      plant.change(() => plant.events.add("startPressed", { evseId }));
      return null;
    },

    pressStop({ evseId, emergency }) {
      const part = evseId === undefined ? {} : { evseId };
      const refused = refuseUnknownPart(plant.evses, part);
      if (refused) return refused;
      plant.change(() => plant.events.add("stopPressed", { ...part, emergency }));
      return null;
    },

    setParkingBay(evseId, occupied) {
      const state = findEvse(plant.evses, evseId);
      if (isRefusal(state)) return state;
      if (!state.layout.parkingBaySensor)
        return impossible(`the bay of EVSE ${evseId} has no sensor (parkingBaySensor in the configuration)`);
      if (state.facts.parkingBayOccupied === occupied) return null;
      plant.change(() => {
        plant.setFacts(state, { parkingBayOccupied: occupied });
        plant.events.add("parkingBayChanged", { evseId, occupied });
      });
      return null;
    },

    setFault({ kind, evseId, connectorId }, active) {
      const part = {
        ...(evseId !== undefined && { evseId }),
        ...(connectorId !== undefined && { connectorId }),
      };
      const refused = refuseUnknownPart(plant.evses, part);
      if (refused) return refused;
      const fault = { kind, ...part };
      const others = plant.station.faults.filter((other) => !sameFault(other, fault));
      if (active === others.length < plant.station.faults.length) return null;
      plant.change(() => {
        plant.setStationFacts({ faults: active ? [...others, fault] : others });
        plant.events.add("faultChanged", { ...fault, active });
      });
      return null;
    },

    setNetwork(online) {
      if (plant.station.online === online) return null;
      plant.change(() => {
        plant.setStationFacts({ online });
        plant.events.add("networkChanged", { online });
      });
      return null;
    },

    setNetworkConditions(conditions) {
      plant.change(() => plant.setStationFacts({ conditions: conditions && { ...conditions } }));
      return null;
    },
  };
}
