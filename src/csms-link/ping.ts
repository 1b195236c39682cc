import type { Clock, Timer } from "../kernel/index.js";
import type { LinkSettings } from "./settings.js";

/** Watches an open connection by WebSocket pings (OCPP 2.0.1 Part 4, 5.2). */
export interface Pinger {
  pongReceived(): void;
  stop(): void;
}

/**
 * Sends a ping every WebSocketPingInterval and takes the connection for lost when the pong has not come by the
 * time of the next one. An interval of 0 sends nothing and keeps no timer.
 */
export function startPinging({
  clock,
  settings,
  sendPing,
  lost,
}: {
  clock: Clock;
  settings: Pick<LinkSettings, "webSocketPingInterval" | "onWebSocketPingIntervalChanged">;
  sendPing: () => void;
  lost: () => void;
}): Pinger {
  let timer: Timer | undefined;
  let unanswered = false;

  const arm = (): void => {
    timer?.cancel();
    const interval = settings.webSocketPingInterval();
    timer = interval > 0 ? clock.timer("WebSocket ping", interval, tick) : undefined;
  };
  const tick = (): void => {
    if (unanswered) {
      lost();
      return;
    }
    unanswered = true;
    arm();
    sendPing();
  };
  const unwatch = settings.onWebSocketPingIntervalChanged(() => {
    unanswered = false;
    arm();
  });
  arm();

  return {
    pongReceived: () => {
      unanswered = false;
    },
    stop: () => {
      timer?.cancel();
      unwatch();
    },
  };
}
