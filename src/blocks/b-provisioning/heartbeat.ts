import type { CsmsLink } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, Seconds, type AdjustableClock, type Logger, type Timer } from "../../kernel/index.js";

/** The heartbeats of a station (G02). */
export interface Heartbeat {
  start(): void;
  stop(): void;
  /** Sends one now; `instructed` where the CSMS asked for it (F06). */
  send(instructed: boolean): void;
}

/** What {@link createHeartbeat} asks of its surroundings. */
export interface HeartbeatAbilities {
  readonly link: Pick<CsmsLink, "call">;
  readonly deviceModel: Pick<DeviceModel, "integer" | "list" | "watch">;
  readonly clock: AdjustableClock;
  readonly logger: Logger;
  /** Called when a heartbeat has set the clock. */
  readonly onClockSet: () => void;
}

/** Makes the heartbeat; it beats every `OCPPCommCtrlr.HeartbeatInterval` seconds between start and stop. */
export function createHeartbeat({
  link,
  deviceModel,
  clock,
  logger,
  onClockSet,
}: HeartbeatAbilities): Heartbeat {
  const path = "OCPPCommCtrlr.HeartbeatInterval";
  let timer: Timer | null = null;
  let unwatch: (() => void) | null = null;

  const send = (instructed: boolean): void => {
    link.call<{ currentTime: string }>("Heartbeat", {}, { instructed }).then(
      ({ currentTime }) => {
        const now = Date.parse(currentTime);
        if (Number.isNaN(now) || !deviceModel.list("ClockCtrlr.TimeSource").includes("Heartbeat")) return;
        clock.set(now); // G02.FR.06
        onClockSet();
      },
      (error: unknown) => logger.debug({ because: messageOf(error) }, "no answer to a heartbeat"),
    );
  };
  const arm = (): void => {
    timer?.cancel();
    const interval = deviceModel.integer(path);
    timer = interval > 0 ? clock.every("heartbeat", Seconds(interval), () => send(false)) : null; // G02.FR.02
  };
  const stop = (): void => {
    timer?.cancel();
    timer = null;
    unwatch?.();
    unwatch = null;
  };
  return {
    send,
    stop,
    start() {
      stop();
      arm();
      unwatch = deviceModel.watch(path, arm);
    },
  };
}
