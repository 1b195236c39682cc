import type { ManualActions, Refusal } from "../manual-actions.js";
import { asksForEnergy, changedEv, faultOfEvChange, type VirtualEv } from "./electric-vehicle.js";
import { connectedConnector, type EvseState } from "./evse-state.js";
import { findEvse } from "./lookup.js";
import type { Plant } from "./plant.js";
import { impossible, isRefusal } from "./refusals.js";

type EvActions = Pick<ManualActions, "suspend" | "resume" | "changeEv">;

/** What the EV does, and what the EVSE does to it. */
export function createEvActions(plant: Plant): EvActions {
  const connectedEv = (evseId: number): { state: EvseState; ev: VirtualEv } | Refusal => {
    const state = findEvse(plant.evses, evseId);
    if (isRefusal(state)) return state;
    const { ev } = state.facts;
    return ev && connectedConnector(state)
      ? { state, ev }
      : impossible(`no EV is connected to EVSE ${evseId}; plug in both ends of the cable first`);
  };

  const setReady = (state: EvseState, ev: VirtualEv, ready: boolean): null => {
    plant.change(() => plant.setFacts(state, { ev: { ...(state.facts.ev ?? ev), ready } }));
    return null;
  };

  const setSuspended = (state: EvseState, suspended: boolean): null => {
    plant.change(() => void (state.suspended = suspended));
    return null;
  };

  return {
    suspend(evseId, by) {
      const found = connectedEv(evseId);
      if (isRefusal(found)) return found;
      const { state, ev } = found;
      if (by === "EVSE")
        return state.suspended
          ? impossible(`EVSE ${evseId} already suspends the energy transfer`)
          : setSuspended(state, true);
      if (!asksForEnergy(ev))
        return impossible(`the EV at EVSE ${evseId} already takes no energy (${idleBecause(ev)})`);
      return setReady(state, ev, false);
    },

    resume(evseId, by) {
      const found = connectedEv(evseId);
      if (isRefusal(found)) return found;
      const { state, ev } = found;
      if (by === "EVSE")
        return state.suspended
          ? setSuspended(state, false)
          : impossible(`EVSE ${evseId} does not suspend the energy transfer`);
      if (!ev.ready) return setReady(state, ev, true);
      return impossible(
        asksForEnergy(ev)
          ? `the EV at EVSE ${evseId} does not suspend the energy transfer`
          : `the battery of the EV at EVSE ${evseId} is full; lower its stateOfCharge`,
      );
    },

    changeEv(evseId, change) {
      const state = findEvse(plant.evses, evseId);
      if (isRefusal(state)) return state;
      if (!state.facts.ev) return impossible(`no EV is plugged at EVSE ${evseId}; plug one in first`);
      const fault = faultOfEvChange(change);
      if (fault !== null) return impossible(fault);
      plant.change(() => {
        // Read here, because counting the energy up to now has charged the battery.
        const { ev } = state.facts;
        if (ev) plant.setFacts(state, { ev: changedEv(ev, change) });
      });
      return null;
    },
  };
}

const idleBecause = (ev: VirtualEv): string => (ev.ready ? "its battery is full" : "it is not ready");
