import {
  createVirtualStation,
  type ConnectorLayout,
  type HardwareEvents,
  type StationLayout,
  type VirtualStation,
} from "../../../src/hardware/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";

export const socket = (id = 1, changes: Partial<ConnectorLayout> = {}): ConnectorLayout => ({
  id,
  type: "sType2",
  cable: "detachable",
  phases: 3,
  maxCurrent: 32,
  dc: false,
  ...changes,
});
export const fixedCable = (id = 1): ConnectorLayout => socket(id, { type: "cType2", cable: "fixed" });
export const dcCable = (id = 1): ConnectorLayout =>
  socket(id, { type: "cCCS2", cable: "fixed", dc: true, maxCurrent: 200, maxPower: 50_000 });

/** A station of as many EVSEs as there are lists of connectors; bays with sensors have odd ids. */
export const layoutOf = (evses: ConnectorLayout[][], feedCurrent?: number): StationLayout => ({
  evses: evses.map((connectors, index) => ({
    id: index + 1,
    parkingBaySensor: index % 2 === 0,
    connectors,
  })),
  ...(feedCurrent !== undefined && { feedCurrent }),
});

export type Heard = {
  [K in keyof HardwareEvents]: { type: K; event: HardwareEvents[K] };
}[keyof HardwareEvents];

export interface Bench {
  readonly clock: ManualClock;
  readonly store: Store;
  readonly hardware: VirtualStation;
  readonly heard: Heard[];
  /** The EVSE with that id. */
  evse(id: number): VirtualStation["evses"][number];
  /** Connector 1 of an EVSE. */
  connector(evseId: number): VirtualStation["evses"][number]["connectors"][number];
  /** Plugs both ends at connector 1 and offers energy. */
  charge(evseId: number): void;
}

/** A station of one EVSE that talks ISO 15118. */
export const talking = (connectors: ConnectorLayout[] = [socket()]): StationLayout => ({
  evses: [{ id: 1, parkingBaySensor: false, iso15118: true, connectors }],
});

/** A virtual station on a manual clock; give `store` and `clock` of another bench to start its successor. */
export function bench(
  layout: StationLayout = layoutOf([[socket()], [socket()]]),
  {
    store = createMemoryStore(),
    clock = createManualClock(),
    contractChain = null,
  }: { store?: Store; clock?: ManualClock; contractChain?: string | null } = {},
): Bench {
  const hardware = createVirtualStation({
    layout,
    clock,
    store,
    random: createSeededRandom(1),
    logger: createSilentLogger(),
    contractChain,
  });
  const heard: Heard[] = [];
  hardware.events.onAny((fact) => heard.push(fact));
  const evse = (id: number): Bench["hardware"]["evses"][number] => {
    const found = hardware.evses[id - 1];
    if (!found) throw new Error(`no EVSE ${id}`);
    return found;
  };
  return {
    clock,
    store,
    hardware,
    heard,
    evse,
    connector(evseId) {
      const found = evse(evseId).connectors[0];
      if (!found) throw new Error(`no connector at EVSE ${evseId}`);
      return found;
    },
    charge(evseId) {
      const refused = hardware.actions.plugIn({ evseId, connectorId: 1, side: "both" });
      if (refused) throw new Error(refused.because);
      evse(evseId).offerEnergy();
    },
  };
}
