import { orderedKey, type Store, type Table } from "../../kernel/index.js";
import type { EvseLayout } from "../configuration.js";
import type { ActiveFault } from "../interface.js";
import type { NetworkConditions } from "../network-conditions.js";
import { untouched, type CableEnds } from "./connector.machine.js";
import type { VirtualEv } from "./electric-vehicle.js";

/** What is physically so at an EVSE and stays so when the power goes. */
export interface EvseFacts {
  /** Lifetime register in Wh, unrounded. */
  readonly energyWh: number;
  /** Cable ends by connector id. */
  readonly cables: Readonly<Record<string, CableEnds>>;
  /** The EV whose end of a cable is plugged. */
  readonly ev: VirtualEv | null;
  readonly parkingBayOccupied: boolean;
}

/** The same of the station as a whole. */
export interface StationFacts {
  readonly online: boolean;
  readonly faults: readonly ActiveFault[];
  /** Absent or `null`: a good network. */
  readonly conditions?: NetworkConditions | null;
}

const STATION = "station";
const HEALTHY: StationFacts = { online: true, faults: [] };

/** The physical world of a station in its store. */
export class FactStore {
  readonly #store: Store;
  readonly #evses: Table<EvseFacts>;
  readonly #station: Table<StationFacts>;

  constructor(store: Store) {
    this.#store = store;
    this.#evses = store.table("hardware.evse");
    this.#station = store.table("hardware.station");
  }

  /** The facts of an EVSE, fitted to how the station is built now. */
  evse(layout: EvseLayout): EvseFacts {
    const stored = this.#evses.get(orderedKey(layout.id));
    const cables: Record<string, CableEnds> = {};
    for (const { id, cable } of layout.connectors) {
      const ends = stored?.cables[id];
      const fits = ends !== undefined && (ends.stationEnd === "attached") === (cable === "fixed");
      cables[id] = fits ? ends : untouched(cable);
    }
    const plugged = Object.values(cables).some((ends) => ends.evEnd === "plugged");
    return {
      energyWh: stored?.energyWh ?? 0,
      cables,
      ev: plugged ? (stored?.ev ?? null) : null,
      parkingBayOccupied: stored?.parkingBayOccupied ?? false,
    };
  }

  /** Writes what changed at EVSEs, all or nothing. */
  saveEvses(changes: readonly { readonly id: number; readonly facts: EvseFacts }[]): void {
    this.#store.transaction(() => {
      for (const { id, facts } of changes) this.#evses.put(orderedKey(id), facts);
    });
  }

  station(): StationFacts {
    return this.#station.get(STATION) ?? HEALTHY;
  }

  saveStation(facts: StationFacts): void {
    this.#station.put(STATION, facts);
  }
}
