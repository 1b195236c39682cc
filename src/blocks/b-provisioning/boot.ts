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
  type Table,
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
  /** F06.FR.17: whether a BootNotification may be triggered now; OCPP 1.6 asks nobody. */
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
  return new StationBoot(abilities);
}

class StationBoot implements Boot {
  readonly reason: BootReason;
  readonly events: EventBus<BootEvents>;
  readonly trafficRules: TrafficRules;
  readonly #abilities: BootAbilities;
  #snapshot = chart.initial;
  #registration: Registration = "none";
  #timer: Timer | null = null;
  /** Counts the connections: what was asked on an older one is not answered any more. */
  #connection = 0;
  #triggered = false;
  /** On {@link AdjustableClock.elapsed}: setting the clock must not move it. */
  #notBefore = 0;

  constructor(abilities: BootAbilities) {
    const { store, logger } = abilities;
    this.#abilities = abilities;
    this.events = createEventBus<BootEvents>((error, type) =>
      logger.error({ err: error, type }, "a listener of the registration failed"),
    );
    const reasons = reasonsOf(store);
    this.reason = reasons.get("nextReason") ?? "PowerUp"; // B01.FR.09
    reasons.delete("nextReason");
    this.trafficRules = trafficRules(() => this.#registration);
  }

  get registration(): Registration {
    return this.#registration;
  }

  get mayBeTriggered(): boolean {
    return this.#registration !== "Accepted"; // F06.FR.17
  }

  connected(): void {
    this.#step({ type: "connected", waits: this.#timeLeft > 0 });
  }

  disconnected(): void {
    this.#connection++;
    this.#step({ type: "disconnected" });
  }

  forgetRegistration(): void {
    this.#registration = "none";
    this.#notBefore = 0;
    this.#step({ type: "forgotten" });
    this.events.emit("changed", { registration: this.#registration });
  }

  trigger(): void {
    this.#triggered = true;
    this.#step({ type: "triggered" });
    this.#triggered = false;
  }

  setNextReason(next: BootReason): void {
    reasonsOf(this.#abilities.store).put("nextReason", next);
  }

  dispose(): void {
    this.#connection++;
    this.#timer?.cancel();
  }

  #step(event: RegistrationEvent): void {
    const [next, actions] = chart.step(this.#snapshot, event);
    this.#snapshot = next;
    for (const action of actions) this.#carryOut(action as RegistrationAction);
  }

  #carryOut(action: RegistrationAction): void {
    switch (action) {
      case "ask":
        return this.#ask();
      case "startWaiting":
        this.#timer = this.#abilities.clock.timer("registration", this.#timeLeft, () =>
          this.#step({ type: "waitElapsed" }),
        );
        return;
      case "stopWaiting":
        return this.#timer?.cancel();
    }
  }

  #ask(): void {
    const { port, logger } = this.#abilities;
    const asked = this.#connection;
    const because = this.#triggered ? "Triggered" : this.reason; // B01.FR.09
    this.#triggered = false;
    const answer = async (): Promise<BootAnswer> => port.bootNotification(because);
    answer().then(
      (given) => {
        if (asked === this.#connection) this.#answered(given);
      },
      (error: unknown) => {
        if (asked !== this.#connection) return;
        logger.warn({ because: messageOf(error) }, "the CSMS did not answer the BootNotification");
        this.#postpone(this.#ownWait());
        this.#step({ type: "unanswered" });
      },
    );
  }

  #answered({ status, interval, currentTime }: BootAnswer): void {
    const { deviceModel, logger } = this.#abilities;
    this.#setClock(currentTime);
    logger.info({ status, interval }, "the CSMS answered the BootNotification");
    const changed = this.#registration !== status;
    this.#registration = status;
    if (status === "Accepted") {
      if (interval > 0) deviceModel.update("OCPPCommCtrlr.HeartbeatInterval", interval); // B01.FR.04, G02.FR.01
      this.#step({ type: "accepted" });
      // Before what waited may go: the state of the connectors comes first (B01.FR.05). Who was accepted already
      // has told it.
      if (changed) this.events.emit("accepted", { interval });
    } else {
      this.#postpone(interval > 0 ? Seconds(interval) : this.#ownWait()); // B02.FR.08, B03.FR.06
      this.#step({ type: status === "Pending" ? "pending" : "rejected" });
    }
    if (changed) this.events.emit("changed", { registration: status });
  }

  #setClock(currentTime: string): void {
    const { clock, deviceModel } = this.#abilities;
    const at = Date.parse(currentTime);
    if (Number.isNaN(at) || !deviceModel.list("ClockCtrlr.TimeSource").includes("Heartbeat")) return;
    const by = at - clock.now();
    clock.set(at); // B01.FR.06
    this.events.emit("clockSet", { at, by });
  }

  #ownWait(): Duration {
    return Milliseconds(OWN_WAIT + this.#abilities.random.fraction() * OWN_SPREAD); // B02.FR.07
  }

  #postpone(wait: Duration): void {
    this.#notBefore = this.#abilities.clock.elapsed() + wait;
  }

  get #timeLeft(): Duration {
    return Milliseconds(Math.max(0, this.#notBefore - this.#abilities.clock.elapsed()));
  }
}

const reasonsOf = (store: Store): Table<BootReason> => store.table("boot");

/** What may pass while the registration stands so. */
function trafficRules(registration: () => Registration): TrafficRules {
  return {
    maySend(action, instructed) {
      if (action === "BootNotification") return true;
      if (registration() === "Accepted") return true;
      if (!instructed) return false; // B01.FR.08, B02.FR.02
      // What is asked for before the CSMS has said who the station is to it goes when it has (B01.FR.08).
      return registration() === "none" ? "later" : registration() === "Pending"; // B02.FR.02, B03.FR.02
    },
    mayDrain: () => registration() === "Accepted",
    refuseIncoming: () =>
      registration() === "Rejected"
        ? { code: "SecurityError", description: "the station is rejected by the CSMS" } // B03.FR.08
        : null,
  };
}
