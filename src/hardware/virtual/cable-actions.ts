import type { Random } from "../../kernel/index.js";
import type { ConnectorLayout } from "../configuration.js";
import type { ActionOutcome, EvChange, ManualActions, Refusal } from "../manual-actions.js";
import { moveCable, type CableEnds, type ConnectorEvent } from "./connector.machine.js";
import { changedEv, defaultEv, faultOfEvChange } from "./electric-vehicle.js";
import { cableAt, connectorInUse, endsAt, type EvseState } from "./evse-state.js";
import { findConnector } from "./lookup.js";
import type { Plant } from "./plant.js";
import { impossible, isRefusal } from "./refusals.js";

type CableActions = Pick<ManualActions, "plugIn" | "plugOut">;
type Side = "ev" | "station" | "both";
interface Place {
  readonly state: EvseState;
  readonly connector: ConnectorLayout;
}

const nameOf = ({ state, connector }: Place): string => `EVSE ${state.layout.id} connector ${connector.id}`;

/** Plugging and pulling cables, one end after the other, as a person does. */
export function createCableActions(plant: Plant, random: Random): CableActions {
  const move = (place: Place, event: ConnectorEvent, evChange?: EvChange): boolean => {
    const { state, connector } = place;
    // Asked anew for each end: whoever heard of the first may have acted before the second.
    const ends = moveCable(endsAt(state, connector), event);
    if (!ends) return false;
    plant.change(() => {
      const before = cableAt(state, connector);
      plant.setFacts(state, {
        cables: { ...state.facts.cables, [connector.id]: ends },
        ...(event === "plugEv" && { ev: changedEv(defaultEv(connector.dc, random), evChange ?? {}) }),
        ...(event === "pullEv" && { ev: null }),
      });
      // What the EVSE held back, it held back from this EV.
      if (event === "pullEv") state.suspended = false;
      const cable = cableAt(state, connector);
      if (cable !== before)
        plant.events.add("cableChanged", {
          evseId: state.layout.id,
          connectorId: connector.id,
          cable,
          before,
        });
    });
    return true;
  };

  return {
    plugIn({ evseId, connectorId, side, halfway = false, ev }) {
      const place = findConnector(plant.evses, evseId, connectorId);
      if (isRefusal(place)) return place;
      const steps = plugInSteps(place, side, halfway);
      if (isRefusal(steps)) return steps;
      const refused = refuseEv(ev, steps);
      if (refused) return refused;
      for (const step of steps) move(place, step, ev);
      return null;
    },

    plugOut({ evseId, connectorId, side }) {
      const place = findConnector(plant.evses, evseId, connectorId);
      if (isRefusal(place)) return place;
      const steps = plugOutSteps(place, side);
      if (isRefusal(steps)) return steps;
      const done = steps.map((step) => move(place, step));
      return done.every(Boolean) ? null : lockedAt(place);
    },
  };
}

function plugInSteps(place: Place, side: Side, halfway: boolean): ConnectorEvent[] | Refusal {
  const { state, connector } = place;
  const other = connectorInUse(state);
  if (other && other.id !== connector.id)
    return impossible(
      `EVSE ${state.layout.id} is in use at connector ${other.id}; pull the cable there first`,
    );
  if (connector.accessLock && !state.accessOpen)
    return impossible(`${nameOf(place)} is locked until somebody is authorized`);
  const { stationEnd, evEnd } = endsAt(state, connector);
  if (stationEnd === "attached") {
    if (halfway)
      return impossible(`${nameOf(place)} has a fixed cable, so there is no plug to leave halfway`);
    return evEnd === "open" ? ["plugEv"] : impossible(`an EV is already connected at ${nameOf(place)}`);
  }
  const steps: ConnectorEvent[] = [];
  const canBePushed = stationEnd === "open" || (stationEnd === "halfway" && !halfway);
  if (side !== "ev" && canBePushed) steps.push(halfway ? "plugStationHalfway" : "plugStation");
  if (side !== "station" && evEnd === "open") steps.push("plugEv");
  if (steps.length > 0) return steps;
  const end = side === "both" ? "both ends of a cable are" : side === "ev" ? "the EV's end is" : "a cable is";
  return impossible(`${end} already plugged at ${nameOf(place)}; pull it first`);
}

function refuseEv(ev: EvChange | undefined, steps: readonly ConnectorEvent[]): ActionOutcome {
  if (!ev) return null;
  if (!steps.includes("plugEv"))
    return impossible("this plugs no EV, so there is none to describe; leave `ev` out or change it later");
  const fault = faultOfEvChange(ev);
  return fault === null ? null : impossible(fault);
}

function plugOutSteps(place: Place, side: Side): ConnectorEvent[] | Refusal {
  const ends: CableEnds = endsAt(place.state, place.connector);
  if (ends.stationEnd === "attached")
    return ends.evEnd === "plugged" ? ["pullEv"] : impossible(`no EV is connected at ${nameOf(place)}`);
  const steps: ConnectorEvent[] = [];
  if (side !== "station" && ends.evEnd === "plugged") steps.push("pullEv");
  if (side !== "ev" && ends.stationEnd !== "open") {
    if (ends.stationEnd === "locked") return lockedAt(place);
    steps.push("pullStation");
  }
  if (steps.length > 0) return steps;
  return impossible(
    side === "ev"
      ? `the EV's end of the cable is not plugged at ${nameOf(place)}`
      : `no cable is plugged at ${nameOf(place)}`,
  );
}

const lockedAt = (place: Place): Refusal =>
  impossible(`the cable is locked at ${nameOf(place)}; stop the session or unlock the connector first`);
