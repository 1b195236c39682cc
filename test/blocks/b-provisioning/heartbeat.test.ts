import { createHeartbeat } from "../../../src/blocks/b-provisioning/index.js";
import {
  createManualClock,
  createSilentLogger,
  createStationClock,
  Seconds,
} from "../../../src/kernel/index.js";
import { fakeLink } from "../../support/availability-doubles.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

const NOW = "2026-03-04T10:15:00.000Z";

function bench({ interval = 60, timeSource = "Heartbeat" } = {}) {
  const manual = createManualClock();
  const clock = createStationClock(manual);
  const link = fakeLink();
  link.answer = { currentTime: NOW };
  const deviceModel = createFakeDeviceModel({
    "OCPPCommCtrlr.HeartbeatInterval": String(interval),
    "ClockCtrlr.TimeSource": timeSource,
  });
  let clockSet = 0;
  const heartbeat = createHeartbeat({
    ...{ link, deviceModel, clock, logger: createSilentLogger() },
    onClockSet: () => void clockSet++,
  });
  const pass = (seconds: number) => manual.advance(Seconds(seconds));
  return { manual, clock, link, deviceModel, heartbeat, pass, clockSet: () => clockSet };
}

test("G02.FR.02 a heartbeat goes out every interval, between start and stop only", async () => {
  const { heartbeat, link, pass, manual } = bench();
  await pass(120);
  heartbeat.start();
  await pass(59);
  expect(link.taken()).toEqual([]);
  await pass(61);
  expect(link.taken().map(({ action }) => action)).toEqual(["Heartbeat", "Heartbeat"]);
  heartbeat.stop();
  await pass(600);
  expect(link.taken()).toEqual([]);
  expect(manual.pending()).toEqual([]);
});

test("G02.FR.05 another message that is sent puts the heartbeat off", async () => {
  const { heartbeat, link, pass } = bench();
  heartbeat.start();
  await pass(50);
  link.otherMessage();
  await pass(59);
  expect(link.taken()).toEqual([]);
  await pass(1);
  expect(link.taken()).toHaveLength(1);
});

test.each([
  ["Heartbeat", 1],
  ["RealTimeClock", 0],
])("G02.FR.07 a busy station whose time comes from %s beats %d times a day", async (timeSource, beats) => {
  const { heartbeat, link, pass } = bench({ interval: 3600, timeSource });
  heartbeat.start();
  for (let halfHours = 0; halfHours < 50; halfHours++) {
    link.otherMessage();
    await pass(1800);
  }
  expect(link.taken()).toHaveLength(beats);
});

test("G02.FR.06 the answer sets the clock where heartbeats are its source", async () => {
  const { heartbeat, clock, pass, clockSet } = bench();
  heartbeat.send(false);
  await pass(0);
  expect(clock.now()).toBe(Date.parse(NOW));
  expect(clockSet()).toBe(1);
  const other = bench({ timeSource: "RealTimeClock" });
  other.heartbeat.send(false);
  await other.pass(0);
  expect(other.clock.now()).toBe(other.manual.now());
  expect(other.clockSet()).toBe(0);
});

test("a new interval counts from the last message, at once", async () => {
  const { heartbeat, link, pass, deviceModel } = bench({ interval: 600 });
  heartbeat.start();
  await pass(100);
  deviceModel.update("OCPPCommCtrlr.HeartbeatInterval", 30);
  await pass(0);
  expect(link.taken()).toHaveLength(1);
  await pass(30);
  expect(link.taken()).toHaveLength(1);
});

test("a heartbeat without answer is followed by the next, and one that was asked for says so", async () => {
  const { heartbeat, link, pass } = bench();
  link.answer = { failure: { kind: "timeout" } };
  heartbeat.start();
  await pass(120);
  expect(link.taken()).toHaveLength(2);
  heartbeat.send(true);
  expect(link.taken()).toEqual([{ action: "Heartbeat", payload: {}, instructed: true }]);
});

test("no heartbeat goes out while one waits for its answer, unless the CSMS asks for it", async () => {
  const { heartbeat, link, pass } = bench();
  const answers: (() => void)[] = [];
  const call = link.call.bind(link);
  link.call = (<Response extends object>(
    action: string,
    payload: object,
    options?: { instructed?: boolean },
  ) =>
    call<Response>(action, payload, options).then(
      (answer) => new Promise<Response>((resolve) => answers.push(() => resolve(answer))),
    )) as typeof link.call;
  heartbeat.start();
  await pass(180);
  expect(link.taken()).toHaveLength(1);
  heartbeat.send(true);
  expect(link.taken()).toHaveLength(1);
  for (const answer of answers) answer();
  await pass(60);
  for (const answer of answers) answer();
  await pass(60);
  expect(link.taken().length).toBeGreaterThan(0);
});
