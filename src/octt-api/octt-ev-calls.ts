import type { ActionOutcome } from "../hardware/index.js";
import { wrong, type OcttArguments } from "./octt-arguments.js";
import { connectorKey, throwRefusal, type OcttCall, type OcttMemory } from "./octt-call.js";
import { connectorOf, PLACE } from "./octt-places.js";
import type { StationSurface } from "../station/index.js";

/** The EV API: what the EV does, and its end of the cable. */
export function createEvCalls(surface: StationSurface, memory: OcttMemory): Record<string, OcttCall> {
  const { actions } = surface;

  /** Moves the EV's end, unless a SUT call has just done that in place of this one. */
  const moveEvEnd = (given: OcttArguments, moved: "plugged" | "pulled", move: () => ActionOutcome): void => {
    const { evseId, connectorId } = connectorOf(given);
    const before = memory.evEndMoved.get(connectorKey(evseId, connectorId));
    const outcome = move();
    if (before !== moved || outcome?.refused === "unknown") throwRefusal(outcome);
    memory.evEndMoved.delete(connectorKey(evseId, connectorId));
  };

  const calls: Record<string, OcttCall> = {
    plugin: {
      accepts: PLACE,
      perform(given) {
        const at = connectorOf(given);
        const ready = memory.evReady.get(at.evseId);
        moveEvEnd(given, "plugged", () =>
          actions.plugIn({ ...at, side: "ev", ...(ready !== undefined && { ev: { ready } }) }),
        );
      },
    },
    plugout: {
      accepts: PLACE,
      perform(given) {
        const at = connectorOf(given);
        moveEvEnd(given, "pulled", () => actions.plugOut({ ...at, side: "ev" }));
      },
    },
    end: {
      accepts: PLACE,
      perform: (given) => throwRefusal(actions.suspend(connectorOf(given).evseId, "EV")),
    },
    state: {
      accepts: ["ready", ...PLACE],
      perform(given) {
        const { evseId } = connectorOf(given);
        const ready = given.flag("ready");
        if (ready === undefined) throw wrong("ready", "is missing; true or false");
        const outcome = actions.changeEv(evseId, { ready });
        // An EV that is not plugged in yet can be made ready or not all the same.
        if (outcome?.refused === "unknown") throwRefusal(outcome);
        memory.evReady.set(evseId, ready);
      },
    },
  };

  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, { ...call, perform: seen(call, memory) }]),
  );
}

const seen =
  (call: OcttCall, memory: OcttMemory): OcttCall["perform"] =>
  (given) => {
    memory.evApiSeen = true;
    call.perform(given);
  };
