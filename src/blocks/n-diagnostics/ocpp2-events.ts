import { createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { OcppVersion, RequestOf } from "../../protocol/index.js";
import type { MonitoringEvent } from "./monitoring/index.js";

type NotifyEvent = RequestOf<"ocpp2.0.1", "NotifyEvent">;
type EventData = NotifyEvent["eventData"][number];

/** Events of one instant that wait until the CSMS has had them. */
interface WaitingEvents {
  /** RFC 3339. */
  readonly generatedAt: string;
  readonly events: readonly MonitoringEvent[];
  /** They waited while there was no connection. */
  readonly offline?: true;
}

/** Events in one message. */
const MOST_EVENTS = 50;
/** More messages than that do not wait: by then nobody wants to know how a reading was in between. */
const MOST_WAITING = 5_000;

const NOTIFICATION_TYPES: Readonly<
  Record<MonitoringEvent["notifiedBy"], EventData["eventNotificationType"]>
> = {
  station: "HardWiredNotification",
  hardWired: "HardWiredMonitor",
  preconfigured: "PreconfiguredMonitor",
  custom: "CustomMonitor",
};

/** Tells the CSMS of events through the link's durable queue (N07, N08). */
export function createMonitoringOutbox({
  link,
  online,
  deviceModel,
  clock,
  logger,
}: {
  readonly link: Pick<CsmsLink, "outbox">;
  /** The CSMS can be told at once. */
  readonly online: () => boolean;
  readonly deviceModel: Pick<DeviceModel, "integer">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}): (events: readonly MonitoringEvent[]) => void {
  const tell = createDurableNotification<WaitingEvents>(link, logger, {
    kind: "monitoringEvents",
    encode({ generatedAt, events, offline }, version) {
      if (version === "ocpp1.6") return null;
      // What was raised while the CSMS could hear it, and could not be delivered, is treated as raised offline.
      const highest = offline ? deviceModel.integer("MonitoringCtrlr.OfflineQueuingSeverity") : Infinity;
      const eventData = events
        .filter(({ severity }) => severity <= highest) // N07.FR.04, N08.FR.03
        .map((event) => toEventData(event, version));
      if (eventData.length === 0) return null;
      const payload: NotifyEvent = {
        generatedAt,
        seqNo: 0, // N07.FR.07, N08.FR.04
        tbc: false,
        eventData: eventData as NotifyEvent["eventData"],
      };
      return { action: "NotifyEvent", payload };
    },
    wentOffline: (waiting) => (waiting.offline ? waiting : { ...waiting, offline: true }),
    describe: ({ events }) => `${events.length} events of monitors`,
  });
  return (events) => {
    const wanted =
      link.outbox.length < MOST_WAITING ? events : events.filter(({ trigger }) => trigger !== "Periodic");
    const generatedAt = toTimestamp(clock.now());
    for (let from = 0; from < wanted.length; from += MOST_EVENTS)
      tell({
        generatedAt,
        events: wanted.slice(from, from + MOST_EVENTS),
        ...(!online() && { offline: true }),
      });
  };
}

function toEventData({ notifiedBy, severity, ...event }: MonitoringEvent, version: OcppVersion): EventData {
  return {
    ...(event as Omit<EventData, "eventNotificationType">),
    eventNotificationType: NOTIFICATION_TYPES[notifiedBy],
    ...(version === "ocpp2.1" && { severity }),
  };
}
