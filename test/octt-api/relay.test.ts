import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import {
  createSeededRandom,
  createSilentLogger,
  createManualClock,
  Seconds,
} from "../../src/kernel/index.js";
import type { OcttCalls } from "../../src/octt-api/octt-calls.js";
import { answerRelayed, createRelay } from "../../src/octt-api/relay.js";

const logger = createSilentLogger();

/** Calls that note what they were asked, and refuse `plugout`. */
function notingCalls(): OcttCalls & { readonly asked: string[] } {
  const asked: string[] = [];
  const note = (api: string) => (call: string, args: Readonly<Record<string, string>>) => {
    asked.push(`${api} ${call} ${JSON.stringify(args)}`);
    return call === "plugout"
      ? ({ status: 409, line: "locked" } as const)
      : ({ status: 200, line: "" } as const);
  };
  return { asked, sut: note("sut"), ev: note("ev") };
}

test.each([
  [
    { id: 1, time: "now", type: "sut", operation: "plugin", params: [{ key: "evse_id", value: "1" }] },
    { id: 1, status: "Ok" },
    'sut plugin {"evse_id":"1"}',
  ],
  [{ id: 2, type: "ev_emulator", operation: "end", params: [] }, { id: 2, status: "Ok" }, "ev end {}"],
  [{ id: 3, type: "sut", operation: "plugout" }, { id: 3, status: "Nok" }, "sut plugout {}"],
  [
    {
      id: 4,
      operation: "authorize",
      url: "http://x/api/v1/authorize?id=1&type=ISO14443",
      method: "POST",
      body: "",
    },
    { id: 4, status: "OK" },
    'sut authorize {"id":"1","type":"ISO14443"}',
  ],
  [
    { id: 5, operation: "plugout", url: "/api/v1/plugout", method: "POST" },
    { id: 5, status: "NOK" },
    "sut plugout {}",
  ],
])("both spellings of the relay are served: %j", (action, answer, asked) => {
  const calls = notingCalls();
  expect(answerRelayed(calls, JSON.stringify(action), logger)).toEqual(answer);
  expect(calls.asked).toEqual([asked]);
});

test.each(["", "{", "null", "[]", "42"])("what is no action is answered and forgotten: %j", (text) => {
  expect(
    answerRelayed({ ...notingCalls(), sut: () => ({ status: 404, line: "" }) }, text, logger),
  ).toMatchObject({
    status: "Nok",
  });
});

test("the relay is dialled with its token, and again after it was lost", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const clock = createManualClock();
  const calls = notingCalls();
  const relay = createRelay({
    calls,
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws_api`,
    token: "secret",
    clock,
    random: createSeededRandom(1),
    logger,
  });
  const connection = async (): Promise<WebSocket> => {
    const [socket, request] = (await once(server, "connection")) as [
      WebSocket,
      { headers: Record<string, string> },
    ];
    expect(request.headers["authorization"]).toBe("Bearer secret");
    return socket;
  };
  const first = connection();
  relay.start();
  const socket = await first;
  socket.send(JSON.stringify({ id: "a", type: "sut", operation: "plugin", params: [] }));
  const [answer] = (await once(socket, "message")) as [Buffer];
  expect(JSON.parse(answer.toString())).toEqual({ id: "a", status: "Ok" });

  const again = connection();
  socket.terminate();
  while (clock.pending().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(Seconds(2));
  (await again).terminate();
  relay.stop();
  server.close();
});
