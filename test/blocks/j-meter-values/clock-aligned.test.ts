import fc from "fast-check";
import {
  createClockAlignedSampler,
  destinationOf,
  type MeterValue,
  type SampleDestination,
} from "../../../src/blocks/j-meter-values/index.js";
import {
  createManualClock,
  createSilentLogger,
  createStationClock,
  Hours,
  Milliseconds,
  Minutes,
  nextAlignedInstant,
  Seconds,
  toTimestamp,
} from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

const at = (time: string): number => Date.parse(`2026-03-04T${time}Z`);

describe("the next aligned instant", () => {
  test.each([
    ["00:00:00", 900, "00:15:00"],
    ["00:14:59.999", 900, "00:15:00"],
    ["10:07:00", 3600, "11:00:00"],
    ["00:00:01", 7, "00:00:07"],
    ["23:50:00", 900, "24:00:00"],
    ["23:59:00", 7000, "24:00:00"],
    ["12:00:00", 100_000, "24:00:00"],
  ])("J01.FR.14 after %s every %i s is %s", (now, interval, expected) => {
    expect(toTimestamp(nextAlignedInstant(at(now), interval))).toBe(
      toTimestamp(expected === "24:00:00" ? at("00:00:00") + 86_400_000 : at(expected)),
    );
  });

  test("J01.FR.14 is later than now, at most one interval away, and a multiple from midnight", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 90_000 }), (now, interval) => {
        const next = nextAlignedInstant(now, interval);
        const sinceMidnight = next % 86_400_000;
        return next > now && next - now <= interval * 1_000 && sinceMidnight % (interval * 1_000) === 0;
      }),
    );
  });
});

test.each<[string, boolean, boolean, boolean, boolean, SampleDestination]>([
  ["J01.FR.14 no transaction anywhere", false, false, false, false, "meterValues"],
  ["J01.FR.14 a transaction elsewhere", false, false, true, false, "meterValues"],
  ["J01.FR.22 a transaction here", false, false, true, true, "transaction"],
  ["J01.FR.19 EVSE sends when idle, and it is idle", false, true, true, false, "meterValues"],
  ["J01.FR.19 EVSE sends when idle, and it is not", false, true, true, true, "nowhere"],
  ["J01.FR.20 station sends when idle, and it is idle", true, false, false, false, "meterValues"],
  ["J01.FR.20 station sends when idle, and another EVSE is not", true, false, true, false, "nowhere"],
  ["J01.FR.20 station sends when idle, and this EVSE is not", true, false, true, true, "nowhere"],
])("%s", (_name, stationIdleOnly, evseIdleOnly, anyTransaction, hasTransaction, expected) => {
  expect(destinationOf({ stationIdleOnly, evseIdleOnly, anyTransaction, hasTransaction })).toBe(expected);
});

function bench(variables: Record<string, string> = {}, startAt = at("10:07:00")) {
  const base = createManualClock(startAt);
  const clock = createStationClock(base);
  const deviceModel = createFakeDeviceModel({
    "AlignedDataCtrlr.Enabled": "true",
    "AlignedDataCtrlr.Interval": "900",
    "AlignedDataCtrlr.SendDuringIdle": "false",
    ...variables,
  });
  const charging = new Set<number>();
  const told: string[] = [];
  const note = (how: string) => (evseId: number, value: MeterValue) =>
    void told.push(`${value.timestamp.slice(11, 19)} ${how} ${evseId}`);
  const sampler = createClockAlignedSampler({
    meterValues: {
      sample: (evseId, list, context) => {
        if (evseId === 66) throw new Error("no such meter");
        return {
          timestamp: toTimestamp(clock.now()),
          sampledValues: [{ value: 1, measurand: list, context, location: "Outlet", unit: "W" }],
        };
      },
    },
    presence: {
      hasTransaction: (evseId) => charging.has(evseId),
      anyTransaction: () => charging.size > 0,
      addClockAlignedSample: note("transaction"),
    },
    deviceModel,
    evseIds: [1, 66, 2],
    clock,
    send: note("meterValues"),
    logger: createSilentLogger(),
  });
  const heard = (): string[] => told.splice(0);
  return { base, clock, deviceModel, charging, sampler, heard };
}

const allAt = (time: string): string[] => [0, 1, 2].map((evseId) => `${time} meterValues ${evseId}`);

test("J01.FR.14 the main meter and all EVSEs are sampled at every aligned instant, one failing meter aside", async () => {
  const { base, sampler, heard } = bench();
  sampler.start();
  await base.advance(Milliseconds(7 * 60_000 + 59_999));
  expect(heard()).toEqual([]);
  await base.advance(Milliseconds(1));
  expect(heard()).toEqual(allAt("10:15:00"));
  await base.advance(Minutes(30));
  expect(heard()).toEqual([...allAt("10:30:00"), ...allAt("10:45:00")]);
});

test("J01.FR.22 J01.FR.19 J01.FR.20 transactions and SendDuringIdle are looked at when the instant comes", async () => {
  const { base, sampler, heard, charging, deviceModel } = bench({
    "AlignedDataCtrlr@2.SendDuringIdle": "true",
  });
  sampler.start();
  charging.add(1);
  await base.advance(Minutes(15));
  expect(heard()).toEqual(["10:15:00 meterValues 0", "10:15:00 transaction 1", "10:15:00 meterValues 2"]);
  charging.add(2);
  await base.advance(Minutes(15));
  expect(heard()).toEqual(["10:30:00 meterValues 0", "10:30:00 transaction 1"]);
  deviceModel.update("AlignedDataCtrlr.SendDuringIdle", true);
  await base.advance(Minutes(15));
  expect(heard()).toEqual([]);
  charging.clear();
  await base.advance(Minutes(15));
  expect(heard()).toEqual(allAt("11:00:00"));
});

test("J01.FR.14 no timer runs before start, after stop, at interval 0 and while switched off", async () => {
  const { base, sampler, heard, deviceModel } = bench({ "AlignedDataCtrlr.Interval": "0" });
  expect(base.pending()).toEqual([]);
  sampler.start();
  expect(base.pending()).toEqual([]);
  deviceModel.update("AlignedDataCtrlr.Interval", 60);
  expect(base.pending()).toHaveLength(1);
  deviceModel.update("AlignedDataCtrlr.Enabled", false);
  expect(base.pending()).toEqual([]);
  deviceModel.update("AlignedDataCtrlr.Enabled", true);
  await base.advance(Minutes(1));
  expect(heard()).toEqual(allAt("10:08:00"));
  sampler.stop();
  expect(base.pending()).toEqual([]);
  deviceModel.update("AlignedDataCtrlr.Interval", 30);
  sampler.clockSet();
  expect(base.pending()).toEqual([]);
  sampler.start();
  sampler.start();
  expect(base.pending()).toHaveLength(1);
});

test("a new interval holds from the next of its instants", async () => {
  const { base, sampler, heard, deviceModel } = bench();
  sampler.start();
  deviceModel.update("AlignedDataCtrlr.Interval", 3600);
  await base.advance(Hours(1));
  expect(heard()).toEqual(allAt("11:00:00"));
});

describe("when the clock is set", () => {
  test("forward, the next instant of the new time counts", async () => {
    const { base, clock, sampler, heard } = bench();
    sampler.start();
    clock.set(at("17:59:30"));
    sampler.clockSet();
    await base.advance(Seconds(30));
    expect(heard()).toEqual(allAt("18:00:00"));
  });

  test("back a little just after an instant, that instant is not sampled twice", async () => {
    const { base, clock, sampler, heard } = bench();
    sampler.start();
    await base.advance(Minutes(8));
    expect(heard()).toEqual(allAt("10:15:00"));
    clock.set(clock.now() - 200);
    sampler.clockSet();
    await base.advance(Minutes(10));
    expect(heard()).toEqual([]);
    await base.advance(Minutes(6));
    expect(heard()).toEqual(allAt("10:30:00"));
  });

  test("back without a word, the timer waits for the instant to come again", async () => {
    const { base, clock, sampler, heard } = bench();
    sampler.start();
    clock.set(at("09:00:00"));
    await base.advance(Minutes(8));
    expect(heard()).toEqual([]);
    await base.advance(Minutes(7));
    expect(heard()).toEqual(allAt("09:15:00"));
  });

  test("forward without a word, the sample bears the time at which it was taken", async () => {
    const { base, clock, sampler, heard } = bench();
    sampler.start();
    clock.set(at("12:01:00"));
    await base.advance(Minutes(8));
    expect(heard()).toEqual(allAt("12:09:00"));
    await base.advance(Minutes(6));
    expect(heard()).toEqual(allAt("12:15:00"));
  });
});

test("a timer that fires a moment early or late still stands for its instant, once", async () => {
  const { base, clock, sampler, heard } = bench();
  sampler.start();
  clock.set(clock.now() - 1);
  await base.advance(Minutes(8));
  expect(heard()).toEqual(allAt("10:15:00"));
  await base.advance(Minutes(14));
  expect(heard()).toEqual([]);
  clock.set(clock.now() + 400);
  await base.advance(Seconds(61));
  expect(heard()).toEqual(allAt("10:30:00"));
});
