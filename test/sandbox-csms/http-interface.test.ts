import { Ajv } from "ajv";
import { Seconds, createManualClock, createSilentLogger, type ManualClock } from "../../src/kernel/index.js";
import { StartupError } from "../../src/kernel/index.js";
import { SANDBOX_TOKENS, createSandboxCsms, type SandboxCsms } from "../../src/sandbox-csms/index.js";
import { rawStation, type RawStation } from "./raw-station.js";
import { loadValidators } from "../../src/protocol/index.js";

let clock: ManualClock;
let csms: SandboxCsms;
const stations: RawStation[] = [];

beforeEach(async () => {
  clock = createManualClock();
  csms = await createSandboxCsms({
    ocppPort: 0,
    httpPort: 0,
    clock,
    logger: createSilentLogger(),
    validators: loadValidators,
  });
});
afterEach(async () => {
  for (const station of stations.splice(0)) station.close();
  await csms.stop();
});

const connect = async (identity: string, version = "ocpp2.0.1"): Promise<RawStation> => {
  const station = await rawStation(`${csms.ocppUrl}/${encodeURIComponent(identity)}`, {
    protocols: [version],
  });
  stations.push(station);
  return station;
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

const http = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(`${csms.httpUrl}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  return {
    status: response.status,
    type,
    body: type.endsWith("json") ? await response.json() : await response.text(),
  };
};

/** What a form is made from. */
type Described = { readonly ocppVersion: string; readonly actions: readonly string[] };

const problem = (status: number, detail: unknown, more: object = {}): Answer => ({
  status,
  type: "application/problem+json",
  body: expect.objectContaining({
    type: "about:blank",
    title: expect.any(String),
    status,
    detail,
    ...more,
  }) as unknown,
});

describe("POST /stations/{identity}/commands/{Action}", () => {
  test("answers with the response of the station", async () => {
    const station = await connect("CS 1");
    const seen: unknown[] = [];
    station.onCall((action, payload) => {
      seen.push([action, payload]);
      return [3, { status: "Accepted" }];
    });
    expect(await http("POST", "/stations/CS%201/commands/Reset", { type: "Immediate" })).toEqual({
      status: 200,
      type: "application/json",
      body: { status: "Accepted" },
    });
    expect(await http("POST", "/stations/CS%201/commands/ClearCache")).toMatchObject({ status: 200 });
    expect(seen).toEqual([
      ["Reset", { type: "Immediate" }],
      ["ClearCache", {}],
    ]);
  });

  test("speaks the version of the station", async () => {
    const station = await connect("old", "ocpp1.6");
    station.onCall(() => [3, { status: "Accepted" }]);
    expect(await http("POST", "/stations/old/commands/Reset", { type: "Soft" })).toMatchObject({
      status: 200,
    });
    expect(await http("POST", "/stations/old/commands/Reset", { type: "Immediate" })).toMatchObject({
      status: 422,
    });
  });

  test("is 404 where the station is not connected", async () => {
    const refusal = problem(404, "station CS-1 is not connected");
    expect(await http("POST", "/stations/CS-1/commands/ClearCache", {})).toEqual(refusal);
    const station = await connect("CS-1");
    station.close();
    await station.closed;
    await clock.advance(Seconds(0));
    expect(await http("POST", "/stations/CS-1/commands/ClearCache", {})).toEqual(refusal);
  });

  test.each([
    ["a missing field", "Reset", {}, /Reset.*type/],
    ["a wrong value", "Reset", { type: "Never" }, /type/],
    ["a wrong type", "ChangeAvailability", { operationalStatus: 1 }, /operationalStatus/],
    ["an unknown field", "ClearCache", { colour: "red" }, /colour/],
    ["an unknown action", "Explode", {}, /Explode/],
    ["an action of stations", "BootNotification", {}, /BootNotification is sent by stations/],
    ["a payload that is no object", "ClearCache", [1], /body/],
  ])("is 422 for %s and sends nothing", async (_name, action, payload, detail) => {
    await connect("CS-1");
    expect(await http("POST", `/stations/CS-1/commands/${action}`, payload)).toEqual(
      problem(422, expect.stringMatching(detail)),
    );
    expect(csms.peer.station("CS-1")?.frames).toEqual([]);
  });

  test("is 400 where the body is not JSON", async () => {
    await connect("CS-1");
    expect(await http("POST", "/stations/CS-1/commands/Reset", "{type")).toEqual(
      problem(400, expect.stringContaining("body")),
    );
  });

  test("is 502 with the code where the station answers with a CALLERROR", async () => {
    const station = await connect("CS-1");
    station.onCall(() => [4, "NotSupported", "no cache here", {}]);
    expect(await http("POST", "/stations/CS-1/commands/ClearCache", {})).toEqual(
      problem(502, "CS-1 answered ClearCache with the error NotSupported: no cache here", {
        code: "NotSupported",
      }),
    );
  });

  test("is 502 where the response is against the schema", async () => {
    const station = await connect("CS-1");
    station.onCall(() => [3, { status: "Perhaps" }]);
    expect(await http("POST", "/stations/CS-1/commands/ClearCache", {})).toEqual(
      problem(502, expect.stringMatching(/schema.*status/)),
    );
  });

  test("is 504 where no answer comes in time, and the next command goes out after it", async () => {
    const station = await connect("CS-1");
    const first = http("POST", "/stations/CS-1/commands/ClearCache", {});
    await station.next();
    const second = http("POST", "/stations/CS-1/commands/GetLocalListVersion", {});
    await clock.advance(Seconds(30));
    expect(await first).toEqual(problem(504, "CS-1 did not answer ClearCache in time"));
    const [, id, action] = (await station.next()) as [number, string, string];
    expect(action).toBe("GetLocalListVersion");
    station.sendRaw(JSON.stringify([3, id, { versionNumber: 0 }]));
    expect(await second).toMatchObject({ status: 200, body: { versionNumber: 0 } });
  });

  test("is 504 where the station goes away before it answers", async () => {
    const station = await connect("CS-1");
    const answer = http("POST", "/stations/CS-1/commands/ClearCache", {});
    await station.next();
    station.socket.terminate();
    expect(await answer).toEqual(problem(504, "CS-1 disconnected before it answered ClearCache"));
  });

  test("C05 a Central token that the CSMS handed out is accepted afterwards", async () => {
    const station = await connect("CS-1");
    station.onCall(() => [3, { status: "Accepted" }]);
    const idToken = { idToken: "app-user-1", type: "Central" };
    await http("POST", "/stations/CS-1/commands/RequestStartTransaction", { remoteStartId: 1, idToken });
    const [, , response] = await station.call("Authorize", { idToken });
    expect(response).toEqual({ idTokenInfo: { status: "Accepted" } });
  });
});

describe("what the interface shows", () => {
  test("GET /stations lists those that are and were connected", async () => {
    await connect("CS-1");
    const gone = await connect("CS-2", "ocpp1.6");
    gone.socket.terminate();
    while (csms.peer.station("CS-2")?.connected) await new Promise(setImmediate);
    expect((await http("GET", "/stations")).body).toEqual([
      { identity: "CS-1", connected: true, ocppVersion: "ocpp2.0.1", connectedAt: "2026-01-01T00:00:00.000Z", messages: 0 }, // prettier-ignore
      { identity: "CS-2", connected: false, ocppVersion: "ocpp1.6", connectedAt: "2026-01-01T00:00:00.000Z", messages: 0 }, // prettier-ignore
    ]);
  });

  test("GET /stations/{identity}/messages lists the frames, C04.FR.04 without key codes and passwords", async () => {
    const station = await connect("CS-1");
    station.onCall(() => [
      3,
      {
        setVariableResult: [
          { attributeStatus: "Accepted", component: { name: "S" }, variable: { name: "V" } },
        ],
      },
    ]);
    await station.call("Authorize", { idToken: { idToken: "1234", type: "KeyCode" } });
    const setVariableData = [
      { attributeValue: "secret-0123456789", component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } }, // prettier-ignore
    ];
    await http("POST", "/stations/CS-1/commands/SetVariables", { setVariableData });
    const { body } = await http("GET", "/stations/CS-1/messages");
    expect(body).toMatchObject([
      { direction: "received", messageType: "CALL", action: "Authorize", messageId: "raw-1", payload: { idToken: { idToken: "***" } } }, // prettier-ignore
      { direction: "sent", messageType: "CALLRESULT", action: "Authorize", messageId: "raw-1" },
      { direction: "sent", messageType: "CALL", action: "SetVariables" },
      { direction: "received", messageType: "CALLRESULT", action: "SetVariables" },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/1234"|secret-/);
    const drawing = await http("GET", "/stations/CS-1/messages", undefined, { accept: "text/plain" });
    expect(drawing.body).toMatch(/\|- Authorize -+>\| \{"idToken":\{"idToken":"\*\*\*"/);
    expect((await http("GET", "/stations/nobody/messages")).status).toBe(404);
  });

  test("in 1.6 a key code is known by the token list", async () => {
    const station = await connect("old", "ocpp1.6");
    await station.call("StartTransaction", { connectorId: 1, idTag: "1234", meterStart: 0, timestamp: "2026-01-01T00:00:00Z" }); // prettier-ignore
    expect((await http("GET", "/stations/old/messages")).body).toMatchObject([
      { payload: { idTag: "***" } },
      {},
    ]);
    expect((await http("GET", "/stations/old/transactions")).body).toMatchObject([{ idToken: "***" }]);
  });

  test("keeps the last thousand messages of a station", async () => {
    const station = await connect("chatty");
    for (let n = 0; n < 510; n++) await station.call("Heartbeat", {});
    const frames = csms.peer.station("chatty")?.frames ?? [];
    expect([frames.length, frames[0]?.messageId, frames.at(-1)?.messageId]).toEqual([
      1000,
      "raw-11",
      "raw-510",
    ]);
  });

  test("GET /stations/{identity}/transactions is empty before the first, 404 for a stranger", async () => {
    await connect("CS-1");
    expect(await http("GET", "/stations/CS-1/transactions")).toMatchObject({ status: 200, body: [] });
    expect(await http("GET", "/stations/nobody/transactions")).toEqual(
      problem(404, "station nobody has never been connected"),
    );
  });

  test("GET / lists what there is, another path is 404", async () => {
    expect((await http("GET", "/")).body).toMatchObject({
      serves: expect.arrayContaining(["GET /stations"]) as unknown,
    });
    expect(await http("GET", "/nowhere")).toEqual(problem(404, expect.stringContaining("/nowhere")));
    expect(await http("GET", "/stations/%zz/messages")).toEqual(problem(400, expect.any(String)));
  });
});

describe("the token list", () => {
  test("can be read and replaced while stations are connected", async () => {
    const station = await connect("CS-1");
    expect((await http("GET", "/tokens")).body).toEqual(SANDBOX_TOKENS);
    const list = [{ idToken: "NEW-1", type: "Local", status: "NoCredit", group: "G" }];
    expect(await http("PUT", "/tokens", list)).toMatchObject({ status: 200, body: list });
    const [, , response] = await station.call("Authorize", { idToken: { idToken: "new-1", type: "Local" } });
    expect(response).toMatchObject({ idTokenInfo: { status: "NoCredit" } });
  });

  const token = { idToken: "A", type: "Local", status: "Accepted" };
  test.each([
    ["no list", { tokens: [] }, "body"],
    ["nothing", undefined, "body"],
    ["an entry that is no object", [1], "[0]"],
    ["no idToken", [{ ...token, idToken: undefined }], "[0].idToken"],
    ["an empty idToken", [{ ...token, idToken: "" }], "[0].idToken"],
    ["a long idToken", [token, { ...token, idToken: "x".repeat(37) }], "[1].idToken"],
    ["an unknown type", [{ ...token, type: "RFID" }], "[0].type"],
    ["an unknown status", [{ ...token, status: "Fine" }], "[0].status"],
    ["a group that is no text", [{ ...token, group: 1 }], "[0].group"],
    ["an unknown field", [{ ...token, colour: "red" }], "[0].colour"],
    ["the same token twice", [token, { ...token, idToken: "a" }], "[1].idToken"],
  ])("is not changed by %s: 400 names the field", async (_name, body, field) => {
    expect(await http("PUT", "/tokens", body)).toEqual(
      problem(400, expect.stringContaining(field), { field }),
    );
    expect((await http("GET", "/tokens")).body).toEqual(SANDBOX_TOKENS);
  });
});

test("a taken HTTP port is a start-up error that leaves nothing behind", async () => {
  const taken = Number(new URL(csms.httpUrl).port);
  const start = createSandboxCsms({
    ocppPort: 0,
    httpPort: taken,
    clock,
    logger: createSilentLogger(),
    validators: loadValidators,
  });
  await expect(start).rejects.toThrow(StartupError);
});

describe("what can be sent", () => {
  test("is told by action, without what comes from stations", async () => {
    await connect("CS-1");
    const { body } = await http("GET", "/stations/CS-1/commands");
    const { ocppVersion, actions } = body as Described;
    expect(ocppVersion).toBe("ocpp2.0.1");
    expect(actions).toEqual(expect.arrayContaining(["DataTransfer", "GetBaseReport", "SetChargingProfile"]));
    expect(actions).not.toContain("BootNotification");
  });

  test.each(["ocpp2.1", "ocpp2.0.1", "ocpp1.6"])(
    "is described by a schema that stands alone in %s",
    async (version) => {
      await connect("CS-1", version);
      const { actions } = (await http("GET", "/stations/CS-1/commands")).body as Described;
      for (const action of actions) {
        const schema = (await http("GET", `/stations/CS-1/commands/${action}`)).body as object;
        expect(() => new Ajv({ strict: false, validateFormats: false }).compile(schema)).not.toThrow();
        expect(JSON.stringify(schema)).not.toMatch(/"description":"/);
      }
      const reset = (await http("GET", "/stations/CS-1/commands/Reset")).body as object;
      const validate = new Ajv({ strict: false }).compile(reset);
      expect([
        validate({ type: version === "ocpp1.6" ? "Hard" : "Immediate" }),
        validate({ type: "Never" }),
      ]).toEqual([true, false]);
    },
  );

  test("is not told of a station that is not connected, nor of an action that is none", async () => {
    expect((await http("GET", "/stations/CS-9/commands")).status).toBe(404);
    await connect("CS-1");
    expect(await http("GET", "/stations/CS-1/commands/toString")).toEqual(
      problem(404, "ocpp2.0.1 has no action toString"),
    );
  });
});
