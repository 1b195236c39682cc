import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import { messageOf, Seconds, toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import {
  chargePointStatus,
  errorCodeOf,
  isEvSideDisconnected,
  type SessionOfConnector,
} from "./charge-point-status.js";
import type { ConnectorNumbers } from "./connector-numbers.js";
import { isFaulted, isPlugged } from "./connector-status.js";
import type { Availability } from "./interface.js";
import { createLastingStatuses } from "./lasting-status.js";
import { changeAvailabilityOcpp16 } from "./ocpp16-change-availability.js";

type StatusNotification = RequestOf<"ocpp1.6", "StatusNotification">;
type Status = Pick<StatusNotification, "status" | "errorCode" | "info">;

/** What the binding asks of its surroundings. */
export interface AvailabilityOcpp16Abilities {
  readonly availability: Availability;
  readonly hardware: Pick<StationHardware, "evses" | "faults">;
  readonly numbers: ConnectorNumbers;
  readonly session: (
    evseId: number,
  ) => Pick<SessionOfConnector, "authorized" | "transaction" | "energyTransfer">;
  readonly link: Pick<CsmsLink, "call" | "online">;
  readonly deviceModel: Pick<DeviceModel, "integer">;
  readonly accepted: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Availability in the words of OCPP 1.6. */
export interface AvailabilityOcpp16 {
  readonly handlers: RequestHandlers;
  /** Tells the status of the station and every connector. */
  reportAll(): void;
  /** Tells what changed while offline. */
  reconnected(): void;
  /** To be called when a session or a fault at the EVSE changed; tells what changed, once things have settled. */
  refresh(evseId: number): void;
  /** To be called before anything follows from an authorization at the EVSE. */
  driverAccepted(evseId: number): void;
  /** Notes that a transaction has ended: the connector is Finishing until the cable is unplugged. */
  transactionEnded(evseId: number): void;
  /** Tells that a connector's lock failed, or works again. */
  lockResult(evseId: number, connectorId: number, failed: boolean): void;
  /** Tells one connector's status because the central system asked; 0 is the station. */
  statusNotification(connectorId: number): void;
  /** Resolves when every status that is being told has arrived, or is lost. */
  statusesTold(): Promise<void>;
  /** Tells that the local list and the central system do not agree about an idTag (1.6, 5.10). */
  localListConflict(): void;
  dispose(): void;
}

/** Makes the binding; from now on it tells every change of status while the central system listens. */
export function createAvailabilityOcpp16(abilities: AvailabilityOcpp16Abilities): AvailabilityOcpp16 {
  const { availability, hardware, numbers, session, link, deviceModel, accepted, clock, logger } = abilities;
  const told = new Map<number, string>();
  /** EVSEs whose last transaction left its cable plugged. */
  const finishing = new Set<number>();
  const failedLocks = new Set<number>();
  const onTheirWay = new Set<Promise<void>>();
  let lookPlanned = false;
  /** Requests of the central system that are being answered: the answer goes first. */
  let answering = 0;
  let disposed = false;

  const stationStatus = (): Status => {
    const errorCode = errorCodeOf(hardware.faults);
    if (isFaulted(hardware.faults)) return { status: "Faulted", errorCode };
    const operative = availability.operationalStatus({}) === "Operative";
    return { status: operative ? "Available" : "Unavailable", errorCode };
  };
  const statusOf = (number: number): Status => {
    const place = numbers.placeOf(number);
    if (!place) return stationStatus();
    const { evseId, connectorId } = place;
    const connectors = hardware.evses.find(({ id }) => id === evseId)?.connectors ?? [];
    // At most one connector of an EVSE is in use; while none is plugged the session may become any one's.
    const inUse = connectors.find(isPlugged);
    const here = inUse === undefined || inUse.id === connectorId;
    const facts: SessionOfConnector = {
      ...(here ? session(evseId) : { authorized: false, transaction: false, energyTransfer: "none" }),
      evConnected: inUse?.cable === "connected",
      finishing: here && finishing.has(evseId),
    };
    const fault = errorCodeOf(hardware.faults, evseId, connectorId);
    // A cable that cannot be locked gets no energy until it is plugged anew.
    if (fault === "NoError" && failedLocks.has(number))
      return { status: "Faulted", errorCode: "ConnectorLockFailure" };
    const status = chargePointStatus(availability.status(evseId, connectorId), facts);
    return {
      status,
      errorCode: fault,
      ...(isEvSideDisconnected(status, facts) && { info: "EV side disconnected" }),
    };
  };

  const told16 = ({ status, errorCode }: Status): string => `${status} ${errorCode}`;
  interface Said {
    readonly instructed?: boolean;
    /** Milliseconds since 1970: when the status came about. */
    readonly since?: number;
  }
  const send = (
    connectorId: number,
    status: Status,
    { instructed = false, since = clock.now() }: Said,
    lost: () => void,
  ): void => {
    const payload: StatusNotification = { connectorId, ...status, timestamp: toTimestamp(since) };
    const delivery = link.call("StatusNotification", payload, { instructed }).then(
      () => undefined,
      (error: unknown) => {
        logger.debug({ connectorId, because: messageOf(error) }, "not delivered");
        lost();
      },
    );
    onTheirWay.add(delivery);
    void delivery.then(() => onTheirWay.delete(delivery));
  };
  const tell = (connectorId: number, how: Said = {}): void => {
    const status = statusOf(connectorId);
    const said = told16(status);
    told.set(connectorId, said);
    lasting.settled(connectorId);
    send(connectorId, status, how, () => {
      // What did not arrive is told again after the next connection.
      if (told.get(connectorId) === said) told.delete(connectorId);
    });
  };
  const all = (): number[] => Array.from({ length: numbers.count + 1 }, (_, number) => number);
  const mayTell = (): boolean => !disposed && answering === 0 && link.online && accepted();
  const lasting = createLastingStatuses({
    clock,
    minimum: () => Seconds(deviceModel.integer("OCPPCommCtrlr.MinimumStatusDuration")),
    lasted(number, since) {
      if (mayTell()) tell(number, { since });
    },
  });
  const tellChanges = (): void => {
    for (const { id, connectors } of hardware.evses) {
      if (connectors.some(isPlugged)) continue;
      finishing.delete(id);
      for (const connector of connectors) failedLocks.delete(numbers.numberOf(id, connector.id));
    }
    if (!mayTell()) return;
    for (const number of all()) {
      const status = told16(statusOf(number));
      if (told.get(number) === status) lasting.settled(number);
      else lasting.changed(number, status);
    }
  };
  /**
   * One event of the hardware changes availability first and the session a moment later. Looking after both
   * avoids telling a status that never was.
   */
  const look = (): void => {
    if (lookPlanned) return;
    lookPlanned = true;
    queueMicrotask(() => {
      lookPlanned = false;
      tellChanges();
    });
  };
  const unsubscribe = availability.events.on("connectorStatusChanged", look);

  return {
    handlers: {
      ChangeAvailability: ({ connectorId, type }: RequestOf<"ocpp1.6", "ChangeAvailability">) => {
        const status = changeAvailabilityOcpp16(availability, numbers, connectorId, type);
        answering++;
        return {
          response: { status } satisfies ResponseOf<"ocpp1.6", "ChangeAvailability">,
          afterwards() {
            answering--;
            tellChanges();
          },
        };
      },
    },
    reportAll() {
      answering = 0;
      for (const number of all()) tell(number);
    },
    reconnected() {
      answering = 0; // An answer that a lost connection swallowed is never finished.
      tellChanges();
    },
    refresh: look,
    driverAccepted(evseId) {
      if (!mayTell() || deviceModel.integer("OCPPCommCtrlr.MinimumStatusDuration") > 0) return;
      const connectors = hardware.evses.find(({ id }) => id === evseId)?.connectors ?? [];
      const inUse = connectors.find(isPlugged);
      for (const { id } of inUse ? [inUse] : connectors) {
        const number = numbers.numberOf(evseId, id);
        // No way leads from Reserved or Finishing to Charging but through Preparing, however short (4.9: G2, F2).
        if (!/^(Reserved|Finishing) /.test(told.get(number) ?? "")) continue;
        const preparing: Status = { status: "Preparing", errorCode: "NoError" };
        told.set(number, told16(preparing));
        send(number, preparing, {}, () => told.delete(number));
      }
    },
    transactionEnded(evseId) {
      finishing.add(evseId);
      look();
    },
    lockResult(evseId, connectorId, failed) {
      const number = numbers.numberOf(evseId, connectorId);
      if (failed) failedLocks.add(number);
      else failedLocks.delete(number);
      look();
    },
    statusNotification: (connectorId) => tell(connectorId, { instructed: true }),
    async statusesTold() {
      await Promise.all(onTheirWay);
    },
    localListConflict: () =>
      send(0, { ...stationStatus(), errorCode: "LocalListConflict" }, {}, () => undefined),
    dispose() {
      disposed = true;
      lasting.dispose();
      unsubscribe();
    },
  };
}
