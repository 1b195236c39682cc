import { createBoot, type BootAnswer, type BootReason } from "../../../src/blocks/b-provisioning/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  createStationClock,
  Milliseconds,
  Seconds,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

const NOW = "2026-03-04T10:15:00.000Z";
const answer = (status: BootAnswer["status"], interval = 300): BootAnswer => ({
  status,
  interval,
  currentTime: NOW,
});

/** A registration whose CSMS answers `answers` in turn; an Error is no answer. */
function bench(
  answers: (BootAnswer | Error)[],
  { timeSource = "Heartbeat", store = createMemoryStore() }: { timeSource?: string; store?: Store } = {},
) {
  const manual: ManualClock = createManualClock();
  const clock = createStationClock(manual);
  const asked: string[] = [];
  const told: string[] = [];
  const deviceModel = createFakeDeviceModel({
    "ClockCtrlr.TimeSource": timeSource,
    "OCPPCommCtrlr.HeartbeatInterval": "60",
  });
  const boot = createBoot({
    port: {
      bootNotification(reason: BootReason) {
        asked.push(`${reason} @ ${manual.elapsed() / 1000}`);
        const next = answers.shift();
        if (next === undefined) return new Promise(() => undefined);
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
      },
    },
    ...{ clock, store, deviceModel, random: createSeededRandom(1), logger: createSilentLogger() },
  });
  boot.events.on("accepted", () => told.push("accepted"));
  boot.events.on("changed", ({ registration }) => told.push(registration));
  const start = manual.elapsed();
  return {
    boot,
    clock,
    manual,
    deviceModel,
    asked,
    told,
    store,
    start,
    pass: (s: number) => manual.advance(Seconds(s)),
  };
}

test("B01.FR.01 B01.FR.04 B01.FR.06 an accepted station takes interval and time, and asks no more", async () => {
  const { boot, pass, asked, told, clock, deviceModel } = bench([answer("Accepted", 120)]);
  boot.connected();
  await pass(0);
  expect(boot.registration).toBe("Accepted");
  // What must be said first is said before what waited may go (B01.FR.05).
  expect(told).toEqual(["accepted", "Accepted"]);
  expect(deviceModel.string("OCPPCommCtrlr.HeartbeatInterval")).toBe("120");
  expect(clock.now()).toBe(Date.parse(NOW));
  boot.disconnected();
  boot.connected();
  await pass(3600);
  expect(asked).toHaveLength(1);
});

test("B01.FR.06 the clock stays where heartbeats are not its source", async () => {
  const { boot, pass, clock, manual } = bench([answer("Accepted")], { timeSource: "RealTimeClock" });
  boot.connected();
  await pass(0);
  expect(clock.now()).toBe(manual.now());
});

test("B01.FR.04 an interval of 0 leaves the heartbeats as they were", async () => {
  const { boot, pass, deviceModel } = bench([answer("Accepted", 0)]);
  boot.connected();
  await pass(0);
  expect(deviceModel.string("OCPPCommCtrlr.HeartbeatInterval")).toBe("60");
});

test.each(["Pending", "Rejected"] as const)(
  "B02.FR.08 B03.FR.02 B03.FR.06 after %s it asks again when the interval is over",
  async (status) => {
    const { boot, pass, asked } = bench([answer(status, 20), answer("Accepted")]);
    boot.connected();
    await pass(19);
    expect(asked).toEqual(["PowerUp @ 0"]);
    await pass(1);
    expect(asked).toEqual(["PowerUp @ 0", "PowerUp @ 20"]);
    expect(boot.registration).toBe("Accepted");
  },
);

test("B02.FR.07 B03.FR.05 an interval of 0 makes the station choose a wait of its own", async () => {
  const { boot, pass, asked } = bench([answer("Pending", 0), answer("Rejected", 0)]);
  boot.connected();
  await pass(29);
  expect(asked).toHaveLength(1);
  await pass(12);
  expect(asked).toHaveLength(2);
});

test("B02.FR.04 a new connection does not shorten the wait", async () => {
  const { boot, pass, asked } = bench([answer("Pending", 100), answer("Accepted")]);
  boot.connected();
  await pass(30);
  boot.disconnected();
  await pass(10);
  boot.connected();
  await pass(59);
  expect(asked).toHaveLength(1);
  await pass(1);
  expect(asked[1]).toBe("PowerUp @ 100");
});

test("a wait that passed without connection is over when it returns", async () => {
  const { boot, pass, asked } = bench([answer("Rejected", 10), answer("Accepted")]);
  boot.connected();
  await pass(1);
  boot.disconnected();
  await pass(60);
  expect(asked).toHaveLength(1);
  boot.connected();
  await pass(0);
  expect(asked).toHaveLength(2);
});

test("a BootNotification without answer is sent again, and a lost connection's answer is not awaited", async () => {
  const { boot, pass, asked } = bench([new Error("timeout"), answer("Accepted")]);
  boot.connected();
  await pass(45);
  expect(asked).toHaveLength(2);
  expect(boot.registration).toBe("Accepted");
});

test("B01.FR.09 the reason of a restart is told once, and then PowerUp", async () => {
  const store = createMemoryStore();
  bench([], { store }).boot.setNextReason("ScheduledReset");
  const second = bench([answer("Pending", 10)], { store });
  second.boot.connected();
  await second.pass(10);
  expect(second.asked).toEqual(["ScheduledReset @ 0", "ScheduledReset @ 10"]);
  const third = bench([], { store });
  third.boot.connected();
  await third.pass(0);
  expect(third.asked).toEqual(["PowerUp @ 0"]);
});

test("F06.FR.17 B02.FR.04 a pending station may be triggered, an accepted one not", async () => {
  const { boot, pass, asked } = bench([answer("Pending", 100), answer("Pending", 50), answer("Accepted")]);
  boot.connected();
  await pass(10);
  expect(boot.mayBeTriggered).toBe(true);
  boot.trigger();
  await pass(50);
  expect(asked).toEqual(["PowerUp @ 0", "Triggered @ 10", "PowerUp @ 60"]);
  expect(boot.mayBeTriggered).toBe(false);
});

test("B01.FR.08 B02.FR.02 B03.FR.02 B03.FR.08 what may pass in each state", async () => {
  const { boot, pass } = bench([answer("Pending", 10), answer("Rejected", 10), answer("Accepted")]);
  const passes = (): (boolean | "later")[] => [
    boot.trafficRules.maySend("BootNotification", false),
    boot.trafficRules.maySend("NotifyReport", true),
    boot.trafficRules.maySend("StatusNotification", false),
    boot.trafficRules.mayDrain(),
    boot.trafficRules.refuseIncoming("Reset") === null,
  ];
  expect(passes()).toEqual([true, "later", false, false, true]);
  boot.connected();
  await pass(0);
  expect(passes()).toEqual([true, true, false, false, true]);
  await pass(10);
  expect(passes()).toEqual([true, false, false, false, false]);
  expect(boot.trafficRules.refuseIncoming("Reset")?.code).toBe("SecurityError");
  await pass(10);
  expect(passes()).toEqual([true, true, true, true, true]);
});

test("a registration that was disposed of neither asks nor listens", async () => {
  const { boot, manual, told } = bench([answer("Pending", 10)]);
  boot.connected();
  boot.dispose();
  await manual.advance(Milliseconds(60_000));
  expect(told).toEqual([]);
  expect(manual.pending()).toEqual([]);
});
