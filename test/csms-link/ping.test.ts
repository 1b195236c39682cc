import { startPinging } from "../../src/csms-link/ping.js";
import { Seconds, createManualClock } from "../../src/kernel/index.js";

function bench(interval: number) {
  const clock = createManualClock();
  const log: string[] = [];
  let seconds = interval;
  let changed = (): void => undefined;
  const pinger = startPinging({
    clock,
    settings: {
      webSocketPingInterval: () => Seconds(seconds),
      onWebSocketPingIntervalChanged: (listener) => {
        changed = listener;
        return () => void log.push("unwatched");
      },
    },
    sendPing: () => void log.push("ping"),
    lost: () => void log.push("lost"),
  });
  return { clock, log, pinger, change: (to: number) => ((seconds = to), changed()) };
}

test("a ping goes every WebSocketPingInterval while pongs come", async () => {
  const { clock, log, pinger } = bench(10);
  for (let i = 0; i < 3; i++) {
    await clock.advance(Seconds(10));
    pinger.pongReceived();
  }
  expect(log).toEqual(["ping", "ping", "ping"]);
});

test("a pong that has not come by the next ping means that the connection is lost", async () => {
  const { clock, log } = bench(10);
  await clock.advance(Seconds(19));
  expect(log).toEqual(["ping"]);
  await clock.advance(Seconds(1));
  expect(log).toEqual(["ping", "lost"]);
  expect(clock.pending()).toEqual([]);
});

test("interval 0 keeps no timer, and a new interval is followed at once", async () => {
  const { clock, log, change } = bench(0);
  expect(clock.pending()).toEqual([]);
  change(5);
  await clock.advance(Seconds(5));
  expect(log).toEqual(["ping"]);
  change(0);
  await clock.advance(Seconds(60));
  expect(log).toEqual(["ping"]);
});

test("stopping leaves no timer and no watcher", () => {
  const { clock, log, pinger } = bench(10);
  pinger.stop();
  expect(clock.pending()).toEqual([]);
  expect(log).toEqual(["unwatched"]);
});
