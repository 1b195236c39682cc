import { Milliseconds, toTimestamp, type Clock, type Timer } from "../../../kernel/index.js";
import type { ComponentId, VariableId } from "../../../device-model/index.js";
import type { Firing, MonitorKind } from "./monitor.js";

/** An event as the CSMS is to hear of it, in terms that every version can say. */
export interface MonitoringEvent {
  readonly eventId: number;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly trigger: Firing["trigger"];
  readonly actualValue: string;
  /** Of the event that brought this one about (N07.FR.05). */
  readonly cause?: number;
  readonly techCode?: string;
  readonly techInfo?: string;
  readonly cleared?: true;
  readonly transactionId?: string;
  readonly variableMonitoringId?: number;
  readonly notifiedBy: MonitorKind | "station";
  readonly severity: number;
  readonly component: ComponentId;
  readonly variable: VariableId;
}

/** What the station knows of a component beyond its variables. */
export interface ComponentFacts {
  /** The transaction that goes on at a component, or has ended a moment ago. */
  transactionId(component: ComponentId): string | undefined;
  /** What the hardware calls a fault of the component. */
  fault(component: ComponentId): { readonly techCode: string; readonly techInfo: string } | undefined;
}

/** Gathers what happens at one instant into one message. */
export interface EventCollector {
  add(firing: Firing): void;
  /** Hands over what was gathered, at once. */
  flush(): void;
}

/** As EventDataType has it. */
const LONGEST_VALUE = 2_500;

const tellsOfProblem = ({ variable, actualValue }: Pick<Firing, "variable" | "actualValue">): boolean =>
  (variable.name === "Problem" || variable.name === "Tripped") && actualValue === "true";

/** Whether what happens at one component can be brought about by what happened at another: it is a part of it. */
const isPartOf = (part: ComponentId, whole: ComponentId): boolean =>
  whole.evse === undefined ||
  (whole.evse.id === part.evse?.id &&
    (whole.evse.connectorId === undefined || whole.evse.connectorId === part.evse.connectorId));

/** The problem of a part, told in the same breath, that an event comes from. */
const causeOf = (event: MonitoringEvent, earlier: readonly MonitoringEvent[]): number | undefined =>
  earlier.find((other) => tellsOfProblem(other) && isPartOf(other.component, event.component))?.eventId;

/** @param deliver what is done with the events of an instant, in their order; never called with none */
export function createEventCollector({
  clock,
  facts,
  nextEventId,
  deliver,
}: {
  readonly clock: Clock;
  readonly facts: ComponentFacts;
  readonly nextEventId: () => number;
  readonly deliver: (events: readonly MonitoringEvent[]) => void;
}): EventCollector {
  let gathered: MonitoringEvent[] = [];
  let timer: Timer | null = null;

  const flush = (): void => {
    timer?.cancel();
    timer = null;
    if (gathered.length === 0) return;
    const events = gathered.map((event): MonitoringEvent => {
      // A transaction may begin, or have ended, at the very instant of the event.
      const transactionId = event.transactionId ?? facts.transactionId(event.component);
      return { ...event, ...(transactionId !== undefined && { transactionId }) };
    });
    gathered = [];
    deliver(events);
  };

  return {
    add({ component, variable, trigger, actualValue, cleared, severity, monitor }) {
      const transactionId = facts.transactionId(component);
      const told: MonitoringEvent = {
        eventId: nextEventId(),
        timestamp: toTimestamp(clock.now()),
        ...{ trigger, component, variable, severity },
        actualValue: actualValue.slice(0, LONGEST_VALUE),
        ...(cleared && { cleared }),
        ...(tellsOfProblem({ variable, actualValue }) && facts.fault(component)),
        ...(transactionId !== undefined && { transactionId }),
        ...(monitor && { variableMonitoringId: monitor.id }), // N07.FR.06
        notifiedBy: monitor?.kind ?? "station",
      };
      const cause = causeOf(told, gathered);
      gathered.push({ ...told, ...(cause !== undefined && { cause }) });
      // What goes on at this instant goes on first: an answer to the CSMS, the end of a transaction.
      timer ??= clock.timer("monitoring events", Milliseconds(0), flush);
    },
    flush,
  };
}
