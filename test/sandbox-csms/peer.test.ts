import { connect as connectTcp } from "node:net";
import { once } from "node:events";
import { Seconds, createManualClock, createSeededRandom, createSilentLogger, type ManualClock } from "../../src/kernel/index.js"; // prettier-ignore
import {
  answering,
  callError,
  closes,
  createCsmsPeer,
  drops,
  halfOpen,
  late,
  rawText,
  unchecked,
  type Answer,
  type CsmsPeer,
  type CsmsPeerOptions,
} from "../../src/sandbox-csms/index.js";
import { rawStation, type RawStation } from "./raw-station.js";
import { loadValidators } from "../../src/protocol/index.js";

let clock: ManualClock;
let peer: CsmsPeer;
let problems: string[];

const start = async (options: Partial<CsmsPeerOptions> = {}): Promise<void> => {
  peer = await createCsmsPeer({
    host: "127.0.0.1",
    port: 0,
    clock,
    logger: createSilentLogger(),
    random: createSeededRandom(1),
    validators: loadValidators,
    behaviours: [answering("Heartbeat", { currentTime: "2026-01-01T00:00:00Z" })],
    versions: ["ocpp2.1", "ocpp2.0.1", "ocpp1.6"],
    ...options,
  });
  peer.events.on("problem", ({ description }) => problems.push(description));
};
const station = (protocols = ["ocpp2.0.1"]): Promise<RawStation> =>
  rawStation(`${peer.url}/CS-1`, { protocols });
const turns = async (n = 20): Promise<void> => {
  for (let turn = 0; turn < n; turn++) await new Promise(setImmediate);
};

beforeEach(() => {
  clock = createManualClock();
  problems = [];
});
afterEach(() => peer.stop());

describe("the handshake", () => {
  test("takes the first version of the station that it speaks", async () => {
    await start({ versions: ["ocpp1.6", "ocpp2.0.1"] });
    expect((await station(["ocpp2.1", "ocpp2.0.1", "ocpp1.6"])).socket.protocol).toBe("ocpp2.0.1");
    expect(peer.station("CS-1")).toMatchObject({ identity: "CS-1", connected: true, version: "ocpp2.0.1" });
  });

  test.each([["/ocpp"], ["/ocpp/"], ["/other/CS-1"], ["/ocpp/CS-1/more"], ["/ocpp/%zz"]])(
    "is 404 for %s",
    async (path) => {
      await start();
      const url = `${peer.url.replace("/ocpp", "")}${path}`;
      await expect(rawStation(url)).rejects.toThrow("404");
      expect(peer.stations()).toEqual([]);
    },
  );

  test("is completed without a version and closed where none is common", async () => {
    await start();
    await expect(station(["ocpp1.2"])).rejects.toThrow("no subprotocol");
    expect(peer.stations()).toEqual([]);
  });

  test("asks who it is, with and without basic authentication", async () => {
    const seen: unknown[] = [];
    await start({
      authenticate: (identity, user, password) => {
        seen.push([identity, user, password]);
        return password === "a:secret";
      },
    });
    const authorization = `Basic ${Buffer.from("CS-1:a:secret").toString("base64")}`;
    await rawStation(`${peer.url}/CS-1`, { authorization });
    await expect(rawStation(`${peer.url}/CS-1`)).rejects.toThrow("401");
    expect(seen).toEqual([
      ["CS-1", "CS-1", "a:secret"],
      ["CS-1", undefined, undefined],
    ]);
  });

  test("can be refused, left without a version, or be out of reach, and come back", async () => {
    await start();
    peer.setDoor({ kind: "httpError", status: 503 });
    await expect(station()).rejects.toThrow("503");
    peer.setDoor({ kind: "noSubprotocol" });
    await expect(station()).rejects.toThrow("no subprotocol");
    peer.setDoor({ kind: "unreachable" });
    await expect(station()).rejects.toThrow();
    peer.setDoor({ kind: "open" });
    expect((await station()).socket.protocol).toBe("ocpp2.0.1");
  });

  test("survives a client that is no WebSocket client", async () => {
    await start();
    const socket = connectTcp(peer.port, "127.0.0.1").resume();
    socket.write("GET /ocpp/CS-1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    await once(socket, "close");
    expect((await fetch(`http://127.0.0.1:${peer.port}/ocpp/CS-1`)).status).toBe(426);
    expect((await (await station()).call("Heartbeat", {}))[0]).toBe(3);
  });

  test("a second connection of an identity takes the place of the first", async () => {
    await start();
    const first = await station();
    const second = await station();
    await first.closed;
    expect(peer.station("CS-1")?.connected).toBe(true);
    expect((await second.call("Heartbeat", {}))[0]).toBe(3);
  });
});

describe("frames of the station", () => {
  test.each([
    ["no JSON", "[2,", [4, "-1", "RpcFrameworkError"]],
    ["no array", "{}", [4, "-1", "RpcFrameworkError"]],
    ["no message id", '[2,7,"Heartbeat",{}]', [4, "-1", "RpcFrameworkError"]],
    ["no payload", '[2,"1","Heartbeat"]', [4, "1", "RpcFrameworkError"]],
    ["an unknown type", '[9,"1","Heartbeat",{}]', [4, "1", "MessageTypeNotSupported"]],
    ["an unknown action", '[2,"1","Explode",{}]', [4, "1", "NotImplemented"]],
    ["an action of the CSMS", '[2,"1","Reset",{"type":"Immediate"}]', [4, "1", "NotSupported"]],
    ["a missing field", '[2,"1","Authorize",{}]', [4, "1", "OccurrenceConstraintViolation"]],
  ])("with %s are answered with a CALLERROR", async (_name, text, error) => {
    await start();
    const raw = await station();
    raw.sendRaw(text);
    expect(await raw.next()).toEqual([...error, expect.any(String), {}]);
    expect((await raw.call("Heartbeat", {}))[0]).toBe(3);
  });

  test("that are binary or answer nothing are told as problems", async () => {
    await start();
    const raw = await station();
    raw.sendRaw(Buffer.from([1, 2]));
    raw.sendRaw('[3,"never-asked",{}]');
    await raw.call("Heartbeat", {});
    expect(problems).toEqual([
      "unreadable frame: binary frames are not part of OCPP-J",
      "CALLRESULT never-asked answers nothing that waits",
    ]);
  });

  test("are recorded with time and direction, as are our own", async () => {
    await start();
    const raw = await station();
    await raw.call("Heartbeat", {});
    await clock.advance(Seconds(5));
    raw.onCall(() => [4, "NotSupported", "", {}]);
    await peer.station("CS-1")?.call("ClearCache", {});
    const at = Date.UTC(2026, 0, 1);
    expect(peer.station("CS-1")?.frames).toEqual([
      {
        at,
        direction: "received",
        messageType: "CALL",
        messageId: "raw-1",
        action: "Heartbeat",
        payload: {},
      },
      { at, direction: "sent", messageType: "CALLRESULT", messageId: "raw-1", action: "Heartbeat", payload: { currentTime: "2026-01-01T00:00:00Z" } }, // prettier-ignore
      { at: at + 5000, direction: "sent", messageType: "CALL", messageId: expect.any(String), action: "ClearCache", payload: {} }, // prettier-ignore
      { at: at + 5000, direction: "received", messageType: "CALLERROR", messageId: expect.any(String), action: "ClearCache", payload: { code: "NotSupported", description: "", details: {} } }, // prettier-ignore
    ]);
  });
});

describe("behaviours", () => {
  test("are asked newest first, and only in their versions", async () => {
    await start();
    const currentTime = "2030-01-01T00:00:00Z";
    const forget = peer.behave({ action: "*", versions: ["ocpp2.0.1"], answer: () => ({ currentTime }) });
    const raw = await station();
    expect((await raw.call("Heartbeat", {}))[2]).toEqual({ currentTime });
    forget();
    expect((await raw.call("Heartbeat", {}))[2]).toEqual({ currentTime: "2026-01-01T00:00:00Z" });
    peer.behave({ action: "*", versions: ["ocpp1.6"], answer: () => "silence" });
    expect((await raw.call("Heartbeat", {}))[0]).toBe(3);
  });

  test.each<[string, Answer, unknown]>([
    ["an error", callError("Nonsense", "why", { a: 1 }), [4, "raw-1", "Nonsense", "why", { a: 1 }]],
    ["a response against the schema", unchecked({ wrong: 1 }), [3, "raw-1", { wrong: 1 }]],
  ])("can answer with %s", async (_name, answer, frame) => {
    await start();
    peer.behave(answering("Heartbeat", answer));
    expect(await (await station()).call("Heartbeat", {})).toEqual(frame);
    expect(problems).toEqual([]);
  });

  test("can answer with text that is no frame", async () => {
    await start();
    peer.behave(answering("Heartbeat", rawText("no {JSON")));
    const raw = await station();
    raw.sendRaw('[2,"1","Heartbeat",{}]');
    expect(await raw.next()).toBe("no {JSON");
  });

  test("can answer late", async () => {
    await start();
    peer.behave(answering("Heartbeat", late({ currentTime: "2026-01-01T00:00:09Z" }, Seconds(9))));
    const raw = await station();
    let answer: unknown;
    void raw.call("Heartbeat", {}).then((frame) => (answer = frame));
    await turns();
    await clock.advance(Seconds(8));
    await turns();
    expect(answer).toBeUndefined();
    await clock.advance(Seconds(1));
    await turns();
    expect(answer).toMatchObject([3, "raw-1", {}]);
  });

  test.each<[string, Answer, number]>([
    ["close the connection", closes(1012, "restart"), 1012],
    ["drop it", drops(), 1006],
  ])("can %s", async (_name, answer, code) => {
    await start();
    peer.behave(answering("Heartbeat", answer));
    const raw = await station();
    raw.sendRaw('[2,"1","Heartbeat",{}]');
    expect(await raw.closed).toBe(code);
  });

  test.each<[string, Answer, boolean]>([
    ["say nothing, while pings are still answered", "silence", true],
    ["leave the connection half open, without pong", halfOpen(), false],
  ])("can %s", async (_name, answer, pongs) => {
    await start();
    peer.behave(answering("Heartbeat", answer));
    const raw = await station();
    const heard: string[] = [];
    raw.socket.on("message", () => heard.push("message"));
    raw.socket.on("pong", () => heard.push("pong"));
    raw.sendRaw('[2,"1","Heartbeat",{}]');
    await turns();
    raw.socket.ping();
    await turns();
    expect(heard).toEqual(pongs ? ["pong"] : []);
    expect(peer.station("CS-1")?.connected).toBe(true);
  });

  test("that answer against the schema, or throw, are a problem and an InternalError", async () => {
    await start();
    const raw = await station();
    peer.behave(answering("Heartbeat", { wrong: 1 }));
    expect((await raw.call("Heartbeat", {})).slice(2)).toEqual(["InternalError", "", {}]);
    peer.behave({
      action: "Heartbeat",
      answer: () => {
        throw new Error("oops");
      },
    });
    expect((await raw.call("Heartbeat", {})).slice(2)).toEqual(["InternalError", "", {}]);
    expect(problems).toEqual([
      expect.stringContaining("our own response to Heartbeat"),
      "the behaviour for Heartbeat failed: oops",
    ]);
  });
});

describe("CALLs of the CSMS", () => {
  test("go out one at a time, each under its own id", async () => {
    await start();
    const raw = await station();
    const outcomes = ["ClearCache", "GetLocalListVersion"].map((action) =>
      peer.station("CS-1")?.call(action, {}),
    );
    const [, first] = (await raw.next()) as [number, string];
    await turns();
    expect(peer.station("CS-1")?.frames).toHaveLength(1);
    raw.sendRaw(JSON.stringify([3, first, { status: "Accepted" }]));
    const [, second] = (await raw.next()) as [number, string];
    raw.sendRaw(JSON.stringify([3, second, { versionNumber: 4 }]));
    expect(await Promise.all(outcomes)).toEqual([
      { kind: "response", payload: { status: "Accepted" } },
      { kind: "response", payload: { versionNumber: 4 } },
    ]);
    expect(second).not.toBe(first);
  });

  test("end when the station does not answer, answers wrongly, or goes away", async () => {
    await start();
    const raw = await station();
    const unanswered = peer.station("CS-1")?.call("ClearCache", {}, Seconds(3));
    await clock.advance(Seconds(3));
    expect(await unanswered).toEqual({ kind: "timeout" });
    raw.onCall(() => [3, {}]);
    expect(await peer.station("CS-1")?.call("ClearCache", {})).toMatchObject({
      kind: "invalidResponse",
      payload: {},
    });
    raw.onCall(() => undefined);
    const cut = [peer.station("CS-1")?.call("ClearCache", {}), peer.station("CS-1")?.call("ClearCache", {})];
    peer.station("CS-1")?.drop();
    expect(await Promise.all(cut)).toEqual([{ kind: "disconnected" }, { kind: "disconnected" }]);
    expect(await peer.station("CS-1")?.call("ClearCache", {})).toEqual({ kind: "disconnected" });
    expect(clock.pending()).toEqual([]);
  });
});

test("stations that left are remembered, but not without end", async () => {
  await start({ stationsKept: 2 });
  for (const identity of ["A", "B", "C"]) {
    const raw = await rawStation(`${peer.url}/${identity}`);
    if (identity === "A") continue;
    raw.close();
    await raw.closed;
    await turns();
  }
  expect(peer.stations().map(({ identity, connected }) => [identity, connected])).toEqual([
    ["A", true],
    ["C", false],
  ]);
});
