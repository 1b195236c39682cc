import type { DeviceModel } from "../../device-model/index.js";
import type {
  ConnectorHardware,
  EvseHardware,
  HardwareEvents,
  StationHardware,
} from "../../hardware/index.js";
import {
  createEventBus,
  RareSet,
  type EventBus,
  type Follower,
  type Logger,
  type Store,
  type Unsubscribe,
} from "../../kernel/index.js";
import { connectorStatus, evseStatusOf, isFaulted, isPlugged, stationStatusOf } from "./connector-status.js";
import type {
  Availability,
  AvailabilityEvents,
  AvailabilityTarget,
  ConnectorStatus,
  OperationalStatus,
  TransactionsInProgress,
} from "./interface.js";
import { openOperationalSettings, type OperationalSettings } from "./operational-settings.js";

/** What the Availability engine asks of its surroundings. */
export interface AvailabilityAbilities {
  readonly hardware: Pick<StationHardware, "evses" | "events" | "faults">;
  readonly deviceModel: Pick<DeviceModel, "has" | "update">;
  readonly transactions: TransactionsInProgress;
  readonly store: Store;
  readonly logger: Logger;
}

/** {@link Availability}, and the end of its life. */
export interface AvailabilityEngine extends Availability {
  dispose(): void;
}

interface Suspension {
  readonly target: AvailabilityTarget;
  /** The status does not show it. */
  readonly quiet: boolean;
}

/** Makes the Availability engine of a station and listens to its hardware. */
export function createAvailability(abilities: AvailabilityAbilities): AvailabilityEngine {
  return new Engine(abilities);
}

/** A class, so that the stations of a process share its methods. */
class Engine implements AvailabilityEngine, Follower<HardwareEvents> {
  readonly events: EventBus<AvailabilityEvents>;
  readonly #abilities: AvailabilityAbilities;
  readonly #settings: OperationalSettings;
  readonly #suspensions = new RareSet<Suspension>();
  readonly #reserved = new RareSet<number>();
  readonly #known = new Map<ConnectorHardware, ConnectorStatus>();
  readonly #unfollow: Unsubscribe;

  constructor(abilities: AvailabilityAbilities) {
    const { hardware, store, logger } = abilities;
    this.#abilities = abilities;
    this.#settings = openOperationalSettings(store);
    this.events = createEventBus<AvailabilityEvents>((error, type) =>
      logger.error({ err: error, type }, "a listener of availability failed"),
    );
    this.#unfollow = hardware.events.follow(this);
    // What was scheduled when the power failed has nothing to wait for any more.
    for (const { target, status } of this.#settings.scheduled()) this.#settings.set(target, status);
    this.#refresh();
  }

  evseStatus(evseId: number): ConnectorStatus {
    return evseStatusOf(this.#evse(evseId)?.connectors.map((connector) => this.#derive(connector)) ?? []);
  }

  status(evseId: number, connectorId: number): ConnectorStatus {
    const connector = this.#connector(evseId, connectorId);
    return connector ? this.#derive(connector) : "Unavailable";
  }

  operationalStatus({ evseId, connectorId }: AvailabilityTarget): OperationalStatus {
    if (evseId === undefined) return this.#settings.get({});
    return this.#inoperative(evseId, connectorId) ? "Inoperative" : "Operative";
  }

  usable(evseId: number): boolean {
    const connectors = this.#evse(evseId)?.connectors ?? [];
    return connectors.some(
      ({ id }) =>
        !this.#inoperative(evseId, id) &&
        !this.#suspended(evseId, id, { visibly: false }) &&
        !isFaulted(this.#abilities.hardware.faults, evseId, id),
    );
  }

  change(target: AvailabilityTarget, to: OperationalStatus): "Accepted" | "Rejected" | "Scheduled" {
    if (!this.#exists(target)) return "Rejected"; // G03.FR.02
    const { transactions } = this.#abilities;
    // G03.FR.03, G04.FR.04: what is so already, or becomes usable, disturbs no transaction.
    if (to === "Inoperative" && this.#settings.get(target) !== to && transactions.inProgress(target)) {
      this.#settings.schedule(target, to); // G03.FR.05, G04.FR.06
      this.#refresh();
      return "Scheduled";
    }
    this.#settings.set(target, to); // Written before it is answered: G03.FR.08, G04.FR.09. Revokes what was scheduled.
    this.#refresh();
    return "Accepted";
  }

  suspendUse(
    target: AvailabilityTarget,
    because: string,
    { quietly = false }: { quietly?: boolean } = {},
  ): { release(): void } {
    const suspension: Suspension = { target, quiet: quietly };
    this.#suspensions.add(suspension);
    this.#abilities.logger.info(
      { ...target, because },
      quietly ? "no new session may begin" : "taken out of use",
    );
    this.#refresh();
    return {
      release: () => {
        if (this.#suspensions.delete(suspension)) this.#refresh();
      },
    };
  }

  setReserved(evseId: number, isReserved: boolean): void {
    if (isReserved) this.#reserved.add(evseId);
    else this.#reserved.delete(evseId);
    this.#refresh();
  }

  transactionEnded(evseId: number): void {
    for (const { target, status } of this.#settings.scheduled()) {
      if (target.evseId !== undefined && target.evseId !== evseId) continue;
      if (!this.#abilities.transactions.inProgress(target)) this.#settings.set(target, status); // G03.FR.05, G04.FR.06
    }
    this.#refresh();
  }

  cableChanged(): void {
    this.#refresh();
  }

  faultChanged(): void {
    this.#refresh();
  }

  dispose(): void {
    this.#unfollow();
  }

  #evse(evseId: number): EvseHardware | undefined {
    return this.#abilities.hardware.evses.find(({ id }) => id === evseId);
  }

  #connector(evseId: number, connectorId: number): ConnectorHardware | undefined {
    return this.#evse(evseId)?.connectors.find(({ id }) => id === connectorId);
  }

  #exists({ evseId, connectorId }: AvailabilityTarget): boolean {
    if (evseId === undefined) return connectorId === undefined;
    return connectorId === undefined
      ? this.#evse(evseId) !== undefined
      : this.#connector(evseId, connectorId) !== undefined;
  }

  #suspended(evseId: number, connectorId: number, how: { visibly: boolean }): boolean {
    if (this.#suspensions.size === 0) return false;
    return [...this.#suspensions].some(
      ({ target, quiet }) => covers(target, evseId, connectorId) && !(how.visibly && quiet),
    );
  }

  /**
   * Station, EVSE and connector keep states of their own: what one was set to outlives what another was set to
   * (G03.FR.07, G04.FR.08).
   */
  #inoperative(evseId: number, connectorId?: number): boolean {
    const settings = this.#settings;
    return (
      settings.get({}) === "Inoperative" ||
      // What waits for a transaction elsewhere need not wait here.
      (settings.pending({}) === "Inoperative" && !this.#abilities.transactions.inProgress({ evseId })) ||
      settings.get({ evseId }) === "Inoperative" ||
      (connectorId !== undefined && settings.get({ evseId, connectorId }) === "Inoperative")
    );
  }

  #derive(connector: ConnectorHardware): ConnectorStatus {
    const { evseId, id } = connector;
    return connectorStatus({
      faulted: isFaulted(this.#abilities.hardware.faults, evseId, id),
      outOfUse: this.#inoperative(evseId, id) || this.#suspended(evseId, id, { visibly: true }),
      reserved: this.#reserved.has(evseId),
      plugged: isPlugged(connector),
    });
  }

  /** Works out every connector's status anew and tells those that changed. */
  #refresh(): void {
    const { evses } = this.#abilities.hardware;
    const changes: AvailabilityEvents["connectorStatusChanged"][] = [];
    for (const { id: evseId, connectors } of evses) {
      for (const connector of connectors) {
        const status = this.#derive(connector);
        const before = this.#known.get(connector);
        if (before === status) continue;
        this.#known.set(connector, status);
        this.#show(`Connector@${evseId}.${connector.id}.AvailabilityState`, status);
        if (before) changes.push({ evseId, connectorId: connector.id, status, before });
      }
      this.#show(`EVSE@${evseId}.AvailabilityState`, this.evseStatus(evseId));
    }
    this.#show(
      "ChargingStation.AvailabilityState",
      stationStatusOf(evses.map(({ id }) => this.evseStatus(id))),
    );
    for (const change of changes) this.events.emit("connectorStatusChanged", change);
  }

  #show(path: string, status: ConnectorStatus): void {
    const { deviceModel } = this.#abilities;
    if (deviceModel.has(path)) deviceModel.update(path, status);
  }
}

function covers(target: AvailabilityTarget, evseId: number, connectorId: number): boolean {
  return (
    (target.evseId === undefined || target.evseId === evseId) &&
    (target.connectorId === undefined || target.connectorId === connectorId)
  );
}
