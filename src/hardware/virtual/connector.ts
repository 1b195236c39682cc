import type { ConnectorLayout } from "../configuration.js";
import type { CableKind, CableState, ConnectorHardware, Rating } from "../interface.js";
import { moveCable, type ConnectorEvent } from "./connector.machine.js";
import { cableAt, cableRating, endsAt, ratingOf, type EvseState } from "./evse-state.js";
import { hasFault } from "./faults.js";
import type { Plant } from "./plant.js";

/** A connector of the virtual station. */
export class VirtualConnector implements ConnectorHardware {
  readonly #plant: Plant;
  readonly #state: EvseState;
  readonly #layout: ConnectorLayout;

  constructor(plant: Plant, state: EvseState, layout: ConnectorLayout) {
    this.#plant = plant;
    this.#state = state;
    this.#layout = layout;
  }

  get evseId(): number {
    return this.#state.layout.id;
  }

  get id(): number {
    return this.#layout.id;
  }

  get type(): string {
    return this.#layout.type;
  }

  get cableKind(): CableKind {
    return this.#layout.cable;
  }

  get cable(): CableState {
    return cableAt(this.#state, this.#layout);
  }

  get locked(): boolean {
    return endsAt(this.#state, this.#layout).stationEnd === "locked";
  }

  get lockable(): boolean {
    return this.#layout.cable === "detachable";
  }

  get cableRating(): number | null {
    return cableRating(this.#state, this.#layout);
  }

  get rating(): Rating {
    return ratingOf(this.#layout);
  }

  lock(): boolean {
    if (!this.lockable || this.locked) return true;
    return !this.#has("ConnectorLockFailure") && this.#moveLock("lock");
  }

  unlock(): boolean {
    if (this.#has("UnlockFailure")) return false;
    // F05.FR.06: without a locked plug the motor runs all the same and nothing is left to hold.
    return this.locked ? this.#moveLock("unlock") : true;
  }

  #has(kind: "ConnectorLockFailure" | "UnlockFailure"): boolean {
    return hasFault(this.#plant.station.faults, kind, { evseId: this.evseId, connectorId: this.id });
  }

  #moveLock(event: ConnectorEvent & ("lock" | "unlock")): boolean {
    const ends = moveCable(endsAt(this.#state, this.#layout), event);
    if (!ends) return false;
    this.#plant.change(() => {
      this.#plant.setFacts(this.#state, { cables: { ...this.#state.facts.cables, [this.id]: ends } });
      this.#plant.events.add("lockChanged", {
        evseId: this.evseId,
        connectorId: this.id,
        locked: event === "lock",
      });
    });
    return true;
  }
}
