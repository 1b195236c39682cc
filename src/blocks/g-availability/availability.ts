import { createEventBus, type Logger, type Store } from "../../kernel/index.js";
import type { ConnectorHardware, FaultKind, StationHardware } from "../../hardware/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { connectorStatus } from "./connector-status.js";
import type {
  Availability,
  AvailabilityEvents,
  AvailabilityTarget,
  ConnectorStatus,
  OperationalStatus,
  TransactionsInProgress,
} from "./interface.js";
import { openOperationalSettings } from "./operational-settings.js";

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

/** Faults that make a connector unusable. */
const DISABLING: ReadonlySet<FaultKind> = new Set<FaultKind>(["Faulted", "GroundFailure", "OverCurrent"]);

const covers = (target: AvailabilityTarget, evseId: number, connectorId?: number): boolean =>
  (target.evseId === undefined || target.evseId === evseId) &&
  (target.connectorId === undefined || target.connectorId === connectorId);

const plugged = ({ cableKind, cable }: ConnectorHardware): boolean =>
  cableKind === "fixed" ? cable === "connected" : cable === "stationOnly" || cable === "connected";

/** Makes the Availability engine of a station and listens to its hardware. */
export function createAvailability(abilities: AvailabilityAbilities): AvailabilityEngine {
  const { hardware, deviceModel, transactions, store, logger } = abilities;
  const settings = openOperationalSettings(store);
  const events = createEventBus<AvailabilityEvents>((error, type) =>
    logger.error({ err: error, type }, "a listener of availability failed"),
  );
  const suspensions = new Set<AvailabilityTarget>();
  const reserved = new Set<number>();
  const known = new Map<ConnectorHardware, ConnectorStatus>();

  const faulted = (evseId: number, connectorId?: number): boolean =>
    hardware.faults.some(
      (fault) =>
        DISABLING.has(fault.kind) &&
        (fault.evseId === undefined || fault.evseId === evseId) &&
        (fault.connectorId === undefined || fault.connectorId === connectorId),
    );
  const suspended = (evseId: number, connectorId?: number): boolean =>
    [...suspensions].some((target) => covers(target, evseId, connectorId));
  const inoperative = (evseId: number, connectorId?: number): boolean =>
    settings.get({}) === "Inoperative" ||
    settings.get({ evseId }) === "Inoperative" ||
    (connectorId !== undefined && settings.get({ evseId, connectorId }) === "Inoperative");

  const derive = (connector: ConnectorHardware): ConnectorStatus =>
    connectorStatus({
      faulted: faulted(connector.evseId, connector.id),
      outOfUse: inoperative(connector.evseId, connector.id) || suspended(connector.evseId, connector.id),
      reserved: reserved.has(connector.evseId),
      plugged: plugged(connector),
    });

  const evseStatus = (evseId: number): ConnectorStatus => {
    const evse = hardware.evses.find(({ id }) => id === evseId);
    const statuses = new Set(evse?.connectors.map(derive));
    if (statuses.has("Occupied")) return "Occupied";
    if (statuses.has("Available")) return "Available";
    return [...statuses][0] ?? "Unavailable";
  };
  const stationStatus = (): ConnectorStatus => {
    const statuses = new Set(hardware.evses.map(({ id }) => evseStatus(id)));
    if (statuses.has("Available")) return "Available";
    return statuses.size === 1 ? ([...statuses][0] ?? "Unavailable") : "Occupied";
  };

  const show = (path: string, status: ConnectorStatus): void => {
    if (deviceModel.has(path)) deviceModel.update(path, status);
  };
  /** Works out every connector's status anew and tells those that changed. */
  const refresh = (): void => {
    const changes: AvailabilityEvents["connectorStatusChanged"][] = [];
    for (const { id: evseId, connectors } of hardware.evses) {
      for (const connector of connectors) {
        const status = derive(connector);
        const before = known.get(connector);
        if (before === status) continue;
        known.set(connector, status);
        show(`Connector@${evseId}.${connector.id}.AvailabilityState`, status);
        if (before) changes.push({ evseId, connectorId: connector.id, status, before });
      }
      show(`EVSE@${evseId}.AvailabilityState`, evseStatus(evseId));
    }
    show("ChargingStation.AvailabilityState", stationStatus());
    for (const change of changes) events.emit("connectorStatusChanged", change);
  };

  const usable = (evseId: number): boolean => {
    const evse = hardware.evses.find(({ id }) => id === evseId);
    return (
      evse !== undefined &&
      !inoperative(evseId) &&
      !suspended(evseId) &&
      !faulted(evseId) &&
      evse.connectors.some(({ id }) => !inoperative(evseId, id) && !faulted(evseId, id))
    );
  };

  const applyScheduled = (evseId: number): void => {
    for (const { target, status } of settings.scheduled()) {
      if (target.evseId !== undefined && target.evseId !== evseId) continue;
      if (!transactions.inProgress(target)) settings.set(target, status);
    }
    refresh();
  };

  const forget = [hardware.events.on("cableChanged", refresh), hardware.events.on("faultChanged", refresh)];
  // What was scheduled when the power failed has nothing to wait for any more.
  for (const { target, status } of settings.scheduled()) settings.set(target, status);
  refresh();

  return {
    events,
    status: (evseId, connectorId) => {
      const connector = hardware.evses
        .find(({ id }) => id === evseId)
        ?.connectors.find(({ id }) => id === connectorId);
      return connector ? derive(connector) : "Unavailable";
    },
    evseStatus,
    operationalStatus({ evseId, connectorId }): OperationalStatus {
      if (evseId === undefined) return settings.get({});
      return inoperative(evseId, connectorId) ? "Inoperative" : "Operative";
    },
    usable,
    change(target, to) {
      if (
        settings.get(target) === to &&
        settings.scheduled().every((waiting) => !same(waiting.target, target))
      ) {
        return "Accepted"; // G03.FR.03, G04.FR.04
      }
      if (to === "Inoperative" && transactions.inProgress(target)) {
        settings.schedule(target, to); // G03.FR.05, G04.FR.06
        return "Scheduled";
      }
      settings.set(target, to);
      refresh();
      return "Accepted";
    },
    suspendUse(target, because) {
      suspensions.add(target);
      logger.info({ ...target, because }, "taken out of use");
      refresh();
      return {
        release() {
          if (suspensions.delete(target)) refresh();
        },
      };
    },
    setReserved(evseId, isReserved) {
      if (isReserved) reserved.add(evseId);
      else reserved.delete(evseId);
      refresh();
    },
    transactionEnded: applyScheduled,
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
    },
  };
}

function same(a: AvailabilityTarget, b: AvailabilityTarget): boolean {
  return a.evseId === b.evseId && a.connectorId === b.connectorId;
}
