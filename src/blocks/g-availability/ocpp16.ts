import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import type { StationHardware } from "../../hardware/index.js";
import { messageOf, toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { chargePointStatus, errorCodeOf, type SessionOfConnector } from "./charge-point-status.js";
import type { ConnectorNumbers } from "./connector-numbers.js";
import type { Availability, AvailabilityTarget } from "./interface.js";

type StatusNotification = RequestOf<"ocpp1.6", "StatusNotification">;

/** What the binding asks of its surroundings. */
export interface AvailabilityOcpp16Abilities {
  readonly availability: Availability;
  readonly hardware: Pick<StationHardware, "evses" | "faults">;
  readonly numbers: ConnectorNumbers;
  readonly session: (evseId: number) => Omit<SessionOfConnector, "finishing">;
  readonly link: Pick<CsmsLink, "call" | "online">;
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
  /** To be called when a session or a fault at the EVSE changed; tells what changed. */
  refresh(evseId: number): void;
  /** Notes that a transaction has ended: the connector is Finishing until the cable is unplugged. */
  transactionEnded(evseId: number): void;
  /** Tells one connector's status because the central system asked; 0 is the station. */
  statusNotification(connectorId: number): void;
  dispose(): void;
}

/** Makes the binding; from now on it tells every change of status while the central system listens. */
export function createAvailabilityOcpp16(abilities: AvailabilityOcpp16Abilities): AvailabilityOcpp16 {
  const { availability, hardware, numbers, session, link, accepted, clock, logger } = abilities;
  const told = new Map<number, string>();
  const finishing = new Set<number>();
  let held: (() => void)[] | null = null;

  const statusOf = (number: number): Pick<StatusNotification, "status" | "errorCode"> => {
    const place = numbers.placeOf(number);
    if (!place) {
      const status = availability.operationalStatus({}) === "Inoperative" ? "Unavailable" : "Available";
      return { status, errorCode: "NoError" };
    }
    const { evseId, connectorId } = place;
    const connected = hardware.evses.find(({ id }) => id === evseId)?.connectedConnector ?? null;
    if (availability.status(evseId, connectorId) === "Available") finishing.delete(evseId);
    const here = connected === null || connected.id === connectorId;
    const facts = here
      ? { ...session(evseId), finishing: finishing.has(evseId) }
      : { authorized: false, transaction: false, finishing: false, energyTransfer: "none" as const };
    return {
      status: chargePointStatus(availability.status(evseId, connectorId), facts),
      errorCode: errorCodeOf(hardware.faults, evseId, connectorId),
    };
  };
  const tell = (connectorId: number, instructed = false): void => {
    const { status, errorCode } = statusOf(connectorId);
    told.set(connectorId, `${status} ${errorCode}`);
    const payload: StatusNotification = {
      connectorId,
      status,
      errorCode,
      timestamp: toTimestamp(clock.now()),
    };
    link
      .call("StatusNotification", payload, { instructed })
      .catch((error: unknown) => logger.debug({ connectorId, because: messageOf(error) }, "not delivered"));
  };
  const tellIfChanged = (number: number): void => {
    const { status, errorCode } = statusOf(number);
    if (told.get(number) === `${status} ${errorCode}` || !link.online || !accepted()) return;
    if (held) held.push(() => tell(number));
    else tell(number);
  };
  const all = (): number[] => Array.from({ length: numbers.count + 1 }, (_, number) => number);
  const refresh = (evseId: number): void => {
    for (const number of all()) if (numbers.placeOf(number)?.evseId === evseId) tellIfChanged(number);
  };
  const unsubscribe = availability.events.on("connectorStatusChanged", ({ evseId }) => refresh(evseId));

  return {
    handlers: {
      ChangeAvailability: ({ connectorId, type }: RequestOf<"ocpp1.6", "ChangeAvailability">) => {
        const place = numbers.placeOf(connectorId);
        const target: AvailabilityTarget | null = connectorId === 0 ? {} : (place ?? null);
        const notices: (() => void)[] = [];
        held = notices;
        const status = target ? availability.change(target, type) : "Rejected";
        if (connectorId === 0) tellIfChanged(0);
        held = null;
        return {
          response: { status } satisfies ResponseOf<"ocpp1.6", "ChangeAvailability">,
          afterwards: () => notices.forEach((tellIt) => tellIt()),
        };
      },
    },
    reportAll: () => all().forEach((number) => tell(number)),
    reconnected: () => all().forEach(tellIfChanged),
    refresh,
    transactionEnded(evseId) {
      finishing.add(evseId);
      refresh(evseId);
    },
    statusNotification: (connectorId) => tell(connectorId, true),
    dispose: unsubscribe,
  };
}
