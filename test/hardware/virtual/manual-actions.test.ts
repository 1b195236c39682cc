import { Seconds } from "../../../src/kernel/index.js";
import type { ActionOutcome } from "../../../src/hardware/index.js";
import { bench, dcCable, fixedCable, layoutOf, socket, type Bench } from "./bench.js";

const at = (evseId: number, side: "ev" | "station" | "both", connectorId = 1) => ({
  evseId,
  connectorId,
  side,
});
const unknown = {
  refused: "unknown",
  because: expect.stringMatching(/there is no (EVSE|connector) 9/) as string,
};
const impossible = (because: RegExp) => ({
  refused: "impossible",
  because: expect.stringMatching(because) as string,
});

/** Everything that can be seen from outside. */
const visible = ({ hardware }: Bench): string =>
  JSON.stringify([
    hardware.evses.map((evse) => [
      evse.readMeter(),
      evse.energyTransfer,
      evse.parkingBay,
      hardware.evDetails(evse.id),
      hardware.suspendedBy(evse.id),
      evse.connectors.map(({ cable, locked }) => [cable, locked]),
    ]),
    hardware.faults,
    hardware.network.online,
  ]);

function refused(
  station: Bench,
  act: (actions: Bench["hardware"]["actions"]) => ActionOutcome,
  as: object,
): void {
  const before = visible(station);
  const told = station.heard.length;
  expect(act(station.hardware.actions)).toEqual(as);
  expect(visible(station)).toBe(before);
  expect(station.heard.length).toBe(told);
}

test("an EVSE or connector that does not exist is unknown to every action", () => {
  const station = bench();
  refused(station, (a) => a.plugIn(at(9, "both")), unknown);
  refused(station, (a) => a.plugIn(at(1, "both", 9)), unknown);
  refused(station, (a) => a.plugOut(at(9, "ev")), unknown);
  refused(station, (a) => a.plugOut(at(1, "ev", 9)), unknown);
  refused(station, (a) => a.presentToken({ idToken: "1", type: "KeyCode" }, 9), unknown);
  refused(station, (a) => a.pressStart(9), unknown);
  refused(station, (a) => a.pressStop({ evseId: 9, emergency: false }), unknown);
  refused(station, (a) => a.suspend(9, "EV"), unknown);
  refused(station, (a) => a.resume(9, "EVSE"), unknown);
  refused(station, (a) => a.changeEv(9, {}), unknown);
  refused(station, (a) => a.setParkingBay(9, true), unknown);
  refused(station, (a) => a.setFault({ kind: "Faulted", evseId: 9 }, true), unknown);
  refused(station, (a) => a.setFault({ kind: "Faulted", evseId: 1, connectorId: 9 }, true), unknown);
  refused(station, (a) => a.setFault({ kind: "Faulted", connectorId: 1 }, true), {
    refused: "unknown",
    because: "connector 1 of which EVSE? name evseId",
  });
});

test("a cable is plugged and pulled end by end, and each end is told", () => {
  const { hardware, connector, heard } = bench();
  const { actions } = hardware;
  expect(actions.plugIn(at(1, "ev"))).toBeNull();
  expect(connector(1)).toMatchObject({ cable: "evOnly", cableRating: null });
  expect(actions.plugIn(at(1, "both"))).toBeNull();
  expect(connector(1)).toMatchObject({ cable: "connected", cableRating: 32 });
  expect(actions.plugOut(at(1, "station"))).toBeNull();
  expect(actions.plugOut(at(1, "both"))).toBeNull();
  expect(actions.plugIn(at(1, "both"))).toBeNull();
  expect(actions.plugOut(at(1, "both"))).toBeNull();
  expect(heard.map(({ event }) => "cable" in event && event.cable)).toEqual([
    ...["evOnly", "connected", "evOnly", "none"],
    ...["stationOnly", "connected", "stationOnly", "none"],
  ]);
});

test("no second cable fits into an EVSE or connector in use", () => {
  const station = bench(layoutOf([[socket(1), fixedCable(2)]]));
  station.hardware.actions.plugIn(at(1, "station"));
  refused(station, (a) => a.plugIn(at(1, "station")), impossible(/already plugged at EVSE 1 connector 1/));
  refused(station, (a) => a.plugIn(at(1, "ev", 2)), impossible(/in use at connector 1/));
  station.hardware.actions.plugIn(at(1, "ev"));
  refused(station, (a) => a.plugIn(at(1, "both")), impossible(/both ends .* already plugged/));
  refused(station, (a) => a.plugIn(at(1, "ev")), impossible(/EV's end is already plugged/));
  station.hardware.actions.plugOut(at(1, "both"));
  station.hardware.actions.plugIn(at(1, "station", 2));
  refused(station, (a) => a.plugIn(at(1, "both", 2)), impossible(/already connected/));
  refused(station, (a) => a.plugIn(at(1, "both", 1)), impossible(/in use at connector 2/));
});

test("what is not plugged or is locked cannot be pulled", () => {
  const station = bench(layoutOf([[socket()], [fixedCable()]]));
  const { actions } = station.hardware;
  refused(station, (a) => a.plugOut(at(1, "ev")), impossible(/EV's end .* not plugged/));
  refused(station, (a) => a.plugOut(at(1, "station")), impossible(/no cable is plugged/));
  refused(station, (a) => a.plugOut(at(2, "both")), impossible(/no EV is connected/));
  station.charge(1);
  station.connector(1).lock();
  refused(
    station,
    (a) => a.plugOut(at(1, "station")),
    impossible(/locked at EVSE 1 connector 1; stop the session/),
  );
  refused(station, (a) => a.plugOut(at(1, "both")), impossible(/locked at EVSE 1 connector 1/));
  expect(actions.plugOut(at(1, "ev"))).toBeNull();
  expect(station.evse(1)).toMatchObject({ energyTransfer: "none", powerPathClosed: false, ev: null });
  expect(station.connector(1).unlock()).toBe(true);
  expect(actions.plugOut(at(1, "station"))).toBeNull();
});

test("a cable that is plugged halfway is seen and cannot be locked until it is pushed home", () => {
  const { hardware, connector } = bench();
  expect(hardware.actions.plugIn({ ...at(1, "both"), halfway: true })).toBeNull();
  expect(connector(1).cable).toBe("connected");
  expect(connector(1).lock()).toBe(false);
  expect(hardware.actions.plugIn(at(1, "station"))).toBeNull();
  expect(connector(1).lock()).toBe(true);
});

test("a fixed cable cannot be plugged halfway", () => {
  refused(
    bench(layoutOf([[fixedCable()]])),
    (a) => a.plugIn({ ...at(1, "both"), halfway: true }),
    impossible(/fixed cable/),
  );
});

test("F05.FR.06 the lock: fails on faults, unlocks also without a cable", () => {
  const { hardware, connector, heard } = bench();
  const { actions } = hardware;
  expect(connector(1).unlock()).toBe(true);
  expect(connector(1).lock()).toBe(false);
  actions.plugIn(at(1, "station"));
  actions.setFault({ kind: "ConnectorLockFailure", evseId: 1, connectorId: 1 }, true);
  expect(connector(1).lock()).toBe(false);
  actions.setFault({ kind: "ConnectorLockFailure", evseId: 1, connectorId: 1 }, false);
  expect(connector(1).lock()).toBe(true);
  expect(connector(1).lock()).toBe(true);
  actions.setFault({ kind: "UnlockFailure", evseId: 1 }, true);
  expect(connector(1).unlock()).toBe(false);
  expect(connector(1).locked).toBe(true);
  actions.setFault({ kind: "UnlockFailure", evseId: 1 }, false);
  expect(connector(1).unlock()).toBe(true);
  expect(
    heard.filter(({ type }) => type === "lockChanged").map(({ event }) => "locked" in event && event.locked),
  ).toEqual([true, false]);
});

test("suspend and resume are refused where they would change nothing", () => {
  const station = bench();
  const { actions } = station.hardware;
  for (const by of ["EV", "EVSE"] as const) {
    refused(station, (a) => a.suspend(1, by), impossible(/no EV is connected to EVSE 1/));
    refused(station, (a) => a.resume(1, by), impossible(/no EV is connected to EVSE 1/));
  }
  actions.plugIn(at(1, "ev"));
  refused(station, (a) => a.suspend(1, "EV"), impossible(/plug in both ends/));
  actions.plugIn(at(1, "station"));
  for (const by of ["EV", "EVSE"] as const) {
    refused(station, (a) => a.resume(1, by), impossible(/does not suspend/));
    expect(actions.suspend(1, by)).toBeNull();
    refused(station, (a) => a.suspend(1, by), impossible(/already/));
    expect(actions.resume(1, by)).toBeNull();
  }
  actions.changeEv(1, { stateOfCharge: 100 });
  refused(station, (a) => a.suspend(1, "EV"), impossible(/battery is full/));
  refused(station, (a) => a.resume(1, "EV"), impossible(/lower its stateOfCharge/));
});

test("an EV changes while it charges, and nonsense is refused", async () => {
  const station = bench();
  const { actions } = station.hardware;
  refused(station, (a) => a.changeEv(1, { ready: false }), impossible(/no EV is plugged at EVSE 1/));
  station.charge(1);
  await station.clock.advance(Seconds(10));
  expect(actions.changeEv(1, { maxCurrent: 10, phases: 1 })).toBeNull();
  expect(station.evse(1).readMeter().currentA).toEqual([10, 0, 0]);
  expect(actions.changeEv(1, { ready: false })).toBeNull();
  expect(station.evse(1).energyTransfer).toBe("suspendedEV");
  expect(actions.changeEv(1, { ready: true, stateOfCharge: 100 })).toBeNull();
  expect(station.evse(1).energyTransfer).toBe("suspendedEV");
  expect(actions.changeEv(1, { stateOfCharge: 99 })).toBeNull();
  expect(station.evse(1).energyTransfer).toBe("charging");
  refused(station, (a) => a.changeEv(1, { stateOfCharge: 101 }), impossible(/stateOfCharge/));
  refused(station, (a) => a.changeEv(1, { stateOfCharge: NaN }), impossible(/stateOfCharge/));
  refused(station, (a) => a.changeEv(1, { batteryCapacityWh: 0 }), impossible(/batteryCapacityWh/));
  refused(station, (a) => a.changeEv(1, { maxCurrent: -1 }), impossible(/maxCurrent/));
  refused(station, (a) => a.changeEv(1, { maxPower: Infinity }), impossible(/maxPower/));
  refused(station, (a) => a.changeEv(1, { phases: 4 }), impossible(/phases/));
  refused(station, (a) => a.changeEv(1, { departureTime: "soon" }), impossible(/departureTime/));
  refused(station, (a) => a.plugIn({ ...at(2, "both"), ev: { phases: 0 } }), impossible(/phases/));
  refused(station, (a) => a.plugIn({ ...at(2, "station"), ev: {} }), impossible(/plugs no EV/));
});

test("what is known of an EV: its defaults, and what was said when it was plugged", () => {
  const { hardware } = bench(layoutOf([[socket()], [dcCable()]]));
  expect(hardware.evDetails(1)).toBeNull();
  hardware.actions.plugIn({ ...at(1, "both"), ev: { stateOfCharge: 10, macAddress: "02:00:00:00:00:01" } });
  hardware.actions.plugIn(at(2, "ev"));
  expect(hardware.evDetails(1)).toEqual({
    ready: true,
    stateOfCharge: 10,
    batteryCapacityWh: 60_000,
    maxCurrent: 16,
    maxPower: 11_040,
    phases: 3,
    departureTime: null,
    macAddress: "02:00:00:00:00:01",
    iso15118: false,
  });
  expect(hardware.evDetails(2)).toMatchObject({ maxPower: 50_000, maxCurrent: 125 });
  expect(hardware.evDetails(2)?.macAddress).toMatch(/^02(:[0-9A-F]{2}){5}$/);
});

test("the reader tells tokens unless it is out of order", () => {
  const station = bench();
  const { actions } = station.hardware;
  const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
  actions.setFault({ kind: "Faulted" }, true);
  expect(actions.presentToken(token)).toBeNull();
  expect(actions.presentToken(token, 2)).toBeNull();
  expect(station.heard.slice(-2).map(({ event }) => event)).toEqual([{ token }, { token, evseId: 2 }]);
  actions.setFault({ kind: "ReaderFailure" }, true);
  refused(station, (a) => a.presentToken(token), impossible(/ReaderFailure/));
  refused(station, (a) => a.presentToken(token, 1), impossible(/ReaderFailure/));
});

test("a station without reader takes no token, one without start button no start (C02)", () => {
  const station = bench({ ...layoutOf([[socket()]]), tokenReader: false, startButton: false });
  const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
  refused(station, (a) => a.presentToken(token), impossible(/no reader/));
  refused(station, (a) => a.pressStart(1), impossible(/no start button/));
  refused(station, (a) => a.pressStart(9), unknown);
});

test("buttons, bay, faults and network tell each change once", () => {
  const station = bench();
  const { actions } = station.hardware;
  actions.pressStart(1);
  actions.pressStop({ emergency: true });
  actions.pressStop({ evseId: 2, emergency: false });
  for (const occupied of [true, true, false]) expect(actions.setParkingBay(1, occupied)).toBeNull();
  for (const active of [true, true, false, false])
    expect(actions.setFault({ kind: "TamperDetected", evseId: 1 }, active)).toBeNull();
  for (const online of [true, false, false, true]) expect(actions.setNetwork(online)).toBeNull();
  refused(station, (a) => a.setParkingBay(2, true), impossible(/no sensor/));
  expect(station.heard).toEqual([
    { type: "startPressed", event: { evseId: 1 } },
    { type: "stopPressed", event: { emergency: true } },
    { type: "stopPressed", event: { evseId: 2, emergency: false } },
    { type: "parkingBayChanged", event: { evseId: 1, occupied: true } },
    { type: "parkingBayChanged", event: { evseId: 1, occupied: false } },
    { type: "faultChanged", event: { kind: "TamperDetected", evseId: 1, active: true } },
    { type: "faultChanged", event: { kind: "TamperDetected", evseId: 1, active: false } },
    { type: "networkChanged", event: { online: false } },
    { type: "networkChanged", event: { online: true } },
  ]);
});

test("a listener may act on the hardware, and all hear the facts in the order in which they happened", () => {
  const { hardware, evse, connector, heard } = bench();
  hardware.events.on("cableChanged", ({ cable }) => {
    if (cable !== "connected") return;
    expect(connector(1).lock()).toBe(true);
    evse(1).offerEnergy();
    expect(evse(1).energyTransfer).toBe("charging");
  });
  const late: string[] = [];
  for (const type of ["cableChanged", "lockChanged", "energyTransferChanged"] as const)
    hardware.events.on(type, () => late.push(type));
  expect(hardware.actions.plugIn(at(1, "both"))).toBeNull();
  const order = ["cableChanged", "cableChanged", "lockChanged", "energyTransferChanged", "evReadyChanged"];
  expect(late).toEqual(order.slice(0, -1));
  expect(heard.map(({ type }) => type)).toEqual(order);
});

test("a cable that a listener locks while both ends are pulled stays in, and the tester is told", () => {
  const { hardware, connector } = bench();
  hardware.actions.plugIn(at(1, "both"));
  hardware.events.on("cableChanged", () => void connector(1).lock());
  expect(hardware.actions.plugOut(at(1, "both"))).toEqual(impossible(/locked/));
  expect(connector(1)).toMatchObject({ cable: "stationOnly", locked: true });
});
