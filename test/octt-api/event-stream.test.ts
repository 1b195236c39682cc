import { request, type IncomingMessage } from "node:http";
import { Milliseconds, Seconds } from "../../src/kernel/index.js";
import { startBench, type Bench } from "./support/bench.js";
import { faultsOf } from "./support/response-schemas.js";

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A client of the stream that tells what it was told. */
class Client implements AsyncDisposable {
  readonly told: Told[] = [];
  comments = 0;
  #rest = "";
  #waiting: (() => void) | undefined;

  private constructor(readonly stream: IncomingMessage) {
    stream.setEncoding("utf8").on("data", (text: string) => this.#take(text));
    stream.on("error", () => undefined);
  }

  static connect({ servers }: Bench, lastEventId?: string): Promise<Client> {
    return new Promise((resolve, reject) => {
      const headers = { ...(lastEventId !== undefined && { "Last-Event-ID": lastEventId }) };
      const options = { host: "127.0.0.1", port: servers.port, path: "/octt/v1/events", headers };
      request(options, (stream) => resolve(new Client(stream)))
        .on("error", reject)
        .end();
    });
  }

  /** Waits until `count` events have come in all. */
  async until(count: number): Promise<readonly Told[]> {
    while (this.told.length < count) await new Promise<void>((resolve) => (this.#waiting = resolve));
    return this.told;
  }

  async untilComment(): Promise<void> {
    while (this.comments === 0) await new Promise<void>((resolve) => (this.#waiting = resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stream.destroy();
    await new Promise((resolve) => (this.stream.closed ? resolve(null) : this.stream.once("close", resolve)));
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) {
      if (block === ":") this.comments++;
      const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
      const event = fields.get("event");
      if (event !== undefined)
        this.told.push({ id: fields.get("id") ?? "", event, data: JSON.parse(fields.get("data") ?? "") });
    }
    this.#waiting?.();
  }
}

const frame = (seq: number) => ({ event: "ocpp" as const, data: { seq } });
/** Waits until the server has noticed who left. */
const listeners = async (bench: Bench, expected: boolean): Promise<void> => {
  for (let turn = 0; bench.station.events.observed !== expected && turn < 1000; turn++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(bench.station.events.observed).toBe(expected);
};

test("begins with the state and goes on with what happens, under increasing ids", async () => {
  await using bench = await startBench();
  await using client = await Client.connect(bench);
  expect(client.stream.headers["content-type"]).toBe("text/event-stream");
  await client.until(1);
  bench.station.events.next(frame(1));
  bench.station.events.next({ event: "log", data: { level: "info", message: "Hello\nworld" } });
  bench.station.events.next({ event: "state" });
  const told = await client.until(4);
  expect(told.map(({ event }) => event)).toEqual(["state", "ocpp", "log", "state"]);
  expect(told[1]?.data).toEqual({ seq: 1 });
  expect(told[2]?.data).toEqual({ level: "info", message: "Hello\nworld" });
  expect(faultsOf("state", 200, told[3]?.data)).toBeNull();
  const ids = told.map(({ id }) => Number(id));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
});

test("tells the state every second while energy flows", async () => {
  await using bench = await startBench();
  bench.station.energyFlows();
  await using client = await Client.connect(bench);
  await client.until(1);
  await listeners(bench, true);
  await bench.clock.advance(Milliseconds(999));
  expect(client.told.length).toBe(1);
  await bench.clock.advance(Milliseconds(1));
  await client.until(2);
  await bench.clock.advance(Seconds(1));
  expect((await client.until(3)).map(({ event }) => event)).toEqual(["state", "state", "state"]);
});

test("a client that comes back gets what it missed, and only that", async () => {
  await using bench = await startBench();
  await using witness = await Client.connect(bench);
  const first = await Client.connect(bench);
  await first.until(1);
  bench.station.events.next(frame(1));
  const seen = (await first.until(2)).at(-1);
  await first[Symbol.asyncDispose]();
  bench.station.events.next(frame(2));
  bench.station.events.next(frame(3));
  await witness.until(4);
  await using again = await Client.connect(bench, seen?.id);
  bench.station.events.next(frame(4));
  const told = await again.until(4);
  expect(told.map(({ event, data }) => (event === "ocpp" ? data : event))).toEqual([
    { seq: 2 },
    { seq: 3 },
    "state",
    { seq: 4 },
  ]);
});

test("what is held for those who come back is bounded by number and time", async () => {
  await using bench = await startBench();
  const first = await Client.connect(bench);
  await first.until(1);
  const from = first.told[0]?.id;
  for (let seq = 1; seq <= 600; seq++) bench.station.events.next(frame(seq));
  await first.until(601);
  await first[Symbol.asyncDispose]();
  const second = await Client.connect(bench, from);
  const frames = (await second.until(501)).filter(({ event }) => event === "ocpp");
  expect([frames.length, frames[0]?.data]).toEqual([500, { seq: 101 }]);
  await second[Symbol.asyncDispose]();
  await untilTimer(bench, "event stream memory");
  expect(bench.station.events.observed).toBe(true);
  await bench.clock.advance(Seconds(30));
  await listeners(bench, false);
  await using third = await Client.connect(bench, from);
  expect((await third.until(1))[0]?.event).toBe("state");
});

test("states come ten times a second at most, the last one always", async () => {
  await using bench = await startBench();
  await using client = await Client.connect(bench);
  await client.until(1);
  const before = bench.station.statesAsked;
  for (let change = 0; change < 50; change++) bench.station.events.next({ event: "state" });
  expect(bench.station.statesAsked - before).toBe(1);
  await bench.clock.advance(Milliseconds(99));
  expect(bench.station.statesAsked - before).toBe(1);
  await bench.clock.advance(Milliseconds(1));
  expect(bench.station.statesAsked - before).toBe(2);
  await bench.clock.advance(Seconds(1));
  expect(bench.station.statesAsked - before).toBe(2);
  expect(await client.until(3)).toHaveLength(3);
});

test("nothing is asked for, nothing runs, while nobody listens", async () => {
  await using bench = await startBench();
  expect(bench.station.events.observed).toBe(false);
  expect(bench.clock.pending()).toEqual([]);
  const client = await Client.connect(bench);
  await client.until(1);
  await client[Symbol.asyncDispose]();
  await untilTimer(bench, "event stream memory");
  const asked = bench.station.statesAsked;
  bench.station.events.next({ event: "state" });
  expect(bench.station.statesAsked).toBe(asked);
  await bench.clock.advance(Seconds(30));
  expect(bench.clock.pending()).toEqual([]);
  await listeners(bench, false);
});

test("a comment keeps the line open", async () => {
  await using bench = await startBench();
  await using client = await Client.connect(bench);
  await client.until(1);
  await bench.clock.advance(Seconds(15));
  await client.untilComment();
});

test("a client that does not read is let go, the others stay", async () => {
  await using bench = await startBench();
  const slow = await Client.connect(bench);
  slow.stream.pause();
  await using quick = await Client.connect(bench);
  await quick.until(1);
  const padding = "x".repeat(200_000);
  for (let seq = 1; seq <= 60; seq++) {
    bench.station.events.next({ event: "ocpp", data: { seq, padding } });
    await quick.until(seq + 1);
  }
  const closed = new Promise((resolve) => slow.stream.once("close", resolve));
  slow.stream.resume();
  await closed;
  expect(slow.stream.complete).toBe(false);
  expect(quick.told).toHaveLength(61);
});

test("an event that cannot be written down hurts nobody", async () => {
  await using bench = await startBench();
  await using client = await Client.connect(bench);
  await client.until(1);
  const circle: { self?: object } = {};
  circle.self = circle;
  bench.station.events.next({ event: "log", data: circle });
  bench.station.events.next(frame(1));
  expect((await client.until(2)).at(-1)?.data).toEqual({ seq: 1 });
});

test("stopping ends the streams", async () => {
  await using bench = await startBench();
  const client = await Client.connect(bench);
  await client.until(1);
  const closed = new Promise((resolve) => client.stream.once("close", resolve));
  await bench.servers.stop();
  await closed;
  expect(bench.clock.pending()).toEqual([]);
});

async function untilTimer(bench: Bench, name: string): Promise<void> {
  for (let turn = 0; turn < 1000 && !bench.clock.pending().some((timer) => timer.startsWith(name)); turn++)
    await new Promise((resolve) => setImmediate(resolve));
}
