import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import { RareSet, messageOf, toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { Availability, AvailabilityTarget, ConnectorStatus } from "./interface.js";

type NotifyEvent = RequestOf<"ocpp2.0.1", "NotifyEvent">;
type ChangeAvailability = RequestOf<"ocpp2.0.1", "ChangeAvailability">;
type ChangeAvailabilityResponse = ResponseOf<"ocpp2.0.1", "ChangeAvailability">;

/** What the binding asks of its surroundings. */
export interface AvailabilityOcpp2Abilities {
  readonly availability: Availability;
  readonly hardware: Pick<StationHardware, "evses">;
  readonly link: Pick<CsmsLink, "call" | "online">;
  readonly deviceModel: Pick<DeviceModel, "has" | "update">;
  /** The CSMS has accepted the station. */
  readonly accepted: () => boolean;
  /** Numbers the events of NotifyEvent. */
  readonly nextEventId: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Availability in the words of OCPP 2.0.1 and 2.1. */
export interface AvailabilityOcpp2 {
  readonly handlers: RequestHandlers;
  /** Tells the status of every connector (B01.FR.05). */
  reportAll(): void;
  /** Tells what changed while offline, or everything after a long time (B04). Milliseconds; seconds. */
  reconnected(offlineFor: number, threshold: number): void;
  /** Tells one connector's status because the CSMS asked (F06). */
  statusNotification(evseId: number, connectorId: number): void;
  /** Tells that a retention lock failed, or works again (G05.FR.02). */
  lockResult(evseId: number, connectorId: number, failed: boolean): void;
  dispose(): void;
}

const keyOf = (evseId: number, connectorId: number): string => `${evseId}.${connectorId}`;

/** Makes the binding; from now on it tells every change of status while the CSMS listens. */
export function createAvailabilityOcpp2(abilities: AvailabilityOcpp2Abilities): AvailabilityOcpp2 {
  const { availability, hardware, link, deviceModel, accepted, nextEventId, clock, logger } = abilities;
  const told = new Map<string, ConnectorStatus>();
  const failedLocks = new RareSet<string>();
  let held: (() => void)[] | null = null;

  const call = (action: string, payload: object, instructed: boolean, lost: () => void): void => {
    link.call(action, payload, { instructed }).catch((error: unknown) => {
      logger.debug({ action, because: messageOf(error) }, "not delivered");
      lost();
    });
  };
  const tell = (evseId: number, connectorId: number, instructed = false): void => {
    const key = keyOf(evseId, connectorId);
    const connectorStatus = availability.status(evseId, connectorId);
    told.set(key, connectorStatus);
    const timestamp = toTimestamp(clock.now());
    // What did not arrive is told again after the next connection (B04.FR.02).
    call("StatusNotification", { timestamp, connectorStatus, evseId, connectorId }, instructed, () => {
      if (told.get(key) === connectorStatus) told.delete(key);
    });
  };
  const forEach = (visit: (evseId: number, connectorId: number) => void): void => {
    for (const { id, connectors } of hardware.evses)
      for (const connector of connectors) visit(id, connector.id);
  };
  const unsubscribe = availability.events.on("connectorStatusChanged", ({ evseId, connectorId }) => {
    if (!link.online || !accepted()) return;
    if (held) held.push(() => tell(evseId, connectorId));
    else tell(evseId, connectorId); // G01.FR.03, G01.FR.07, G03.FR.04
  });

  return {
    handlers: {
      ChangeAvailability: ({ operationalStatus, evse }: ChangeAvailability) => {
        const target: AvailabilityTarget = {
          ...(evse && { evseId: evse.id }),
          ...(evse?.connectorId !== undefined && { connectorId: evse.connectorId }),
        };
        // The answer goes first, the connectors' states after it.
        const notices: (() => void)[] = [];
        held = notices;
        try {
          const status = availability.change(target, operationalStatus);
          return {
            response: { status } satisfies ChangeAvailabilityResponse,
            afterwards: () => notices.forEach((tellIt) => tellIt()),
          };
        } finally {
          held = null;
        }
      },
    },
    reportAll: () => forEach((evseId, connectorId) => tell(evseId, connectorId)),
    reconnected(offlineFor, threshold) {
      const long = offlineFor > threshold * 1000; // B04.FR.01
      forEach((evseId, connectorId) => {
        const changed = told.get(keyOf(evseId, connectorId)) !== availability.status(evseId, connectorId);
        if (long || changed) tell(evseId, connectorId); // B04.FR.02
      });
    },
    statusNotification: (evseId, connectorId) => tell(evseId, connectorId, true),
    lockResult(evseId, connectorId, failed) {
      const key = keyOf(evseId, connectorId);
      if (failedLocks.has(key) === failed) return;
      const path = `ConnectorPlugRetentionLock@${key}.Problem`;
      if (deviceModel.has(path)) deviceModel.update(path, failed);
      if (failed) failedLocks.add(key);
      else failedLocks.delete(key);
      if (!link.online || !accepted()) return;
      const timestamp = toTimestamp(clock.now());
      const payload: NotifyEvent = {
        generatedAt: timestamp,
        seqNo: 0,
        tbc: false,
        eventData: [
          {
            eventId: nextEventId(),
            timestamp,
            trigger: "Delta",
            actualValue: String(failed), // G05.FR.02
            ...(!failed && { cleared: true }),
            eventNotificationType: "HardWiredNotification",
            component: { name: "ConnectorPlugRetentionLock", evse: { id: evseId, connectorId } },
            variable: { name: "Problem" },
          },
        ],
      };
      call("NotifyEvent", payload, false, () => undefined);
    },
    dispose: unsubscribe,
  };
}
