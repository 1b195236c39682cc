import { createManualClock, Seconds, type ManualClock } from "../../src/kernel/index.js";
import { createSilentLogger } from "../../src/kernel/index.js";
import { createHttpServers, type HttpServers } from "../../src/octt-api/index.js";
import type { Station } from "../../src/station/index.js";
import { fakeCsms } from "../support/csms.js";
import type { FakeCsms } from "../support/csms-interface.js";
import { stationOn } from "../support/station.js";

let clock: ManualClock;
let csms: FakeCsms;
let station: Station;
let faces: HttpServers;

async function serve(token: string | null = null): Promise<void> {
  faces = createHttpServers({
    surface: station.surface,
    api: { host: "127.0.0.1", port: 0, token },
    octt: { sut: true, evPort: 0, relay: null },
    clock,
    logger: createSilentLogger(),
    version: "0.1.0",
  });
  await faces.start();
}

beforeEach(async () => {
  clock = createManualClock();
  csms = await fakeCsms({ clock });
  station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  csms.ignores("StatusNotification", "TransactionEvent", "Authorize", "Heartbeat");
  await csms.settles();
  await serve();
});
afterEach(async () => {
  await faces.stop();
  await station.stop();
  await csms.done();
});

const url = (path: string) => `${faces.url}/octt/v1${path}`;
async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(url(path), {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    body: (await answer.json()) as object,
  };
}
const octt = async (call: string, base = faces.url) => {
  const answer = await fetch(`${base}/api/v1/${call}`, { method: "POST" });
  return [answer.status, await answer.text()] as const;
};
const at = { evseId: 1, connectorId: 1 };

test("a session by the station API, each answer with the state of what was touched", async () => {
  expect(await post("/plugin", at)).toMatchObject({
    status: 200,
    body: { cable: "connected", availability: "Occupied" },
  });
  expect(await post("/plugin", at)).toMatchObject({ status: 409 });
  expect(await post("/authorize", { idToken: "04A2B3C4D5E680", type: "ISO14443" })).toMatchObject({
    status: 200,
    body: { status: "Accepted" },
  });
  await csms.waits(Seconds(3));
  const state = (await (await fetch(url("/state"))).json()) as { evses: object[] };
  expect(state.evses[0]).toMatchObject({
    energyTransfer: "charging",
    transaction: { chargingState: "Charging" },
  });
  expect(await post("/plugout", at)).toMatchObject({
    status: 409,
    type: "application/problem+json; charset=utf-8",
    body: { detail: expect.stringContaining("locked") as unknown },
  });
  expect(await post("/suspend", { evseId: 1, by: "EV" })).toMatchObject({
    status: 200,
    body: { energyTransfer: "suspendedEV" },
  });
  expect(await post("/resume", { evseId: 1, by: "EV" })).toMatchObject({ status: 200 });
  expect(await post("/deauthorize", { evseId: 1 })).toMatchObject({ status: 200 });
  expect(await post("/plugout", at)).toMatchObject({ status: 200, body: { cable: "none" } });
  expect(await post("/deauthorize", { evseId: 1 })).toMatchObject({ status: 409 });
});

test("what a driver can read now stands in the state", async () => {
  const display = async () => ((await (await fetch(url("/state"))).json()) as { display: object[] }).display;
  expect(await display()).toEqual([]);
  const message = { format: "ASCII", content: "Welcome" };
  await csms.sends("SetDisplayMessage", { message: { id: 7, priority: "InFront", message } });
  expect(await display()).toEqual([{ id: 7, priority: "InFront", ...message }]);
  await csms.sends("ClearDisplayMessage", { id: 7 });
  expect(await display()).toEqual([]);
});

test.each([
  ["/plugin", { evseId: 1 }, 400, "connectorId: is missing"],
  ["/plugin", { ...at, colour: "red" }, 400, "colour: is not known here"],
  ["/plugin", { evseId: "1", connectorId: 1 }, 400, "evseId: must be integer"],
  ["/plugin", { ...at, side: "left" }, 400, "side: must be one of ev, station, both"],
  ["/plugin", { evseId: 9, connectorId: 1 }, 404, "there is no EVSE 9"],
  ["/plugin", "{", 400, "body: is not JSON"],
  ["/suspend", { evseId: 1, by: "EV" }, 409, "EVSE 1"],
  ["/parkingbay", { evseId: 2, occupied: true }, 409, "sensor"],
  ["/variable", { component: { name: "Nothing" }, variable: { name: "X" }, value: "1" }, 404, "Nothing.X"],
  ["/charging-limit", { source: "EMS", unit: "A" }, 400, "limit: is missing"],
  ["/charging-limit", { source: "EMS", unit: "A", limit: -1 }, 400, "limit"],
  ["/charging-limit", { source: "CSO", unit: "A", limit: 6 }, 400, "source"],
  ["/charging-limit", { source: "EMS", unit: "V", limit: 6 }, 400, "unit"],
  ["/charging-limit", { source: "EMS", unit: "A", limit: 6, durationSeconds: 0 }, 400, "durationSeconds"],
  ["/charging-limit", { source: "EMS", unit: "A", limit: 6, evseId: 9 }, 404, "EVSE 9"],
  ["/iso15118/session", { evseId: 1, action: "start" }, 409, "does not talk ISO 15118"],
  ["/iso15118/session", { evseId: 9, action: "start" }, 404, "EVSE 9"],
  ["/iso15118/session", { evseId: 1, action: "pause" }, 400, "action"],
  ["/iso15118/certificate", { evseId: 1, action: "Install" }, 409, "does not talk ISO 15118"],
  ["/iso15118/renegotiate", { evseId: 1, chargingNeeds: { scheduleTuples: 0 } }, 400, "scheduleTuples"],
])("a bad request is refused in words and changes nothing: %s %j", async (path, body, status, words) => {
  const before = JSON.stringify(station.surface.state().evses.map(({ connectors }) => connectors));
  const answer = await post(path, body);
  expect(answer).toMatchObject({ status, type: "application/problem+json; charset=utf-8" });
  expect((answer.body as { detail: string }).detail).toContain(words);
  expect(JSON.stringify(station.surface.state().evses.map(({ connectors }) => connectors))).toBe(before);
});

test("unknown paths, wrong methods and bodies that are not JSON are refused", async () => {
  expect((await fetch(url("/nothing"))).status).toBe(404);
  const wrong = await fetch(url("/plugin"));
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
  expect((await fetch(url("/plugin"), { method: "POST", body: "evseId=1" })).status).toBe(415);
  expect((await fetch(url("/health"))).status).toBe(200);
});

test("with a token every operation but health asks for it", async () => {
  await faces.stop();
  await serve("secret");
  expect((await fetch(url("/health"))).status).toBe(200);
  expect((await fetch(url("/state"))).status).toBe(401);
  expect((await post("/plugin", at)).status).toBe(401);
  expect((await post("/plugin", at, { Authorization: "Bearer secret" })).status).toBe(200);
});

test("the OCTT's own calls run the same session", async () => {
  expect(await octt("plugin")).toEqual([200, ""]);
  expect(await octt("authorize?id=04A2B3C4D5E680&type=ISO14443")).toEqual([200, ""]);
  await csms.waits(Seconds(2));
  expect(station.surface.evseState(1)?.energyTransfer).toBe("charging");
  expect((await octt("plugout"))[0]).toBe(409);
  expect(await octt("authorize?id=04A2B3C4D5E680")).toEqual([200, ""]);
  await csms.settles();
  expect(await octt("plugout")).toEqual([200, ""]);
  expect(station.surface.connectorState(1, 1)?.cable).toBe("none");
});

test.each([
  ["plugin?evse_id=0", 400, "evse_id"],
  ["plugin?colour=red", 400, "colour"],
  ["plugin?halfway=maybe", 400, "halfway"],
  ["plugin?evse_id=9", 404, "EVSE 9"],
  ["authorize", 400, "id"],
  ["authorize?id=1&type=Card", 400, "type"],
  ["state", 400, "nothing to change"],
  ["state?charging_limit=x", 400, "charging_limit"],
  ["state?charging_limit=6A&evse_id=9", 404, "EVSE 9"],
  ["nothing", 404, "nothing"],
])("a wrong OCTT call is one line of text: %s", async (call, status, words) => {
  const [given, line] = await octt(call);
  expect(given).toBe(status);
  expect(line).toContain(words);
  expect(line).not.toContain("\n");
});

test("once the EV API was used the two ends of the cable are separate", async () => {
  const ev = `http://127.0.0.1:${faces.evPort}`;
  expect(await octt("plugin", ev)).toEqual([200, ""]);
  expect(station.surface.connectorState(1, 1)?.cable).toBe("evOnly");
  expect(await octt("plugin")).toEqual([200, ""]);
  expect(station.surface.connectorState(1, 1)?.cable).toBe("connected");
  expect(await octt("plugout")).toEqual([200, ""]);
  expect(station.surface.connectorState(1, 1)?.cable).toBe("evOnly");
});
