import type { NetworkConditions } from "../../src/hardware/index.js";
import { createManualClock, Milliseconds, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { driveUntil } from "../support/settle-io.js";
import { stationOn } from "../support/station.js";

/** A station that was accepted, its CSMS, and what came to the CSMS since. */
async function stage(variables: Record<string, string | number | boolean> = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, {
    variables: { "OCPPCommCtrlr.MessageTimeout[Default]": 10, ...variables },
  });
  await driveUntil(
    { clock, activity: () => csms.peer.activity },
    Seconds(60),
    () => station.surface.state().ocpp.queuedMessages === 0 && station.surface.state().ocpp.connected,
  );
  await csms.waits(Seconds(2));
  const arrived: { readonly at: number; readonly action?: string; readonly messageId: string }[] = [];
  csms.peer.events.on("frame", ({ frame }) => {
    if (frame.direction === "received" && frame.messageType === "CALL") arrived.push(frame);
  });
  return {
    clock,
    csms,
    arrived,
    surface: station.surface,
    set: (conditions: Partial<NetworkConditions> | null) =>
      station.surface.actions.setNetworkConditions(conditions && { seed: 1, ...conditions }),
    plugAndPull(times: number) {
      for (let time = 0; time < times; time++) {
        station.surface.actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
        station.surface.actions.plugOut({ evseId: 2, connectorId: 1, side: "both" });
      }
    },
    async [Symbol.asyncDispose]() {
      await station.stop();
      await csms.peer.stop();
    },
  };
}

test("latency holds each frame up, in each direction", async () => {
  await using on = await stage();
  on.set({ latencyMs: 700 });
  const before = on.clock.now();
  on.surface.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await on.csms.waits(Milliseconds(699));
  expect(on.arrived).toEqual([]);
  await on.csms.waits(Seconds(5));
  // The second waits for the answer to the first: there and back.
  expect(on.arrived.slice(0, 2).map(({ at }) => at - before)).toEqual([700, 2_100]);
});

test("jitter does not let frames overtake each other", async () => {
  await using on = await stage();
  on.set({ latencyMs: 10, jitterMs: 2_000 });
  on.plugAndPull(10);
  await on.csms.waits(Seconds(200));
  const sent = on.surface.messages({ limit: 1_000 }).filter((frame) => frame.direction === "sent");
  const order = sent.map(({ messageId }) => messageId);
  const positions = on.arrived.map(({ messageId }) => order.indexOf(messageId));
  expect(positions.length).toBeGreaterThan(10);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

test("lost frames are found out by their missing answers, and the same seed loses the same ones", async () => {
  const run = async (seed: number): Promise<string> => {
    await using on = await stage();
    on.set({ lossPercent: 40, seed });
    on.plugAndPull(4);
    await on.csms.waits(Seconds(600));
    const sent = on.surface
      .messages({ limit: 1_000 })
      .filter(({ direction, messageType }) => direction === "sent" && messageType === "CALL");
    expect(sent.length).toBeGreaterThan(on.arrived.length);
    const came = on.arrived.map(({ messageId }) => messageId);
    return sent.map(({ action, messageId }) => `${action} ${came.includes(messageId)}`).join();
  };
  const first = await run(11);
  expect(await run(11)).toBe(first);
  expect(await run(12)).not.toBe(first);
});

test("duplicates arrive twice, and do the station no harm", async () => {
  await using on = await stage();
  on.set({ duplicatePercent: 100 });
  on.surface.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await on.csms.waits(Seconds(5));
  const ids = on.arrived.map(({ messageId }) => messageId);
  expect(ids.length).toBeGreaterThanOrEqual(4);
  expect(new Set(ids).size).toBe(ids.length / 2);
  on.set(null);
  await on.csms.sends("GetLocalListVersion", {});
  on.csms.station.answers({ versionNumber: 0 });
});

test("garbage is no message, and the station lives on", async () => {
  await using on = await stage();
  on.set({ garbagePercent: 100 });
  on.surface.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await on.csms.waits(Seconds(15));
  expect(on.arrived).toEqual([]);
  on.set(null);
  await on.csms.waits(Seconds(120));
  expect(on.arrived.map(({ action }) => action)).toContain("TransactionEvent");
  expect(on.surface.state().ocpp.queuedMessages).toBe(0);
});

test("a half-open connection is found out by pings, a new one is not answered, and all comes in the end", async () => {
  await using on = await stage({ "OCPPCommCtrlr.WebSocketPingInterval": 20 });
  on.set({ halfOpen: true });
  on.surface.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await on.csms.waits(Seconds(5));
  expect(on.surface.state().ocpp.connected).toBe(true);
  await on.csms.waits(Seconds(300));
  expect(on.surface.state().ocpp.connected).toBe(false);
  expect(on.arrived).toEqual([]);
  on.set(null);
  await on.csms.waits(Seconds(600));
  expect(on.surface.state().ocpp).toMatchObject({ connected: true, queuedMessages: 0 });
  expect(on.arrived.map(({ action }) => action)).toContain("TransactionEvent");
});

test("a network that is good again holds nothing up", async () => {
  await using on = await stage();
  on.set({ latencyMs: 5_000 });
  on.set(null);
  on.surface.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await on.csms.settles();
  expect(on.arrived.length).toBeGreaterThan(0);
  expect(on.clock.pending().filter((name) => name.startsWith("frame under way"))).toEqual([]);
});
