import type { TrafficRules } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import {
  createEventBus,
  createStepper,
  messageOf,
  Milliseconds,
  Seconds,
  type AdjustableClock,
  type Duration,
  type EventBus,
  type Logger,
  type Random,
  type Store,
  type Timer,
} from "../../kernel/index.js";
import {
  registrationMachine,
  type RegistrationAction,
  type RegistrationEvent,
} from "./registration.machine.js";

/** Values of BootReasonEnumType. */
export type BootReason =
  | "ApplicationReset"
  | "FirmwareUpdate"
  | "LocalReset"
  | "PowerUp"
  | "RemoteReset"
  | "ScheduledReset"
  | "Triggered"
  | "Unknown"
  | "Watchdog";

/** What a CSMS answers to a BootNotification. */
export interface BootAnswer {
  readonly status: "Accepted" | "Pending" | "Rejected";
  /** Seconds: between heartbeats when accepted, else until the next BootNotification. */
  readonly interval: number;
  /** RFC 3339. */
  readonly currentTime: string;
}

/** How the station introduces itself; each OCPP version has one. Rejects where no answer came. */
export interface BootPort {
  bootNotification(reason: BootReason): Promise<BootAnswer>;
}

export type Registration = "none" | "Accepted" | "Pending" | "Rejected";

export interface BootEvents {
  accepted: { interval: number };
  changed: { registration: Registration };
  /** The station's clock was set (B01.FR.06); `by`: the milliseconds by which it went forward. */
  clockSet: { at: number; by: number };
}

/** The registration of a station with its CSMS, for one life (B01 to B03). */
export interface Boot {
  /** Why the station boots (B01.FR.09). */
  readonly reason: BootReason;
  readonly registration: Registration;
  readonly trafficRules: TrafficRules;
  readonly events: EventBus<BootEvents>;
  /** There is a connection: introduces the station unless this life was accepted before (Part 4, 5.3). */
  connected(): void;
  disconnected(): void;
  /** The next connection is with another CSMS, which has accepted nobody yet (B10.FR.10). */
  forgetRegistration(): void;
  /** F06.FR.17: whether a BootNotification may be triggered now. */
  readonly mayBeTriggered: boolean;
  /** Sends the triggered BootNotification. */
  trigger(): void;
  /** Says why the next boot will happen; kept across the power cut in between. */
  setNextReason(reason: BootReason): void;
  dispose(): void;
}

/** The station's own wait where the CSMS names none, and its spread. */
const OWN_WAIT = Seconds(30);
const OWN_SPREAD = Seconds(10);

const chart = createStepper(registrationMachine);

/** What {@link createBoot} asks of its surroundings. */
export interface BootAbilities {
  readonly port: BootPort;
  readonly clock: AdjustableClock;
  readonly store: Store;
  readonly deviceModel: Pick<DeviceModel, "list" | "update">;
  readonly random: Random;
  readonly logger: Logger;
}

/** Makes the registration of one life; the reason of this boot is taken from the store. */
export function createBoot(abilities: BootAbilities): Boot {
  const { port, clock, store, deviceModel, random, logger } = abilities;
  const events = createEventBus<BootEvents>((error, type) =>
    logger.error({ err: error, type }, "a listener of the registration failed"),
  );
  const reasons = store.table<BootReason>("boot");
  const reason: BootReason = reasons.get("nextReason") ?? "PowerUp"; // B01.FR.09
  reasons.delete("nextReason");
  let registration: Registration = "none";
  let snapshot = chart.initial;
  let timer: Timer | null = null;
  let connection = 0;
  let triggered = false;
  /** On {@link AdjustableClock.elapsed}: setting the clock must not move it. */
  let notBefore = 0;

  const ownWait = (): Duration => Milliseconds(OWN_WAIT + random.fraction() * OWN_SPREAD); // B02.FR.07

  const postpone = (wait: Duration): void => {
    notBefore = clock.elapsed() + wait;
  };
  const timeLeft = (): Duration => Milliseconds(Math.max(0, notBefore - clock.elapsed()));

  const setClock = (currentTime: string): void => {
    const at = Date.parse(currentTime);
    if (Number.isNaN(at) || !deviceModel.list("ClockCtrlr.TimeSource").includes("Heartbeat")) return;
    const by = at - clock.now();
    clock.set(at); // B01.FR.06
    events.emit("clockSet", { at, by });
  };

  const answered = ({ status, interval, currentTime }: BootAnswer): void => {
    setClock(currentTime);
    logger.info({ status, interval }, "the CSMS answered the BootNotification");
    const changed = registration !== status;
    registration = status;
    if (status === "Accepted") {
      if (interval > 0) deviceModel.update("OCPPCommCtrlr.HeartbeatInterval", interval); // B01.FR.04, G02.FR.01
      step({ type: "accepted" });
      // Before what waited may go: the state of the connectors comes first (B01.FR.05).
      events.emit("accepted", { interval });
    } else {
      postpone(interval > 0 ? Seconds(interval) : ownWait()); // B02.FR.08, B03.FR.06
      step({ type: status === "Pending" ? "pending" : "rejected" });
    }
    if (changed) events.emit("changed", { registration });
  };
  const ask = (): void => {
    const asked = connection;
    const because = triggered ? "Triggered" : reason; // B01.FR.09
    triggered = false;
    const answer = async (): Promise<BootAnswer> => port.bootNotification(because);
    answer().then(
      (given) => {
        if (asked === connection) answered(given);
      },
      (error: unknown) => {
        if (asked !== connection) return;
        logger.warn({ because: messageOf(error) }, "the CSMS did not answer the BootNotification");
        postpone(ownWait());
        step({ type: "unanswered" });
      },
    );
  };
  const carryOut = (action: RegistrationAction): void => {
    switch (action) {
      case "ask":
        return ask();
      case "startWaiting":
        timer = clock.timer("registration", timeLeft(), () => step({ type: "waitElapsed" }));
        return;
      case "stopWaiting":
        return timer?.cancel();
    }
  };
  const step = (event: RegistrationEvent): void => {
    const [next, actions] = chart.step(snapshot, event);
    snapshot = next;
    for (const { type } of actions) carryOut(type as RegistrationAction);
  };

  return {
    reason,
    events,
    get registration() {
      return registration;
    },
    trafficRules: {
      maySend(action, instructed) {
        if (action === "BootNotification") return true;
        if (registration === "Accepted") return true;
        return registration === "Pending" && instructed; // B01.FR.08, B02.FR.02, B03.FR.02
      },
      mayDrain: () => registration === "Accepted",
      refuseIncoming: () =>
        registration === "Rejected"
          ? { code: "SecurityError", description: "the station is rejected by the CSMS" } // B03.FR.08
          : null,
    },
    connected: () => step({ type: "connected", waits: timeLeft() > 0 }),
    disconnected() {
      connection++;
      step({ type: "disconnected" });
    },
    forgetRegistration() {
      registration = "none";
      notBefore = 0;
      step({ type: "forgotten" });
      events.emit("changed", { registration });
    },
    get mayBeTriggered() {
      return registration !== "Accepted"; // F06.FR.17
    },
    trigger() {
      triggered = true;
      step({ type: "triggered" });
      triggered = false;
    },
    setNextReason: (next) => reasons.put("nextReason", next),
    dispose() {
      connection++;
      timer?.cancel();
    },
  };
}
