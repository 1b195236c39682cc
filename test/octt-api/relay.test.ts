import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { Seconds } from "../../src/kernel/index.js";
import { parseRelayMessage } from "../../src/octt-api/relay-messages.js";
import { startBench, type Bench } from "./support/bench.js";

const PLUG_BOTH = ["plugIn", { evseId: 1, connectorId: 1, side: "both", halfway: false }];

/** The OCTT's end of a relay and a station that has dialled it. */
interface RelayBench extends AsyncDisposable {
  readonly bench: Bench;
  readonly server: WebSocketServer;
  readonly upgrade: IncomingMessage;
  readonly socket: WebSocket;
  ask(message: unknown): Promise<unknown>;
}

const listening = async (port = 0, autoPong = true): Promise<WebSocketServer> => {
  const server = new WebSocketServer({ host: "127.0.0.1", port, path: "/ws_api", autoPong });
  await once(server, "listening");
  return server;
};

const stopServer = async (server: WebSocketServer): Promise<void> => {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
};

async function startRelay({ autoPong = true } = {}): Promise<RelayBench> {
  const server = await listening(0, autoPong);
  const connected = once(server, "connection") as Promise<[WebSocket, IncomingMessage]>;
  const { port } = server.address() as AddressInfo;
  const relay = { url: `ws://127.0.0.1:${port}/ws_api`, token: "t0ken" };
  const bench = await startBench({ octt: { relay, evPort: 0 } });
  const [socket, upgrade] = await connected;
  return {
    bench,
    server,
    upgrade,
    socket,
    async ask(message) {
      const answer = once(socket, "message") as Promise<[Buffer]>;
      socket.send(typeof message === "string" ? message : JSON.stringify(message));
      const [data] = await answer;
      return JSON.parse(data.toString()) as unknown;
    },
    async [Symbol.asyncDispose]() {
      await bench.servers.stop();
      await stopServer(server);
    },
  };
}

test("dials with the bearer token", async () => {
  await using relay = await startRelay();
  expect(relay.upgrade.headers.authorization).toBe("Bearer t0ken");
  expect(relay.upgrade.url).toBe("/ws_api");
});

test("the spelling with params", async () => {
  await using relay = await startRelay();
  const time = "2026-01-01T00:00:00Z";
  const sut = { time, type: "sut", params: [] };
  expect(await relay.ask({ ...sut, id: "a", operation: "plugin" })).toEqual({ id: "a", status: "Ok" });
  const params = [
    { key: "id", value: "04A2" },
    { key: "evse_id", value: 2 },
  ];
  expect(await relay.ask({ ...sut, id: 7, operation: "authorize", params })).toEqual({ id: 7, status: "Ok" });
  const ready = { time, type: "ev_emulator", operation: "state", params: [{ key: "ready", value: false }] };
  expect(await relay.ask({ ...ready, id: "b" })).toEqual({ id: "b", status: "Ok" });
  expect(relay.bench.station.done).toEqual([
    PLUG_BOTH,
    ["presentToken", { idToken: "04A2", type: "ISO14443" }, 2],
    ["changeEv", 1, { ready: false }],
  ]);
});

test("the spelling with a URL, of which the port tells the API", async () => {
  await using relay = await startRelay();
  const post = { method: "POST", body: null };
  const url = "http://192.0.2.7:8080/api/v1/plugin?evse_id=2";
  expect(await relay.ask({ ...post, id: "a", operation: "plugin", url })).toEqual({ id: "a", status: "OK" });
  const bare = { ...post, id: "b", operation: "parkingbay", url: "/api/v1/parkingbay?occupied=true" };
  expect(await relay.ask(bare)).toEqual({ id: "b", status: "OK" });
  expect(relay.bench.station.done).toEqual([
    ["plugIn", { evseId: 2, connectorId: 1, side: "both", halfway: false }],
    ["setParkingBay", 1, true],
  ]);
});

test.each([
  ["http://192.0.2.7:8081/api/v1/plugin", null, "ev"],
  ["http://192.0.2.7:8080/api/v1/plugin", null, "sut"],
  ["http://192.0.2.7:9081/api/v1/plugin", 9081, "ev"],
  ["http://192.0.2.7/api/v1/plugin", 9081, "sut"],
  ["/api/v1/plugin", 9081, "sut"],
])("%s with an EV API configured on %s is a call of face %s", (url, evPort, face) => {
  const message = JSON.stringify({ id: 1, operation: "plugin", url, method: "post" });
  expect(parseRelayMessage(message, evPort)).toMatchObject({ face, name: "plugin" });
});

test("refusals, in each spelling", async () => {
  await using relay = await startRelay();
  const first = { type: "sut", operation: "plugin", params: [{ key: "colour", value: "red" }] };
  expect(await relay.ask({ ...first, id: 1 })).toEqual({ id: 1, status: "Nok" });
  expect(await relay.ask({ type: "sut", operation: "dance", id: 2 })).toEqual({ id: 2, status: "Nok" });
  const get = { operation: "plugin", url: "/api/v1/plugin", method: "GET" };
  expect(await relay.ask({ ...get, id: 3 })).toEqual({ id: 3, status: "NOK" });
  relay.bench.station.refuse({ refused: "impossible", because: "the cable is locked" });
  const out = { operation: "plugout", url: "/api/v1/plugout", method: "POST" };
  expect(await relay.ask({ ...out, id: 4 })).toEqual({ id: 4, status: "NOK" });
  expect(relay.bench.station.done).toEqual([]);
});

test("what is no message is ignored, and the next one is answered", async () => {
  await using relay = await startRelay();
  for (const nonsense of [
    "{",
    "null",
    "[]",
    '{"id":1}',
    '{"operation":"plugin","type":"sut"}',
    '{"id":1,"operation":"plugin","type":"other"}',
    '{"id":1,"operation":"plugin","type":"sut","params":[1]}',
    '{"id":1,"url":"http://[","method":"POST"}',
  ])
    relay.socket.send(nonsense);
  relay.socket.send(Buffer.from([1, 2, 3]));
  expect(await relay.ask({ id: "x", type: "sut", operation: "plugin" })).toEqual({ id: "x", status: "Ok" });
});

test("EV calls through the relay count as seen", async () => {
  await using relay = await startRelay();
  await relay.ask({ id: 1, type: "ev_emulator", operation: "plugin" });
  await relay.ask({ id: 2, type: "sut", operation: "plugin" });
  expect(relay.bench.station.done.map(([, at]) => (at as { side: string }).side)).toEqual(["ev", "station"]);
});

test("dials again after a loss, with longer and longer pauses up to 30 s", async () => {
  await using relay = await startRelay();
  const { clock } = relay.bench;
  const { port } = relay.server.address() as AddressInfo;
  await stopServer(relay.server);
  const pauses: (number | null)[] = [];
  for (let attempt = 0; attempt < 7; attempt++) {
    await untilPending(clock, "relay back-off");
    pauses.push(clock.nextIn());
    await clock.advance(Seconds((clock.nextIn() ?? 0) / 1000));
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * 1000));
  const server = await listening(port);
  const connected = once(server, "connection");
  await untilPending(clock, "relay back-off");
  await clock.advance(Seconds(30));
  await connected;
  await relay.bench.servers.stop();
  await stopServer(server);
});

test("a connection on which a ping is not answered is cut and dialled again", async () => {
  await using relay = await startRelay({ autoPong: false });
  const { clock } = relay.bench;
  await relay.ask({ id: 1, type: "sut", operation: "plugin" });
  const pinged = once(relay.socket, "ping");
  await clock.advance(Seconds(30));
  await pinged;
  const closed = once(relay.socket, "close");
  await clock.advance(Seconds(30));
  await closed;
  await untilPending(clock, "relay back-off");
});

test("a connection on which pings are answered stays", async () => {
  await using relay = await startRelay();
  await relay.ask({ id: 1, type: "sut", operation: "plugin" });
  for (let ping = 0; ping < 3; ping++) {
    const pinged = once(relay.socket, "ping");
    await relay.bench.clock.advance(Seconds(30));
    await pinged;
    // Answered after the pong, because both come on one line.
    await relay.ask({ id: 2, type: "sut", operation: "plugin" });
  }
});

test("stopping hangs up and does not dial again", async () => {
  await using relay = await startRelay();
  const closed = once(relay.socket, "close");
  await relay.bench.servers.stop();
  await closed;
  await new Promise((resolve) => setImmediate(resolve));
  expect(relay.bench.clock.pending().filter((timer) => timer.startsWith("relay back-off"))).toEqual([]);
});

async function untilPending({ pending }: Bench["clock"], name: string): Promise<void> {
  for (let turn = 0; turn < 5000 && !pending().some((timer) => timer.startsWith(name)); turn++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(pending().join()).toContain(name);
}
