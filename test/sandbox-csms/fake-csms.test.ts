import { Hours, Milliseconds, Minutes, Seconds, createManualClock, toTimestamp, type ManualClock } from "../../src/kernel/index.js"; // prettier-ignore
import { late } from "../../src/sandbox-csms/index.js";
import { fakeCsms, type FakeCsms, type FakeCsmsOptions } from "../support/csms.js";
import { rawStation, type RawStation } from "./raw-station.js";

let clock: ManualClock;
let csms: FakeCsms;
let station: RawStation;

const status = (connectorStatus: string, evseId = 1): object => ({
  timestamp: toTimestamp(clock.now()),
  connectorStatus,
  evseId,
  connectorId: 1,
});
const failing = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "it did not fail",
    (error: Error) => error.message,
  );
const start = async (options: Partial<FakeCsmsOptions> = {}): Promise<void> => {
  csms = await fakeCsms({ clock, ...options });
  station = await rawStation(`${csms.url}/CS-1`);
};

beforeEach(() => {
  clock = createManualClock();
});
afterEach(async () => {
  station.socket.terminate();
  await csms.done().catch(() => undefined);
});

test("a dialogue that goes as told ends well", async () => {
  await start();
  clock.timer("boot", Seconds(5), () => {
    void station
      .call("BootNotification", { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V" } })
      .then(() => station.call("StatusNotification", status("Available", 1)))
      .then(() => station.call("StatusNotification", status("Available", 2)));
  });
  station.onCall((action) => [3, action === "Reset" ? { status: "Scheduled" } : {}]);
  await csms.connects();
  expect(await csms.expects("BootNotification", { chargingStation: { model: "M" } })).toMatchObject({
    reason: "PowerUp",
  });
  await csms.expectsInOrder(
    ["StatusNotification", { evseId: 1 }],
    ["StatusNotification", { evseId: 2, timestamp: expect.stringContaining("2026") as unknown }],
  );
  expect(await csms.sends("Reset", { type: "OnIdle" })).toEqual({ status: "Scheduled" });
  csms.station.answers({ status: "Scheduled" });
  await csms.done();
  expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 0, 5));
});

test("waiting goes from timer to timer, with the network settled in between", async () => {
  await start({ heartbeatInterval: 10 });
  // Each heartbeat is timed by the response to the one before it, as in a station.
  const beat = (): void => {
    clock.timer("heartbeat", Seconds(10), () => void station.call("Heartbeat", {}).then(beat));
  };
  beat();
  for (let count = 1; count <= 6; count++) {
    await csms.expects("Heartbeat");
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1) + count * 10_000);
  }
  await csms.quiet(Milliseconds(9_999));
  await csms.done();
});

describe("the test fails", () => {
  test("if what is expected does not come: it says what came instead, which timers run, and draws", async () => {
    await start();
    clock.timer("tariff update", Hours(2), () => undefined);
    void station.call("StatusNotification", status("Available"));
    const message = await failing(csms.expects("StatusNotification", { connectorStatus: "Occupied" }));
    expect(message).toContain('Expected StatusNotification with {"connectorStatus":"Occupied"} within 60 s');
    expect(message).toMatch(/-\s+"connectorStatus": "Occupied"/);
    expect(message).toContain("tariff update @ 7140000 ms");
    expect(message).toContain("|- StatusNotification ");
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 1));
  });

  test("if something comes that nobody expected", async () => {
    await start();
    await station.call("StatusNotification", status("Available", 1));
    await station.call("StatusNotification", status("Available", 2));
    await csms.expects("StatusNotification", { evseId: 1 });
    expect(await failing(csms.done())).toMatch(/unexpected: StatusNotification .*"evseId":2/);
  });

  test("but not for what is ignored", async () => {
    await start();
    csms.ignores("Heartbeat", ["StatusNotification", { evseId: 2 }]);
    await station.call("Heartbeat", {});
    await station.call("StatusNotification", status("Available", 2));
    await csms.done();
  });

  test("if what was announced never comes", async () => {
    await start();
    csms.announces("Heartbeat");
    csms.announces("StatusNotification", { connectorStatus: "Faulted" });
    await station.call("Heartbeat", {});
    expect(await failing(csms.done())).toContain(
      'announced, but never came: StatusNotification with {"connectorStatus":"Faulted"}',
    );
  });

  test("if a prepared answer is never asked for", async () => {
    await start();
    csms.answersNext("Heartbeat", { currentTime: "2026-01-01T00:00:00Z" });
    expect(await failing(csms.done())).toContain("answer prepared, but never asked for: Heartbeat");
  });

  test("if the order is another one", async () => {
    await start();
    await station.call("StatusNotification", status("Available"));
    await station.call("Heartbeat", {});
    expect(await failing(csms.expectsInOrder(["Heartbeat"], ["StatusNotification"]))).toContain(
      "came too early",
    );
  });

  test("if the station breaks the protocol, though the message was expected", async () => {
    await start();
    void station.call("Heartbeat", { colour: "red" });
    await csms.expects("Heartbeat");
    expect(await failing(csms.done())).toMatch(/Heartbeat from the station: .*colour/);
  });

  test("if a message id is used twice, even on another connection", async () => {
    await start();
    csms.ignores("Heartbeat");
    await station.call("Heartbeat", {});
    station.socket.terminate();
    station = await rawStation(`${csms.url}/CS-1`);
    await station.call("Heartbeat", {});
    expect(await failing(csms.done())).toContain("message id raw-1 was used before");
  });

  test("if the station is not quiet", async () => {
    await start();
    clock.timer("meter values", Seconds(30), () => void station.call("Heartbeat", {}));
    expect(await failing(csms.quiet(Minutes(1)))).toContain("unexpected: Heartbeat");
  });

  test("if the response is another one, an error, or missing", async () => {
    await start();
    station.onCall(() => [3, { status: "Rejected" }]);
    await csms.sends("ClearCache", {});
    expect(() => csms.station.answers({ status: "Accepted" })).toThrow(
      "The response to ClearCache is another one",
    );
    station.onCall(() => [4, "NotSupported", "", {}]);
    expect(await failing(csms.sends("ClearCache", {}))).toContain("NotSupported");
    csms.station.refuses("NotSupported");
    expect(() => csms.station.refuses("InternalError")).toThrow("Expected a CALLERROR InternalError");
    expect(() => csms.station.answers()).toThrow("got no response");
    station.onCall(() => undefined);
    expect(await failing(csms.sends("ClearCache", {}, { within: Seconds(20) }))).toContain('"timeout"');
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 0, 20));
  });

  test("if the test itself sends something wrong, or there is no station", async () => {
    await start();
    expect(await failing(csms.sends("Reset", {}))).toContain("The test sends a wrong Reset");
    expect(await csms.asks("Reset", {}, { within: Seconds(1) })).toEqual({ kind: "timeout" });
    station.close();
    await csms.disconnects();
    expect(await failing(csms.sends("ClearCache", {}))).toContain("No station is connected");
    expect(await failing(csms.connects({ within: Seconds(1) }))).toContain(
      "A station should connect within 1 s",
    );
  });
});

test("answers can be laid down once, for good, made from the request, and refused", async () => {
  await start();
  csms.ignores("Heartbeat");
  const time = async (): Promise<unknown> => (await station.call("Heartbeat", {})).slice(2);
  csms.answers("Heartbeat", (_request, { now }) => ({ currentTime: `now ${now}` }));
  csms.answers("Heartbeat", ({ action }) =>
    action === "Heartbeat" ? { currentTime: "2030-01-01T00:00:00Z" } : undefined,
  );
  csms.answersNext("Heartbeat", { currentTime: "2029-01-01T00:00:00Z" });
  csms.refuses("Heartbeat", "InternalError", "not now");
  expect(await time()).toEqual([{ currentTime: "2029-01-01T00:00:00Z" }]);
  expect(await time()).toEqual(["InternalError", "not now", {}]);
  expect(await time()).toEqual([{ currentTime: "2030-01-01T00:00:00Z" }]);
  csms.answersNext("Heartbeat", late({ currentTime: "2031-01-01T00:00:00Z" }, Seconds(7)));
  const answer = time();
  await csms.waits(Seconds(7));
  expect(await answer).toEqual([{ currentTime: "2031-01-01T00:00:00Z" }]);
  await csms.done();
});

test("the CSMS goes out of reach and comes back", async () => {
  await start();
  await csms.goesOffline();
  expect(await station.closed).toBe(1006);
  await expect(rawStation(`${csms.url}/CS-1`)).rejects.toThrow();
  csms.comesBack();
  station = await rawStation(`${csms.url}/CS-1`);
  await csms.connects();
  await csms.done();
});

test("leaving the test's scope ends it", async () => {
  await start();
  await station.call("Heartbeat", {});
  const leave = async (): Promise<void> => {
    await using bench = csms;
    await bench.settles();
  };
  expect(await failing(leave())).toContain("unexpected: Heartbeat");
});

test("the dialogue is drawn with virtual times", async () => {
  await start();
  csms.ignores("Heartbeat");
  await csms.waits(Milliseconds(1500));
  await station.call("Heartbeat", {});
  station.onCall(() => [4, "NotSupported", "", {}]);
  await csms.asks("ClearCache", {});
  await csms.waits(Minutes(2));
  await csms.goesOffline();
  expect(csms.drawing().split("\n")).toEqual([
    "             CS-1                                  CSMS",
    "     0.000 s |========= connected, ocpp2.0.1 =========|",
    "     1.500 s |- Heartbeat --------------------------->| {}",
    '     1.500 s |<........................... Heartbeat .| {"currentTime":"2026-01-01T00:00:01.500Z"}',
    "     1.500 s |<-------------------------- ClearCache -| {}",
    '     1.500 s |. ClearCache CALLERROR ................>| {"code":"NotSupported","description":"","details":{}}',
    "   121.500 s |========== disconnected, 1006 ==========|",
    "",
  ]);
  await csms.done();
});
