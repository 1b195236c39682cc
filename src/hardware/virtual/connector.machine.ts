import { setup } from "xstate";
import { createStepper } from "../../kernel/index.js";
import type { CableKind, CableState } from "../interface.js";

/** What a person or the lock's motor does to a connector. */
export type ConnectorEvent =
  "plugStation" | "plugStationHalfway" | "pullStation" | "plugEv" | "pullEv" | "lock" | "unlock";

/** The two ends of the cable. `attached`: for good; `halfway`: plugged, but not far enough for the lock. */
export interface CableEnds {
  readonly stationEnd: "open" | "halfway" | "unlocked" | "locked" | "attached";
  readonly evEnd: "open" | "plugged";
}

/** The chart of a connector: what is possible at either end of its cable. */
export const connectorMachine = setup({ types: {} as { events: { type: ConnectorEvent } } }).createMachine({
  id: "connector",
  type: "parallel",
  states: {
    stationEnd: {
      initial: "open",
      states: {
        open: { on: { plugStation: "unlocked", plugStationHalfway: "halfway" } },
        halfway: { on: { plugStation: "unlocked", pullStation: "open" } },
        unlocked: { on: { pullStation: "open", lock: "locked" } },
        locked: { on: { unlock: "unlocked" } },
        attached: {},
      },
    },
    evEnd: {
      initial: "open",
      states: {
        open: { on: { plugEv: "plugged" } },
        plugged: { on: { pullEv: "open" } },
      },
    },
  },
});

const stepper = createStepper(connectorMachine);

const NOTHING_PLUGGED: Readonly<Record<CableKind, CableEnds>> = {
  detachable: { stationEnd: "open", evEnd: "open" },
  fixed: { stationEnd: "attached", evEnd: "open" },
};

/** The ends of a cable that nobody has touched yet. */
export const untouched = (kind: CableKind): CableEnds => NOTHING_PLUGGED[kind];

/** The ends after `event`, or `null` where it is not possible in this state. */
export function moveCable(ends: CableEnds, event: ConnectorEvent): CableEnds | null {
  const snapshot = connectorMachine.resolveState({ value: { ...ends } });
  if (!snapshot.can({ type: event })) return null;
  const [next] = stepper.step(snapshot, { type: event });
  return next.value;
}

/** Which ends are plugged, in the words of the hardware interface. */
export function cableState({ stationEnd, evEnd }: CableEnds): CableState {
  if (stationEnd === "open") return evEnd === "plugged" ? "evOnly" : "none";
  return evEnd === "plugged" ? "connected" : "stationOnly";
}
