import { createTestPki, CSMS_HOST } from "../../src/conformance/index.js";
import { createManualClock, createSilentLogger, Seconds, type ManualClock } from "../../src/kernel/index.js";
import { createHttpServers, type HttpServers } from "../../src/octt-api/index.js";
import type { Station } from "../../src/station/index.js";
import { fakeCsms } from "../support/csms.js";
import type { FakeCsms } from "../support/csms-interface.js";
import { stationOn } from "../support/station.js";

const pki = createTestPki(CSMS_HOST, "ECDSA-P256");
const at = { evseId: 1, connectorId: 1 };

let clock: ManualClock;
let csms: FakeCsms;
let station: Station;
let faces: HttpServers;

beforeEach(async () => {
  clock = createManualClock();
  csms = await fakeCsms({ clock });
  station = stationOn(csms, clock, {
    evses: [{ id: 1, iso15118: true, connectors: [{ id: 1, type: "cType2" }] }],
    provisioning: {
      roots: [{ use: "MORootCertificate", pem: (await pki.moRoot()).certificate.pem }],
      credential: null,
    },
  });
  await csms.expects("BootNotification");
  csms.ignores("StatusNotification", "TransactionEvent", "Heartbeat", "NotifyEVChargingNeeds");
  csms.ignores("NotifyEVChargingSchedule", "SignCertificate");
  csms.answers("Authorize", { idTokenInfo: { status: "Accepted" }, certificateStatus: "Accepted" });
  csms.answers("TransactionEvent", {});
  await csms.settles();
  faces = createHttpServers({
    surface: station.surface,
    api: { host: "127.0.0.1", port: 0, token: null },
    octt: { sut: false, evPort: null, relay: null },
    clock,
    logger: createSilentLogger(),
    version: "0.1.0",
  });
  await faces.start();
});
afterEach(async () => {
  await faces.stop();
  await station.stop();
  await csms.done();
});

async function post(path: string, body: object): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${faces.url}/octt/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

test("a whole session by contract, with a chain from the call, renegotiated and ended", async () => {
  const chain = (await pki.contractChain()).map(({ pem }) => pem).join("");
  await post("/plugin", at);
  // The EV of this station carries no contract of its own.
  expect(await post("/iso15118/session", { ...at, action: "start" })).toMatchObject({ status: 409 });
  expect(
    await post("/iso15118/session", {
      ...at,
      action: "start",
      contractCertificateChain: chain,
      chargingNeeds: { energyAmountWh: 7_000, evMaxCurrent: 12 },
    }),
  ).toMatchObject({ status: 200, body: { evseId: 1, energyTransfer: "none" } });
  await csms.expects("Authorize", { idToken: { idToken: "DEKBSC00000001", type: "eMAID" } });
  await csms.expects("NotifyEVChargingNeeds", {
    chargingNeeds: { acChargingParameters: { energyAmount: 7_000, evMaxCurrent: 12 } },
  });
  await csms.waits(Seconds(5));
  expect(station.surface.evseState(1)).toMatchObject({ energyTransfer: "charging" });
  expect(await post("/iso15118/session", { ...at, action: "start", authorization: "EIM" })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("under way") as unknown },
  });
  expect(await post("/iso15118/renegotiate", { evseId: 1, chargingNeeds: { energyAmountWh: 500 } })).toEqual({
    status: 200,
    body: { status: "Accepted" },
  });
  await csms.expects("NotifyEVChargingNeeds", {
    chargingNeeds: { acChargingParameters: { energyAmount: 500, evMaxCurrent: 12 } },
  });
  expect(await post("/iso15118/session", { evseId: 1, action: "stop" })).toMatchObject({
    status: 200,
    body: { energyTransfer: "none", transaction: null },
  });
  expect(await post("/iso15118/session", { evseId: 1, action: "stop" })).toMatchObject({ status: 409 });
});

test("a request for a certificate begins a session, in which the driver's card will do", async () => {
  csms.answers("Get15118EVCertificate", { status: "Failed", exiResponse: "" });
  await post("/plugin", at);
  expect(await post("/iso15118/certificate", { evseId: 1, action: "Update", exiRequest: "AA==" })).toEqual({
    status: 200,
    body: { status: "Accepted" },
  });
  await csms.expects("Get15118EVCertificate", { action: "Update", exiRequest: "AA==" });
  await csms.settles();
  await post("/iso15118/session", { ...at, action: "start", authorization: "EIM" });
  await post("/authorize", { idToken: "04A2B3C4D5E680", type: "ISO14443" });
  await csms.expects("Authorize", { idToken: { type: "ISO14443" } });
  await csms.waits(Seconds(5));
  expect(station.surface.evseState(1)).toMatchObject({ energyTransfer: "charging" });
});

test.each([
  ["/iso15118/session", { ...at, action: "start", contractCertificateChain: "nonsense" }, 409, /PEM/],
  ["/iso15118/session", { ...at, action: "start", connectorId: 2 }, 404, /connector 2/],
  ["/iso15118/session", { ...at, action: "start", chargingNeeds: { colour: "red" } }, 400, /colour/],
  ["/iso15118/certificate", { evseId: 1, action: "Delete" }, 400, /action/],
  ["/iso15118/renegotiate", { evseId: 1, chargingNeeds: {} }, 409, /does not charge/],
])("%s %j is refused with %i and words", async (path, body, status, words) => {
  await post("/plugin", at);
  const answer = await post(path, body);
  expect(answer.status).toBe(status);
  expect((answer.body as { detail: string }).detail).toMatch(words);
});
