import { createManualClock, createMemoryStore, Seconds, toTimestamp } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const place = { evseId: 1, connectorId: 1 };
const TARIFF = { format: "UTF8", content: "0.30 EUR/kWh" };

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const version = options.version ?? "ocpp2.0.1";
  const csms = await fakeCsms({ clock, version });
  const station = stationOn(csms, clock, options);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "SecurityEventNotification");
  await csms.settles();
  const reads = () => {
    const { display } = station.surface.state();
    expect(station.hardware.display.lines).toEqual(display.map(({ content }) => content));
    return display.map(({ content }) => content);
  };
  const sets = async (id: number, more: object = {}, content = `message ${id}`) => {
    const message = { id, priority: "NormalCycle", message: { format: "UTF8", content }, ...more };
    const { status } = await csms.sends("SetDisplayMessage", { message });
    return status;
  };
  const { actions } = station.hardware;
  const charges = async () => {
    actions.plugIn({ ...place, side: "both" });
    const { transactionInfo } = await csms.expects("TransactionEvent", { eventType: "Started" });
    actions.presentToken(token);
    await csms.expects("Authorize");
    await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
    await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
    return (transactionInfo as { transactionId: string }).transactionId;
  };
  const stops = async () => {
    actions.presentToken(token);
    await csms.expects("TransactionEvent", { eventType: "Ended" });
    await csms.settles();
  };
  const close = async () => {
    await station.stop();
    await csms.done();
  };
  return { clock, csms, station, actions, reads, sets, charges, stops, close };
}

test("O01.FR.12 a message that is set can be read, and is told by NotifyDisplayMessages as it was set", async () => {
  const { csms, station, sets, close } = await booted();
  expect(await sets(3, { priority: "InFront" })).toBe("Accepted");
  expect(station.surface.state().display).toEqual([
    { id: 3, content: "message 3", format: "UTF8", priority: "InFront" },
  ]);
  await csms.sends("GetDisplayMessages", { requestId: 9 });
  csms.station.answers({ status: "Accepted" });
  expect(await csms.expects("NotifyDisplayMessages")).toEqual({
    requestId: 9,
    messageInfo: [{ id: 3, priority: "InFront", message: { format: "UTF8", content: "message 3" } }],
  });
  await close();
});

test("O03.FR.02 to O03.FR.06 many messages come in parts, in order; none is Unknown", async () => {
  const { csms, sets, close } = await booted();
  await csms.sends("GetDisplayMessages", { requestId: 1 });
  csms.station.answers({ status: "Unknown" });
  for (let id = 0; id < 25; id++) await sets(id);
  await csms.sends("GetDisplayMessages", { requestId: 2 });
  const ids: number[] = [];
  for (const tbc of [true, true, undefined]) {
    const part = await csms.expects("NotifyDisplayMessages", { requestId: 2 });
    expect(part["tbc"]).toBe(tbc);
    ids.push(...(part["messageInfo"] as { id: number }[]).map(({ id }) => id));
  }
  expect(ids).toEqual(Array.from({ length: 25 }, (_, id) => id));
  await close();
});

test("O01.FR.06, O01.FR.07 a message is shown from its start to its end, by the station's clock", async () => {
  const { csms, clock, sets, reads, close } = await booted();
  const at = (seconds: number) => toTimestamp(clock.now() + seconds * 1_000);
  await sets(1, { startDateTime: at(60), endDateTime: at(120) });
  expect(reads()).toEqual([]);
  await csms.waits(Seconds(59));
  expect(reads()).toEqual([]);
  await csms.waits(Seconds(1));
  expect(reads()).toEqual(["message 1"]);
  await csms.waits(Seconds(59));
  expect(reads()).toEqual(["message 1"]);
  await csms.waits(Seconds(1));
  expect(reads()).toEqual([]);
  await csms.sends("GetDisplayMessages", { requestId: 1, id: [1] });
  csms.station.answers({ status: "Unknown" });
  await close();
});

test("O01.FR.06 a station whose clock is set shows what the new time says", async () => {
  const { csms, clock, sets, reads, close } = await booted();
  await sets(1, { startDateTime: toTimestamp(clock.now() + 3_600_000) });
  csms.answersNext("Heartbeat", { currentTime: toTimestamp(clock.now() + 3_700_000) });
  await csms.sends("TriggerMessage", { requestedMessage: "Heartbeat" });
  await csms.settles();
  expect(reads()).toEqual(["message 1"]);
  await close();
});

test("O01.FR.14 messages in front take turns, regardless of the normal cycle; one alone needs no timer", async () => {
  const { csms, clock, sets, reads, close } = await booted();
  const timers = () => clock.pending().filter((name) => name.includes("display"));
  await sets(1);
  await sets(2, { priority: "InFront" });
  expect(timers()).toEqual([]);
  await sets(3, { priority: "InFront" });
  const seen: string[] = [];
  for (let turn = 0; turn < 4; turn++) {
    seen.push(...reads());
    await csms.waits(Seconds(5));
  }
  expect(seen.sort()).toEqual(["message 2", "message 2", "message 3", "message 3"]);
  await csms.sends("ClearDisplayMessage", { id: 2 });
  expect(timers()).toEqual([]);
  await close();
});

test("O01.FR.15, O01.FR.16 a message that is always in front gives way to the next one only", async () => {
  const { csms, sets, reads, close } = await booted();
  await sets(1, { priority: "AlwaysFront" });
  await sets(2, { priority: "InFront" });
  expect(reads()).toEqual(["message 1"]);
  await sets(3, { priority: "AlwaysFront" });
  expect(reads()).toEqual(["message 3"]);
  await csms.sends("ClearDisplayMessage", { id: 3 });
  csms.station.answers({ status: "Accepted" });
  expect(reads()).toEqual(["message 2"]);
  await csms.sends("ClearDisplayMessage", { id: 3 });
  csms.station.answers({ status: "Unknown" });
  await close();
});

test("O01.FR.10 messages outlive a power cut, but not those of its transactions (O02.FR.02)", async () => {
  const store = createMemoryStore();
  const { csms, station, charges, sets, reads, close } = await booted({ store });
  const transactionId = await charges();
  await sets(1);
  expect(await sets(2, { transactionId })).toBe("Accepted");
  station.surface.reboot({ powerOffSeconds: 5 });
  expect(reads()).toEqual([]);
  await csms.expects("BootNotification", {}, { within: Seconds(60) });
  await csms.expects("TransactionEvent", { eventType: "Ended" });
  expect(reads()).toEqual(["message 1"]);
  await csms.sends("GetDisplayMessages", { requestId: 1, id: [2] });
  csms.station.answers({ status: "Unknown" });
  await close();
});

test("O02.FR.01, O02.FR.02 a message is for a transaction that runs, and ends with it", async () => {
  const { csms, charges, stops, sets, reads, close } = await booted();
  expect(await sets(1, { transactionId: "no such transaction" })).toBe("UnknownTransaction");
  const transactionId = await charges();
  expect(await sets(1, { transactionId })).toBe("Accepted");
  expect(reads()).toContain("message 1");
  await stops();
  expect(reads()).not.toContain("message 1");
  await csms.sends("GetDisplayMessages", { requestId: 1, id: [1] });
  csms.station.answers({ status: "Unknown" });
  await close();
});

test("messages are shown in the state of the station that they are for", async () => {
  const { csms, actions, charges, stops, sets, reads, close } = await booted({
    variables: { "TariffCostCtrlr.Enabled[Tariff]": false, "TariffCostCtrlr.Enabled[Cost]": false },
  });
  for (const [id, state] of ["Idle", "Charging", "Unavailable", "Faulted"].entries())
    await sets(id, { state }, state);
  expect(reads()).toEqual(["Idle"]);
  await charges();
  expect(reads()).toEqual(["Charging"]);
  await stops();
  expect(reads()).toEqual(["Idle"]);
  await csms.sends("ChangeAvailability", { operationalStatus: "Inoperative" });
  await csms.settles();
  expect(reads()).toEqual(["Unavailable"]);
  actions.setFault({ kind: "Faulted" }, true);
  expect(reads()).toEqual(["Faulted"]);
  actions.setFault({ kind: "Faulted" }, false);
  await csms.sends("ChangeAvailability", { operationalStatus: "Operative" });
  await csms.settles();
  expect(reads()).toEqual(["Idle"]);
  await close();
});

test("switched off, messages are kept and not shown", async () => {
  const { csms, sets, reads, close } = await booted();
  await sets(1);
  const enabled = (attributeValue: string) =>
    csms.sends("SetVariables", {
      setVariableData: [
        { component: { name: "DisplayMessageCtrlr" }, variable: { name: "Enabled" }, attributeValue },
      ],
    });
  await enabled("false");
  expect(reads()).toEqual([]);
  expect(await sets(2)).toBe("Rejected");
  await enabled("true");
  expect(reads()).toEqual(["message 1"]);
  await close();
});

test("I01.FR.03, I02, I03.FR.03, I06.FR.03 a driver reads tariff and cost, from the card to the end", async () => {
  const { csms, actions, reads, stops, close } = await booted();
  csms.answers("Authorize", {
    idTokenInfo: { status: "Accepted", language1: "de", personalMessage: TARIFF },
  });
  actions.plugIn({ ...place, side: "both" });
  const { transactionInfo } = await csms.expects("TransactionEvent", { eventType: "Started" });
  const { transactionId } = transactionInfo as { transactionId: string };
  csms.answersNext("TransactionEvent", {
    idTokenInfo: { status: "Accepted" },
    totalCost: 0.1,
    updatedPersonalMessage: { ...TARIFF, content: "0.35 EUR/kWh" },
  });
  actions.presentToken(token);
  await csms.expects("Authorize");
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  await csms.settles();
  expect(reads()).toEqual(["EVSE 1: 0.35 EUR/kWh", "EVSE 1: Kosten bisher: 0.10 EUR"]);
  await csms.sends("CostUpdated", { transactionId, totalCost: 1.5 });
  csms.station.answers({});
  await csms.settles();
  expect(reads()).toEqual(["EVSE 1: 0.35 EUR/kWh", "EVSE 1: Kosten bisher: 1.50 EUR"]);
  csms.answersNext("TransactionEvent", { totalCost: 2 });
  await stops();
  expect(reads()).toEqual(["EVSE 1: Gesamtkosten: 2.00 EUR"]);
  await csms.waits(Seconds(60));
  expect(reads()).toEqual([]);
  await close();
});

test("I02.FR.02 a cost of an unknown transaction is answered and changes nothing", async () => {
  const { csms, reads, close } = await booted();
  await csms.sends("CostUpdated", { transactionId: "no such transaction", totalCost: 1.5 });
  csms.station.answers({});
  await csms.settles();
  expect(reads()).toEqual([]);
  await close();
});

test("I01.FR.03 a driver who has not chosen an EVSE yet reads the tariff", async () => {
  const { csms, actions, reads, close } = await booted({
    variables: { "TxCtrlr.TxStartPoint": "EVConnected" },
  });
  csms.answers("Authorize", { idTokenInfo: { status: "Accepted", personalMessage: TARIFF } });
  actions.presentToken(token);
  await csms.expects("Authorize");
  await csms.settles();
  expect(reads()).toEqual([TARIFF.content]);
  await close();
});

test("I04.FR.01, C10.FR.09 who is known by the cache alone reads the fallback tariff", async () => {
  const { csms, actions, reads, charges, stops, close } = await booted({
    variables: {
      "TariffCostCtrlr.TariffFallbackMessage": "ask for the tariff",
      "AuthCtrlr.LocalPreAuthorize": true,
    },
  });
  csms.answers("Authorize", { idTokenInfo: { status: "Accepted", personalMessage: TARIFF } });
  await charges();
  expect(reads()).toEqual([`EVSE 1: ${TARIFF.content}`]);
  await stops();
  actions.plugOut({ ...place, side: "both" });
  await csms.waits(Seconds(60));
  actions.plugIn({ ...place, side: "both" });
  await csms.expects("TransactionEvent", { eventType: "Started" });
  actions.presentToken(token);
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  await csms.settles();
  expect(reads()).toEqual(["EVSE 1: ask for the tariff"]);
  await close();
});

test("I05.FR.02 who stops offline reads the fallback for the total cost", async () => {
  const { csms, actions, charges, reads, close } = await booted({
    variables: { "TariffCostCtrlr.TotalCostFallbackMessage": "see your invoice" },
  });
  await charges();
  actions.setNetwork(false);
  await csms.disconnects();
  actions.presentToken(token);
  await csms.settles();
  expect(reads()).toEqual(["EVSE 1: see your invoice"]);
  actions.setNetwork(true);
  await csms.expects("TransactionEvent", { eventType: "Ended", offline: true }, { within: Seconds(300) });
  await close();
});

test("OCPP 2.1: a message may say the same in several languages, of those that the station has", async () => {
  const { sets, reads, station, close } = await booted({ version: "ocpp2.1" });
  const messageExtra = [{ format: "UTF8", language: "nl", content: "bericht" }];
  const message = { format: "UTF8", language: "de", content: "Nachricht" };
  expect(await sets(1, { message, messageExtra })).toBe("Accepted");
  expect(reads()).toEqual(["Nachricht"]);
  expect(await sets(2, { message: { ...message, language: "es" } })).toBe("LanguageNotSupported");
  expect(station.surface.state().display).toHaveLength(1);
  await close();
});
