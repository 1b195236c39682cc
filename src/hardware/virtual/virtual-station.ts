import type { Clock, EventBus, Logger, Random, Store } from "../../kernel/index.js";
import type { StationLayout } from "../configuration.js";
import type {
  ActiveFault,
  Display,
  HardwareEvents,
  Network,
  StationHardware,
  SupplyLimit,
} from "../interface.js";
import type { ManualActions } from "../manual-actions.js";
import type { NetworkConditions } from "../network-conditions.js";
import { createCableActions } from "./cable-actions.js";
import type { EvDetails } from "./electric-vehicle.js";
import { createEvActions } from "./ev-actions.js";
import { createV2gActions } from "./ev-communication/index.js";
import { VirtualEvse } from "./evse.js";
import { loseDriverState } from "./evse-state.js";
import { Plant } from "./plant.js";
import { createStationActions } from "./station-actions.js";

/** Hardware that is not there: everything a station asks of its drivers, and everything a person can do to it. */
export interface VirtualStation extends StationHardware {
  readonly actions: ManualActions;
  /** The EV whose end of a cable is plugged at an EVSE, as its owner knows it; `null` where there is none. */
  evDetails(evseId: number): EvDetails | null;
  /** What the network does to frames; `null`: nothing. The same object as long as it is not set anew. */
  readonly networkConditions: NetworkConditions | null;
  /** Who holds energy back from the EV connected to an EVSE, whether or not energy is offered. */
  suspendedBy(evseId: number): readonly ("EV" | "EVSE")[];
  /**
   * Cuts the power for an instant: contactors open, limits and what was shown are gone, nothing is told to
   * anybody, sessions over ISO 15118 are gone. Cables, locks, EVs, bays, registers, faults and the network stay as they are.
   */
  powerCycle(): void;
  /** Counts what has flowed and releases the timer; to be called before the store is closed. */
  stop(): void;
}

/** What the virtual hardware needs. */
export interface VirtualStationParts {
  readonly layout: StationLayout;
  /** Time of the station; spans are measured by its `elapsed`, so setting it costs no energy. */
  readonly clock: Clock;
  /** Holds the physical world: after a restart of the process the cable is still plugged. */
  readonly store: Store;
  readonly random: Random;
  readonly logger: Logger;
  /** The contract certificate and sub CAs (PEM) that EVs carry; absent: none. */
  readonly contractChain?: string | null;
}

/**
 * Makes the virtual hardware of a station as its store remembers it, or untouched.
 * @example
 * const hardware = createVirtualStation({ layout, clock, store, random, logger });
 * hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
 * hardware.evses[0]?.offerEnergy();
 */
export function createVirtualStation(parts: VirtualStationParts): VirtualStation {
  return new VirtualHardware(parts);
}

class VirtualHardware implements VirtualStation {
  readonly evses: readonly VirtualEvse[];
  readonly actions: ManualActions;
  readonly display: Display;
  readonly network: Network;
  readonly #plant: Plant;

  constructor({ random, contractChain = null, ...parts }: VirtualStationParts) {
    const plant = new Plant(parts);
    this.#plant = plant;
    this.evses = plant.evses.map((state) => new VirtualEvse(plant, state, parts.store));
    this.actions = {
      ...createCableActions(plant, random),
      ...createEvActions(plant),
      ...createStationActions(plant, parts.layout),
      ...createV2gActions(plant, this.evses, contractChain),
    };
    this.display = new VirtualDisplay();
    this.network = new VirtualNetwork(plant);
  }

  get events(): EventBus<HardwareEvents> {
    return this.#plant.events.bus;
  }

  get faults(): readonly ActiveFault[] {
    return this.#plant.station.faults;
  }

  get networkConditions(): NetworkConditions | null {
    return this.#plant.station.conditions ?? null;
  }

  setLimits(limits: ReadonlyMap<number, SupplyLimit | null>): void {
    const changes = this.evses.flatMap((evse) => {
      const limit = limits.get(evse.id);
      return limit !== undefined && evse.isNewLimit(limit) ? [() => evse.noteLimit(limit)] : [];
    });
    if (changes.length > 0) this.#plant.change(() => changes.forEach((change) => change()));
  }

  evDetails(evseId: number): EvDetails | null {
    return this.evses.find(({ id }) => id === evseId)?.evDetails ?? null;
  }

  suspendedBy(evseId: number): readonly ("EV" | "EVSE")[] {
    return this.evses.find(({ id }) => id === evseId)?.suspendedBy ?? [];
  }

  powerCycle(): void {
    this.display.show([]);
    for (const { evCommunication } of this.evses) evCommunication?.lose();
    this.#plant.changeSilently(() => this.#plant.evses.forEach(loseDriverState));
  }

  stop(): void {
    for (const { evCommunication } of this.evses) evCommunication?.lose();
    this.#plant.stop();
  }
}

class VirtualDisplay implements Display {
  #lines: readonly string[] = [];

  get lines(): readonly string[] {
    return this.#lines;
  }

  show(lines: readonly string[]): void {
    this.#lines = [...lines];
  }
}

class VirtualNetwork implements Network {
  readonly #plant: Plant;

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  get online(): boolean {
    return this.#plant.station.online;
  }
}
