import type { DeviceModel } from "../../device-model/index.js";
import type { ConnectorHardware, StationHardware } from "../../hardware/index.js";
import { createEventBus, type Logger, type Store } from "../../kernel/index.js";
import { connectorStatus, evseStatusOf, isFaulted, isPlugged, stationStatusOf } from "./connector-status.js";
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

interface Suspension {
  readonly target: AvailabilityTarget;
  /** The status does not show it. */
  readonly quiet: boolean;
}

/** Makes the Availability engine of a station and listens to its hardware. */
export function createAvailability(abilities: AvailabilityAbilities): AvailabilityEngine {
  const { hardware, deviceModel, transactions, store, logger } = abilities;
  const settings = openOperationalSettings(store);
  const events = createEventBus<AvailabilityEvents>((error, type) =>
    logger.error({ err: error, type }, "a listener of availability failed"),
  );
  const suspensions = new Set<Suspension>();
  const reserved = new Set<number>();
  const known = new Map<ConnectorHardware, ConnectorStatus>();

  const evseOf = (evseId: number) => hardware.evses.find(({ id }) => id === evseId);
  const connectorOf = (evseId: number, connectorId: number) =>
    evseOf(evseId)?.connectors.find(({ id }) => id === connectorId);
  const exists = ({ evseId, connectorId }: AvailabilityTarget): boolean => {
    if (evseId === undefined) return connectorId === undefined;
    return connectorId === undefined
      ? evseOf(evseId) !== undefined
      : connectorOf(evseId, connectorId) !== undefined;
  };
  const suspended = (evseId: number, connectorId: number, how: { visibly: boolean }): boolean =>
    [...suspensions].some(
      ({ target, quiet }) => covers(target, evseId, connectorId) && !(how.visibly && quiet),
    );
  // Station, EVSE and connector keep states of their own: what one was set to outlives what another was set to
  // (G03.FR.07, G04.FR.08).
  const inoperative = (evseId: number, connectorId?: number): boolean =>
    settings.get({}) === "Inoperative" ||
    // What waits for a transaction elsewhere need not wait here.
    (settings.pending({}) === "Inoperative" && !transactions.inProgress({ evseId })) ||
    settings.get({ evseId }) === "Inoperative" ||
    (connectorId !== undefined && settings.get({ evseId, connectorId }) === "Inoperative");

  const derive = (connector: ConnectorHardware): ConnectorStatus => {
    const { evseId, id } = connector;
    return connectorStatus({
      faulted: isFaulted(hardware.faults, evseId, id),
      outOfUse: inoperative(evseId, id) || suspended(evseId, id, { visibly: true }),
      reserved: reserved.has(evseId),
      plugged: isPlugged(connector),
    });
  };
  const evseStatus = (evseId: number): ConnectorStatus =>
    evseStatusOf(evseOf(evseId)?.connectors.map(derive) ?? []);

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
    show(
      "ChargingStation.AvailabilityState",
      stationStatusOf(hardware.evses.map(({ id }) => evseStatus(id))),
    );
    for (const change of changes) events.emit("connectorStatusChanged", change);
  };

  const forget = [hardware.events.on("cableChanged", refresh), hardware.events.on("faultChanged", refresh)];
  // What was scheduled when the power failed has nothing to wait for any more.
  for (const { target, status } of settings.scheduled()) settings.set(target, status);
  refresh();

  return {
    events,
    evseStatus,
    status(evseId, connectorId) {
      const connector = connectorOf(evseId, connectorId);
      return connector ? derive(connector) : "Unavailable";
    },
    operationalStatus({ evseId, connectorId }): OperationalStatus {
      if (evseId === undefined) return settings.get({});
      return inoperative(evseId, connectorId) ? "Inoperative" : "Operative";
    },
    usable: (evseId) =>
      evseOf(evseId)?.connectors.some(
        ({ id }) =>
          !inoperative(evseId, id) &&
          !suspended(evseId, id, { visibly: false }) &&
          !isFaulted(hardware.faults, evseId, id),
      ) ?? false,
    change(target, to) {
      if (!exists(target)) return "Rejected"; // G03.FR.02
      // G03.FR.03, G04.FR.04: what is so already, or becomes usable, disturbs no transaction.
      if (to === "Inoperative" && settings.get(target) !== to && transactions.inProgress(target)) {
        settings.schedule(target, to); // G03.FR.05, G04.FR.06
        refresh();
        return "Scheduled";
      }
      settings.set(target, to); // Written before it is answered: G03.FR.08, G04.FR.09. Revokes what was scheduled.
      refresh();
      return "Accepted";
    },
    suspendUse(target, because, { quietly = false } = {}) {
      const suspension: Suspension = { target, quiet: quietly };
      suspensions.add(suspension);
      logger.info({ ...target, because }, quietly ? "no new session may begin" : "taken out of use");
      refresh();
      return {
        release() {
          if (suspensions.delete(suspension)) refresh();
        },
      };
    },
    setReserved(evseId, isReserved) {
      if (isReserved) reserved.add(evseId);
      else reserved.delete(evseId);
      refresh();
    },
    transactionEnded(evseId) {
      for (const { target, status } of settings.scheduled()) {
        if (target.evseId !== undefined && target.evseId !== evseId) continue;
        if (!transactions.inProgress(target)) settings.set(target, status); // G03.FR.05, G04.FR.06
      }
      refresh();
    },
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
    },
  };
}

function covers(target: AvailabilityTarget, evseId: number, connectorId: number): boolean {
  return (
    (target.evseId === undefined || target.evseId === evseId) &&
    (target.connectorId === undefined || target.connectorId === connectorId)
  );
}
