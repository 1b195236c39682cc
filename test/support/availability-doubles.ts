import type { CallFailure, CsmsLink, CsmsLinkEvents } from "../../src/csms-link/index.js";
import { CallFailed } from "../../src/csms-link/index.js";
import {
  createVirtualStation,
  type CableKind,
  type StationHardware,
  type VirtualStation,
} from "../../src/hardware/index.js";
import {
  createEventBus,
  createSeededRandom,
  createSilentLogger,
  type EventBus,
  type ManualClock,
  type Store,
} from "../../src/kernel/index.js";

export interface SentCall {
  readonly action: string;
  readonly payload: Record<string, unknown>;
  readonly instructed: boolean;
}

/** A link that writes down what is sent and answers as told. */
export interface FakeLink {
  call: CsmsLink["call"];
  online: boolean;
  readonly events: EventBus<CsmsLinkEvents>;
  readonly sent: SentCall[];
  /** What was sent since the last time, and forgets it. */
  taken(): SentCall[];
  /** Every later CALL is answered so; a failure rejects it. */
  answer: object | { failure: CallFailure };
  /** Pretends that a message of another block went out. */
  otherMessage(): void;
}

export function fakeLink(): FakeLink {
  const events = createEventBus<CsmsLinkEvents>((error) => {
    throw error;
  });
  const sent: SentCall[] = [];
  let read = 0;
  const otherMessage = (): void =>
    events.emit("frame", {
      ...{ seq: 1, at: 0, direction: "sent", messageType: "CALL", messageId: "1", payload: {} },
    });
  const link: FakeLink = {
    events,
    sent,
    online: true,
    answer: {},
    otherMessage,
    taken() {
      const news = sent.slice(read);
      read = sent.length;
      return news;
    },
    call<Response extends object>(action: string, payload: object, options?: { instructed?: boolean }) {
      sent.push({
        action,
        payload: payload as Record<string, unknown>,
        instructed: options?.instructed === true,
      });
      otherMessage();
      const { answer } = link;
      return "failure" in answer
        ? Promise.reject(new CallFailed(action, answer.failure))
        : Promise.resolve(answer as Response);
    },
  };
  return link;
}

/** Virtual hardware with EVSEs of that many connectors. */
export function station(
  connectors: readonly number[],
  { clock, store, cable = "detachable" }: { clock: ManualClock; store: Store; cable?: CableKind },
): VirtualStation {
  const layout = {
    evses: connectors.map((count, index) => ({
      id: index + 1,
      parkingBaySensor: true,
      connectors: Array.from({ length: count }, (_, at) => ({
        ...{ id: at + 1, type: "sType2", cable, phases: 3, maxCurrent: 32, dc: false },
      })),
    })),
  };
  return createVirtualStation({
    layout,
    clock,
    store,
    random: createSeededRandom(1),
    logger: createSilentLogger(),
  });
}

/** The variables that availability shows itself in. */
export function availabilityVariables({ evses }: Pick<StationHardware, "evses">): Record<string, string> {
  const variables: Record<string, string> = {
    "ChargingStation.AvailabilityState": "Available",
    "OCPPCommCtrlr.MinimumStatusDuration": "0",
  };
  for (const { id, connectors } of evses) {
    variables[`EVSE@${id}.AvailabilityState`] = "Available";
    for (const connector of connectors) {
      variables[`Connector@${id}.${connector.id}.AvailabilityState`] = "Available";
      variables[`ConnectorPlugRetentionLock@${id}.${connector.id}.Problem`] = "false";
    }
  }
  return variables;
}
