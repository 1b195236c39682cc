import type {
  ConnectedEv,
  ConnectorHardware,
  EnergyTransfer,
  EvseHardware,
  MeterReading,
  MeterSigner,
  Rating,
  SupplyLimit,
} from "../interface.js";
import type { Store } from "../../kernel/index.js";
import { VirtualConnector } from "./connector.js";
import { asksForEnergy, detailsOf, type EvDetails } from "./electric-vehicle.js";
import { bestRating, connectedConnector, connectorInUse, type EvseState } from "./evse-state.js";
import { VirtualEvCommunication } from "./ev-communication/index.js";
import { hasFault } from "./faults.js";
import { readingOf } from "./meter-reading.js";
import { createMeterSigner } from "./meter-signer.js";
import { measured } from "./meter.js";
import type { Plant } from "./plant.js";
import { asksNow } from "./power-flow.js";

/** An EVSE of the virtual station. */
export class VirtualEvse implements EvseHardware {
  readonly connectors: readonly ConnectorHardware[];
  readonly rating: Rating;
  readonly meterSigner: MeterSigner | null;
  readonly evCommunication: VirtualEvCommunication | null;
  readonly #plant: Plant;
  readonly #state: EvseState;
  #lastReading: MeterReading | null = null;

  constructor(plant: Plant, state: EvseState, store: Store) {
    this.#plant = plant;
    this.#state = state;
    this.rating = bestRating(state.layout);
    this.meterSigner = state.layout.signingMeter ? createMeterSigner(store, `EVSE-${state.layout.id}`) : null;
    this.evCommunication = state.layout.iso15118 ? new VirtualEvCommunication(plant, state) : null;
    this.connectors = [...state.layout.connectors]
      .sort((a, b) => a.id - b.id)
      .map((connector) => new VirtualConnector(plant, state, connector));
  }

  get id(): number {
    return this.#state.layout.id;
  }

  get parkingBay(): { readonly occupied: boolean } | null {
    return this.#state.layout.parkingBaySensor ? { occupied: this.#state.facts.parkingBayOccupied } : null;
  }

  get offering(): boolean {
    return this.#state.offering;
  }

  get powerPathClosed(): boolean {
    return this.#state.flow.contactorClosed;
  }

  get energyTransfer(): EnergyTransfer {
    return this.#state.flow.transfer;
  }

  get connectedConnector(): ConnectorHardware | null {
    const connector = connectedConnector(this.#state);
    return this.connectors.find(({ id }) => id === connector?.id) ?? null;
  }

  get ev(): ConnectedEv | null {
    const connector = connectedConnector(this.#state);
    const { ev } = this.#state.facts;
    if (!connector || !ev) return null;
    return {
      ready: asksNow(this.#state),
      phases: connector.dc
        ? 0
        : Math.min(connector.phases, ev.phases, this.#state.limit?.phases ?? connector.phases),
      // An AC control pilot knows nothing of the battery.
      stateOfCharge: connector.dc || ev.iso15118 ? measured(ev.stateOfCharge) : null,
      iso15118: ev.iso15118,
    };
  }

  get limit(): SupplyLimit | null {
    return this.#state.limit;
  }

  offerEnergy(): void {
    this.#setOffering(true);
  }

  withdrawEnergy(): void {
    this.#setOffering(false);
  }

  setAccess(open: boolean): void {
    this.#state.accessOpen = open;
  }

  /** @throws RangeError if current or power is negative or not a number, or the phases are not 1, 2 or 3 */
  setLimit(limit: SupplyLimit | null): void {
    if (this.isNewLimit(limit)) this.#plant.change(() => this.noteLimit(limit));
  }

  /** Whether a limit is another than the one in force. @throws RangeError as {@link VirtualEvse.setLimit} */
  isNewLimit(limit: SupplyLimit | null): boolean {
    if (limit && !(limit.amps >= 0)) throw new RangeError("a supply limit must be at least 0 A");
    if (limit?.watts !== undefined && !(limit.watts >= 0))
      throw new RangeError("a supply limit must be at least 0 W");
    if (limit?.phases !== undefined && ![1, 2, 3].includes(limit.phases))
      throw new RangeError("a supply limit must leave 1, 2 or 3 phases");
    const before = this.#state.limit;
    return before?.amps !== limit?.amps || before?.watts !== limit?.watts || before?.phases !== limit?.phases;
  }

  /** Takes a limit over as it is. Only within {@link Plant.change}. */
  noteLimit(limit: SupplyLimit | null): void {
    this.#state.limit = limit && { ...limit };
  }

  readMeter(): MeterReading {
    this.#plant.bringUpToDate(this.#state);
    const silent = hasFault(this.#plant.station.faults, "MeterSilent", { evseId: this.id });
    // A meter that says nothing leaves the station with what it said last.
    if (!silent || !this.#lastReading)
      this.#lastReading = readingOf(this.#state, this.rating, this.ev, this.#plant.clock.now());
    return this.#lastReading;
  }

  /** All there is to know of the EV whose end of the cable is plugged, for the tester; `null` where none is. */
  get evDetails(): EvDetails | null {
    const { ev } = this.#state.facts;
    return ev && detailsOf(ev, connectorInUse(this.#state)?.dc ?? false);
  }

  /** Who holds energy back from a connected EV now, whether or not it is offered. */
  get suspendedBy(): readonly ("EV" | "EVSE")[] {
    const { ev } = this.#state.facts;
    if (!ev || !connectedConnector(this.#state)) return [];
    return [
      ...(asksForEnergy(ev) ? [] : (["EV"] as const)),
      ...(this.#state.suspended ? (["EVSE"] as const) : []),
    ];
  }

  #setOffering(offering: boolean): void {
    if (this.#state.offering === offering) return;
    this.#plant.change(() => void (this.#state.offering = offering));
  }
}
