import { Seconds } from "../../../src/kernel/index.js";
import { alice, at, bench, bob, carol } from "./bench.js";

const plug = (b: ReturnType<typeof bench>, side: "ev" | "station" | "both" = "both") =>
  b.hardware.actions.plugIn({ ...at, side });
const unplug = (b: ReturnType<typeof bench>, side: "ev" | "station" | "both" = "both") =>
  b.hardware.actions.plugOut({ ...at, side });

test("E02 cable first: Started, authorized, charging, stopped by the same token", async () => {
  const b = bench();
  expect(plug(b)).toBeNull();
  expect(b.told()).toEqual(["Started CablePluggedIn EVConnected"]);
  await b.swipe(alice);
  await b.clock.advance(Seconds(5));
  expect(b.told()).toEqual(["Updated Authorized", "Updated ChargingStateChanged Charging"]);
  expect(unplug(b)).toMatchObject({ refused: "impossible" });
  await b.swipe(alice);
  expect(b.told()).toEqual(["Ended StopAuthorized EVConnected Local"]);
  expect(b.asked).toEqual([alice.idToken]); // C01.FR.03: nobody is asked to stop
  expect(unplug(b)).toBeNull();
  expect(b.told()).toEqual([]);
  expect(b.events.map((e) => e.seqNo)).toEqual([0, 1, 2, 3]); // E01.FR.07
  expect(b.events[0]?.evse).toEqual({ id: 1, connectorId: 1 }); // E01.FR.16
  expect(b.events[1]?.idToken).toEqual(alice); // E02.FR.01
  expect(b.events[2]?.numberOfPhasesUsed).toBe(3); // E02.FR.18
  expect(b.events[3]?.idToken).toEqual(alice); // E07.FR.02
  const contexts = (n: number) => (b.events[n]?.meterValues ?? []).map((v) => v.sampledValues[0]?.context);
  expect(contexts(0)).toEqual(["Transaction.Begin"]); // E01.FR.09
  expect(contexts(3)).toEqual(["Transaction.Begin", "Transaction.End"]); // E06.FR.11
});

test("E03 token first: the transaction starts with the token and knows its EVSE from the cable", async () => {
  const b = bench({ start: ["Authorized"] });
  await b.swipe(alice, 1);
  expect(b.told()).toEqual(["Started Authorized Idle"]);
  plug(b);
  await b.clock.advance(Seconds(2));
  expect(b.told()).toEqual(["Updated CablePluggedIn EVConnected", "Updated ChargingStateChanged Charging"]);
  expect(b.events[1]?.evse).toEqual({ id: 1, connectorId: 1 });
});

test("E01.FR.17 a transaction whose EVSE is not known yet tells it, and its first values, once it is", async () => {
  const b = bench({ start: ["Authorized"] });
  await b.swipe(alice);
  expect(b.events[0]?.evse).toBeUndefined();
  expect(b.events[0]?.meterValues).toBeUndefined();
  b.hardware.actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
  await b.clock.advance(Seconds(2));
  expect(b.told()).toEqual([
    "Started Authorized Idle",
    "Updated CablePluggedIn EVConnected",
    "Updated ChargingStateChanged Charging",
  ]);
  expect(b.events[1]?.evse).toEqual({ id: 2, connectorId: 1 });
  expect(b.events[2]?.meterValues?.[0]?.sampledValues[0]?.context).toBe("Transaction.Begin");
  expect(b.transactions.onEvse(2)?.authorized).toBe(true);
});

test("E03.FR.05 a driver who does not plug in ends the transaction with Timeout", async () => {
  const b = bench({ start: ["Authorized"], variables: { "TxCtrlr.EVConnectionTimeOut": 30 } });
  await b.swipe(alice, 1);
  await b.clock.advance(Seconds(31));
  expect(b.told()).toEqual(["Started Authorized Idle", "Ended EVConnectTimeout Idle Timeout"]);
  expect(b.transactions.authorizedAt(1)).toBeNull(); // C01.FR.26
});

test("E03.FR.15 with ParkingBayOccupancy as stop point the timeout only deauthorizes", async () => {
  const b = bench({
    start: ["ParkingBayOccupancy"],
    stop: ["ParkingBayOccupancy"],
    variables: { "TxCtrlr.EVConnectionTimeOut": 30 },
  });
  b.hardware.actions.setParkingBay(1, true);
  await b.swipe(alice, 1);
  await b.clock.advance(Seconds(31));
  b.hardware.actions.setParkingBay(1, false);
  expect(b.told()).toEqual([
    "Started EVDetected Idle",
    "Updated Authorized",
    "Updated EVConnectTimeout",
    "Ended EVDeparted Idle Timeout",
  ]);
});

test("E01.FR.06 EnergyTransfer as start point: the first event tells all there is", async () => {
  const b = bench({ start: ["EnergyTransfer"], stop: ["EnergyTransfer"] });
  await b.swipe(alice, 1);
  plug(b);
  await b.clock.advance(Seconds(2));
  expect(b.told()).toEqual(["Started ChargingStateChanged Charging"]);
  expect(b.events[0]).toMatchObject({ idToken: alice, evse: { id: 1, connectorId: 1 } });
  b.hardware.actions.suspend(1, "EV");
  expect(b.told()).toEqual(["Ended ChargingStateChanged EVConnected StoppedByEV"]); // E06.FR.07
});

test("E06.FR.02 with EVConnected as the only stop point, stopping and unplugging are told apart", async () => {
  const b = bench({ stop: ["EVConnected"] });
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(2));
  b.told();
  await b.swipe(alice);
  expect(b.told()).toEqual(["Updated StopAuthorized", "Updated ChargingStateChanged EVConnected"]);
  unplug(b);
  expect(b.told()).toEqual(["Ended EVCommunicationLost Idle Local"]);
});

test("C09.FR.03 another token of the group stops, after the CSMS was asked", async () => {
  const b = bench();
  plug(b);
  await b.swipe(alice);
  await b.swipe(bob);
  expect(b.told().at(-1)).toBe("Ended StopAuthorized EVConnected Local");
  expect(b.events.at(-1)?.idToken).toEqual(bob);
  expect(b.asked).toEqual([alice.idToken, bob.idToken]);
});

test("C09.FR.11 a stranger's token stops nothing", async () => {
  const b = bench({ evses: 1 });
  plug(b);
  await b.swipe(alice);
  b.told();
  await b.swipe(carol);
  expect(b.told().filter((line) => line.startsWith("Ended"))).toEqual([]);
});

test("C16.FR.02 a master pass stops all transactions and starts none", async () => {
  const b = bench();
  const master = { idToken: "MASTER-0001", type: "ISO14443" } as const;
  await b.swipe(master);
  expect(b.told()).toEqual([]);
  plug(b);
  await b.swipe(alice);
  await b.swipe(master);
  expect(b.told().at(-1)).toBe("Ended StopAuthorized EVConnected MasterPass");
});

test("E09.FR.01, E09.FR.03 the EV's end is pulled: deauthorized, and the cable waits for its driver", async () => {
  const b = bench({
    stop: ["Authorized"],
    variables: {
      "TxCtrlr.StopTxOnEVSideDisconnect": true,
      "OCPPCommCtrlr.UnlockOnEVSideDisconnect": false,
    },
  });
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(2));
  b.told();
  unplug(b, "ev");
  expect(b.told()).toEqual(["Ended EVCommunicationLost Idle EVDisconnected"]);
  expect(unplug(b, "station")).toMatchObject({ refused: "impossible" });
  await b.swipe(alice);
  expect(b.asked).toEqual([alice.idToken]);
  expect(b.told()).toEqual([]);
  expect(unplug(b, "station")).toBeNull();
});

test("E10.FR.01 with StopTxOnEVSideDisconnect false the transaction is suspended and goes on", async () => {
  const b = bench({ stop: ["Authorized"], variables: { "TxCtrlr.StopTxOnEVSideDisconnect": false } });
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(2));
  b.told();
  unplug(b, "ev");
  expect(b.told()).toEqual(["Updated EVCommunicationLost Idle"]);
  plug(b, "ev");
  await b.clock.advance(Seconds(2));
  expect(b.told()).toEqual(["Updated CablePluggedIn EVConnected", "Updated ChargingStateChanged Charging"]);
});

test("E10.FR.02 a fixed cable that stays unplugged ends the transaction with Timeout", async () => {
  const b = bench({
    cable: "fixed",
    stop: ["Authorized"],
    variables: { "TxCtrlr.StopTxOnEVSideDisconnect": false, "TxCtrlr.EVConnectionTimeOut": 30 },
  });
  plug(b);
  await b.swipe(alice);
  b.told();
  unplug(b);
  await b.clock.advance(Seconds(31));
  expect(b.told()).toEqual(["Updated EVCommunicationLost Idle", "Ended EVConnectTimeout Idle Timeout"]);
});

test("E05.FR.10, E05.FR.11 a refused idToken ends the transaction and keeps the cable for its owner", async () => {
  const b = bench();
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(2));
  b.told();
  const id = b.transactions.onEvse(1)?.transactionId ?? "";
  b.transactions.judge(id, alice, { status: "Invalid" });
  expect(b.told()).toEqual(["Ended Deauthorized EVConnected DeAuthorized"]);
  expect(unplug(b)).toMatchObject({ refused: "impossible" });
  await b.swipe(alice);
  expect(unplug(b)).toBeNull();
});

test("E05.FR.02 without StopTxOnInvalidId the energy stops: SuspendedEVSE", async () => {
  const b = bench({ variables: { "TxCtrlr.StopTxOnInvalidId": false } });
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(2));
  b.told();
  b.transactions.judge(b.transactions.onEvse(1)?.transactionId ?? "", alice, { status: "Invalid" });
  expect(b.told()).toEqual(["Updated ChargingStateChanged SuspendedEVSE"]);
  expect(b.hardware.evses[0]?.offering).toBe(false);
});

test("E05.FR.03 MaxEnergyOnInvalidId is delivered, then the energy stops", async () => {
  const b = bench({
    variables: { "TxCtrlr.StopTxOnInvalidId": false, "TxCtrlr.MaxEnergyOnInvalidId": 100 },
  });
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(10));
  const before = b.hardware.evses[0]?.readMeter().energyWh ?? 0;
  b.told();
  b.transactions.judge(b.transactions.onEvse(1)?.transactionId ?? "", alice, { status: "Blocked" });
  expect(b.told()).toEqual([]);
  await b.clock.advance(Seconds(45));
  expect(b.told()).toEqual(["Updated ChargingStateChanged SuspendedEVSE"]);
  const delivered = (b.hardware.evses[0]?.readMeter().energyWh ?? 0) - before;
  expect(delivered).toBeGreaterThanOrEqual(100);
  expect(delivered).toBeLessThan(110);
});

test("F01.FR.19, F02.FR.21 the next event after a remote start says RemoteStart and its id", async () => {
  const b = bench({ start: ["EVConnected"] });
  b.transactions.startRemotely({ remoteStartId: 7, idToken: alice, evseId: 1 });
  expect(b.told()).toEqual([]);
  plug(b);
  await b.clock.advance(Seconds(2));
  expect(b.told()).toEqual(["Started RemoteStart EVConnected", "Updated ChargingStateChanged Charging"]);
  expect(b.events[0]).toMatchObject({ remoteStartId: 7, idToken: alice });
  expect(b.transactions.stopRemotely(b.events[0]?.transactionId ?? "")).toBe(true);
  expect(b.told()).toEqual(["Ended RemoteStop EVConnected Remote"]); // F03.FR.03
  expect(b.events.at(-1)?.idToken).toBeUndefined();
  expect(b.transactions.stopRemotely("none")).toBe(false); // F03.FR.08
});

test("B12.FR.04 a reset ends transactions with ResetCommand and ImmediateReset", async () => {
  const b = bench();
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(2));
  b.told();
  b.transactions.endForReset("ImmediateReset");
  expect(b.told()).toEqual(["Ended ResetCommand EVConnected ImmediateReset"]);
});

test("E06.FR.16 a fault ends the transaction with AbnormalCondition", async () => {
  const b = bench();
  plug(b);
  await b.swipe(alice);
  b.told();
  b.hardware.actions.setFault({ kind: "GroundFailure", evseId: 1, connectorId: 1 }, true);
  expect(b.told().at(-1)).toMatch(/^Ended AbnormalCondition .*GroundFault$/);
});

test("G05.FR.01 a lock that fails keeps the energy back", async () => {
  const b = bench();
  b.hardware.actions.plugIn({ ...at, side: "both", halfway: true });
  await b.swipe(alice);
  await b.clock.advance(Seconds(5));
  expect(b.hardware.evses[0]?.offering).toBe(false);
  expect(b.lockFailures).toContain(true);
});

test("J02.FR.11 MeterValuePeriodic at every TxUpdatedInterval, which can be changed meanwhile", async () => {
  const b = bench({ variables: { "SampledDataCtrlr.TxUpdatedInterval": 60 } });
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(5));
  b.told();
  await b.clock.advance(Seconds(120));
  expect(b.told()).toEqual(["Updated MeterValuePeriodic", "Updated MeterValuePeriodic"]);
  b.deviceModel.set({ name: "SampledDataCtrlr" }, { name: "TxUpdatedInterval" }, "Actual", "10");
  await b.clock.advance(Seconds(20));
  expect(b.told()).toEqual(["Updated MeterValuePeriodic", "Updated MeterValuePeriodic"]);
});

test("E04.FR.03 what happens offline says so", async () => {
  const b = bench();
  plug(b);
  b.online = false;
  await b.swipe(alice);
  expect(b.events.map((e) => e.offline)).toEqual([false, true, true]);
});

test("E06.FR.08 a power cut ends the transaction as PowerLoss at the next boot, once, and with the next seqNo", async () => {
  const b = bench();
  plug(b);
  await b.swipe(alice);
  await b.clock.advance(Seconds(60));
  const last = b.events.at(-1);
  const again = b.afterPowerCut();
  expect(again.told()).toEqual(["Ended AbnormalCondition EVConnected PowerLoss"]);
  expect(again.events[0]).toMatchObject({
    transactionId: last?.transactionId,
    seqNo: (last?.seqNo ?? 0) + 1,
  });
  expect(again.afterPowerCut().told()).toEqual([]);
});

test("after a transaction has ended with the cable still plugged, authorizing again starts another", async () => {
  const b = bench({ start: ["EVConnected"], stop: ["Authorized"] });
  plug(b);
  await b.swipe(alice);
  await b.swipe(alice);
  b.told();
  await b.swipe(alice);
  expect(b.told()).toEqual(["Started Authorized EVConnected", "Updated ChargingStateChanged Charging"]);
});

test("C01.FR.23 a transaction that lost its driver takes no other one", async () => {
  const b = bench({ stop: ["EVConnected"], evses: 1 });
  plug(b);
  await b.swipe(alice);
  await b.swipe(alice);
  b.told();
  await b.swipe(carol);
  expect(b.told()).toEqual([]);
  await b.swipe(alice);
  expect(b.told()[0]).toBe("Updated Authorized");
});

test("a driver who has named no EVSE finds every access open, until the EV is at one of them", async () => {
  const b = bench({ cable: "fixed", accessLock: true, start: ["Authorized"] });
  const plugAt = (evseId: number) => b.hardware.actions.plugIn({ evseId, connectorId: 1, side: "both" });
  expect(plugAt(1)).toMatchObject({ refused: "impossible" });
  await b.swipe(carol);
  expect(plugAt(2)).toBeNull();
  await b.clock.advance(Seconds(2));
  expect(b.transactions.onEvse(2)?.authorized).toBe(true);
  expect(plugAt(1)).toMatchObject({ refused: "impossible" });
});

test("a driver who does not come after all leaves the accesses locked behind", async () => {
  const b = bench({
    cable: "fixed",
    accessLock: true,
    start: ["Authorized"],
    variables: { "TxCtrlr.EVConnectionTimeOut": 30 },
  });
  await b.swipe(carol);
  await b.clock.advance(Seconds(31));
  for (const evseId of [1, 2])
    expect(b.hardware.actions.plugIn({ evseId, connectorId: 1, side: "both" })).toMatchObject({
      refused: "impossible",
    });
});

test("C04.FR.06: who tries key codes waits longer and longer, and a right one is taken again afterwards", async () => {
  const b = bench({
    judge: ({ idToken }) => ({
      info: { status: idToken === "1234" ? "Accepted" : "Invalid" },
      source: "csms",
      masterPass: false,
    }),
  });
  const enter = (idToken: string) => b.swipe({ idToken, type: "KeyCode" });
  for (const code of ["0001", "0002", "0003"]) await enter(code);
  await enter("1234");
  expect(b.asked).toEqual(["0001", "0002", "0003"]);
  await b.clock.advance(Seconds(5));
  await enter("0004");
  await b.clock.advance(Seconds(9));
  await enter("1234");
  expect(b.asked).toHaveLength(4);
  // A card is no key code.
  await b.swipe(carol);
  expect(b.asked.at(-1)).toBe(carol.idToken);
  await b.clock.advance(Seconds(1));
  await enter("1234");
  expect(b.asked.at(-1)).toBe("1234");
});
