import type { CsmsLink } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import {
  Hours,
  messageOf,
  Milliseconds,
  Seconds,
  type AdjustableClock,
  type Logger,
  type Timer,
} from "../../kernel/index.js";

/** The heartbeats of a station (G02). */
export interface Heartbeat {
  /** To be called when the station is connected and accepted. */
  start(): void;
  stop(): void;
  /** Sends one now; `instructed` where the CSMS asked for it (F06). */
  send(instructed: boolean): void;
}

/** What {@link createHeartbeat} asks of its surroundings. */
export interface HeartbeatAbilities {
  readonly link: Pick<CsmsLink, "call" | "events">;
  readonly deviceModel: Pick<DeviceModel, "integer" | "list" | "watch">;
  readonly clock: AdjustableClock;
  readonly logger: Logger;
  /** Called when a heartbeat has set the clock, with the milliseconds by which it went forward. */
  readonly onClockSet: (by: number) => void;
}

const INTERVAL = "OCPPCommCtrlr.HeartbeatInterval";
/** However much else is sent, the clock is compared once a day (G02.FR.07). */
const LONGEST_WITHOUT_TIME = Hours(24);

/**
 * Makes the heartbeat. Between start and stop it beats when nothing else was sent for
 * `OCPPCommCtrlr.HeartbeatInterval` seconds.
 */
export function createHeartbeat(abilities: HeartbeatAbilities): Heartbeat {
  const { link, deviceModel, clock, logger, onClockSet } = abilities;
  let timer: Timer | null = null;
  let forget: (() => void)[] = [];
  let lastSent = 0;
  let lastBeat = 0;
  let unanswered = 0;

  const setsClock = (): boolean => deviceModel.list("ClockCtrlr.TimeSource").includes("Heartbeat");
  const send = (instructed: boolean): void => {
    lastBeat = clock.elapsed();
    unanswered++;
    link.call<{ currentTime: string }>("Heartbeat", {}, { instructed }).then(
      ({ currentTime }) => {
        unanswered--;
        const now = Date.parse(currentTime);
        if (Number.isNaN(now) || !setsClock()) return;
        const by = now - clock.now();
        clock.set(now); // G02.FR.06
        onClockSet(by);
      },
      (error: unknown) => {
        unanswered--;
        logger.debug({ because: messageOf(error) }, "no answer to a heartbeat");
      },
    );
  };

  const dueIn = (interval: number): number => {
    const silence = lastSent + Seconds(interval); // G02.FR.05
    const due = setsClock() ? Math.min(silence, lastBeat + LONGEST_WITHOUT_TIME) : silence;
    return due - clock.elapsed();
  };
  /** Other messages only move the due time; the timer looks at it when it fires, and is not armed anew for each. */
  const arm = (): void => {
    timer?.cancel();
    timer = null;
    const interval = deviceModel.integer(INTERVAL);
    if (interval <= 0) return;
    timer = clock.timer("heartbeat", Milliseconds(Math.max(0, dueIn(interval))), () => {
      if (dueIn(deviceModel.integer(INTERVAL)) <= 0) {
        lastSent = clock.elapsed();
        // One that waits for its answer says as much as two.
        if (unanswered === 0) send(false); // G02.FR.02
      }
      arm();
    });
  };
  const stop = (): void => {
    timer?.cancel();
    timer = null;
    for (const unsubscribe of forget) unsubscribe();
    forget = [];
  };
  return {
    send,
    stop,
    start() {
      stop();
      lastSent = lastBeat = clock.elapsed();
      forget = [
        deviceModel.watch(INTERVAL, arm),
        link.events.on("frame", ({ direction, messageType }) => {
          if (direction === "sent" && messageType === "CALL") lastSent = clock.elapsed();
        }),
      ];
      arm();
    },
  };
}
