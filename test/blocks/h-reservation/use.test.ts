import { Minutes } from "../../../src/kernel/index.js";
import type { Driver } from "../../../src/blocks/h-reservation/index.js";
import { alice, bench, bob, carol, fleet } from "./bench.js";

const at = (evseId: number) => ({ target: { evseId } });
const group: Driver = { idToken: carol, groupIdToken: fleet };

test("H03.FR.01 an EVSE that is reserved is for its idToken alone", () => {
  const { reserve, reservations } = bench();
  reserve(1, at(1));
  const admission = (driver: Driver) => [1, 2].map((evseId) => reservations.admission(driver, evseId));
  expect(admission({ idToken: alice })).toEqual(["admitted", "admitted"]);
  expect(admission({ idToken: { ...alice, idToken: "04a2b3c4d5e680" } })).toEqual(["admitted", "admitted"]); // C01.FR.25
  expect(admission({ idToken: { ...alice, type: "KeyCode" } })).toEqual(["refused", "admitted"]);
  expect(admission({ idToken: bob })).toEqual(["refused", "admitted"]);
  expect(admission(group)).toEqual(["refused", "admitted"]);
});

test.each([
  ["H03.FR.04 a specific EVSE", at(1)],
  ["H03.FR.05 a connector type", { target: { connectorType: "sType2" } }],
  ["H03.FR.06 any EVSE", { target: {} }],
])("%s may be used by the group as well; an unknown group must be asked for (H03.FR.07)", (_what, target) => {
  const { reserve, reservations } = bench([["sType2"]]);
  reserve(1, { ...target, groupIdToken: fleet });
  expect(reservations.admission({ idToken: carol }, 1)).toBe("dependsOnGroup");
  expect(reservations.admission({ idToken: carol, groupIdToken: alice }, 1)).toBe("refused");
  expect(reservations.admission(group, 1)).toBe("admitted");
  expect(reservations.admission({ idToken: alice }, 1)).toBe("admitted");
  expect(reservations.use(group, 1)).toBe(1);
});

test("H03.FR.09, H03.FR.10 used: Available where no cable is plugged, Occupied where one is", () => {
  const { reserve, reservations, session, statuses, plug, cancel, told } = bench();
  reserve(1, at(1));
  reserve(2, { ...at(2), idToken: bob });
  plug(2);
  expect(statuses()).toEqual(["Reserved", "Reserved"]); // G01.FR.09
  expect(reservations.use({ idToken: alice }, 1)).toBe(1);
  session(1, true);
  expect(reservations.use({ idToken: bob }, 2)).toBe(2);
  session(2, true);
  expect(statuses()).toEqual(["Available", "Occupied"]);
  expect(reservations.use({ idToken: alice }, 1)).toBeUndefined();
  expect([cancel(1), told()]).toEqual(["Rejected", []]);
});

test("H03.FR.02, H03.FR.03 who has reserved no certain EVSE may use any, but none that is kept for another", () => {
  const { reserve, reservations } = bench([["sType2"], ["sType2"], ["cCCS2"]]);
  reserve(1, at(1));
  reserve(2, { target: { connectorType: "sType2" }, idToken: bob });
  reserve(3, { idToken: carol });
  const admitted = (idToken: typeof alice) =>
    [1, 2, 3].filter((evseId) => reservations.admission({ idToken }, evseId) === "admitted");
  expect(admitted(bob)).toEqual([2]);
  expect(admitted(carol)).toEqual([3]);
  expect(admitted(alice)).toEqual([1]);
  expect(reservations.use({ idToken: carol }, 2)).toBeUndefined();
  expect(reservations.use({ idToken: carol }, 3)).toBe(3);
});

test("H01.FR.07 when strangers take EVSEs, the last is kept", () => {
  const { reserve, reservations, session, statuses, plug } = bench([["A"], ["A"], ["A"]]);
  reserve(1);
  expect(reservations.admission({ idToken: bob }, 1)).toBe("admitted");
  session(1, true);
  expect(statuses()).toEqual(["Available", "Available", "Available"]);
  plug(2);
  expect(statuses()).toEqual(["Available", "Occupied", "Reserved"]);
  expect(reservations.admission({ idToken: bob }, 3)).toBe("refused");
  session(1, false);
  expect(statuses()).toEqual(["Available", "Occupied", "Available"]);
});

test("of several reservations the driver uses the own one, and the one that names the EVSE", () => {
  const { reserve, reservations } = bench([["A"], ["A"], ["A"], ["A"]]);
  reserve(1, { idToken: bob, groupIdToken: fleet });
  reserve(2);
  reserve(3, at(2));
  const driver: Driver = { idToken: alice, groupIdToken: fleet };
  expect(reservations.isReservedFor(driver, 2)).toBe(true);
  expect(reservations.use(driver, 2)).toBe(3);
  expect(reservations.use(driver, null)).toBe(2);
  expect(reservations.use(driver, 1)).toBe(1);
});

test("a driver who has not chosen an EVSE does not use the reservation of one", () => {
  const { reserve, reservations } = bench();
  reserve(1, at(2));
  expect(reservations.use({ idToken: alice }, null)).toBeUndefined();
  expect(reservations.isReservedFor({ idToken: alice }, 1)).toBe(false);
  expect(reservations.isReservedFor({ idToken: alice }, 2)).toBe(true);
});

test("H04.FR.01 to H04.FR.03 not used: the EVSE is Available first, then the CSMS hears Expired", async () => {
  const { reserve, clock, statuses, told, availability, reservations } = bench();
  const order: string[] = [];
  reserve(1, at(1));
  availability.events.on("connectorStatusChanged", ({ status }) => order.push(status, ...told()));
  await clock.advance(Minutes(9));
  expect(order).toEqual([]);
  await clock.advance(Minutes(1));
  expect([order, told(), statuses()]).toEqual([["Available"], ["Expired 1"], ["Available", "Available"]]);
  expect(reservations.admission({ idToken: bob }, 1)).toBe("admitted");
});

test("H04.FR.01 it expires by the station's clock, also when that is set", async () => {
  const { reserve, clock, stationClock, reservations, told } = bench();
  reserve(1, at(1));
  stationClock.set(stationClock.now() + Minutes(4));
  reservations.clockSet();
  await clock.advance(Minutes(5));
  expect(told()).toEqual([]);
  await clock.advance(Minutes(1));
  expect(told()).toEqual(["Expired 1"]);
  reserve(2, at(1));
  stationClock.set(stationClock.now() + Minutes(60));
  reservations.clockSet();
  expect(told()).toEqual(["Expired 2"]);
});

test.each([
  ["H01.FR.16 Faulted", "Faulted"],
  ["H01.FR.17 Unavailable", "Unavailable"],
] as const)("%s: the reservation is removed and the CSMS told, once its status is", async (_what, status) => {
  const { reserve, hardware, availability, settle, statuses, told } = bench();
  reserve(1, at(1));
  if (status === "Faulted") hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, true);
  else availability.change({ evseId: 1 }, "Inoperative");
  expect([statuses(), told()]).toEqual([[status, "Available"], []]);
  await settle();
  expect(told()).toEqual(["Removed 1"]);
  hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, false);
  availability.change({ evseId: 1 }, "Operative");
  expect(statuses()).toEqual(["Available", "Available"]);
});

test("H01.FR.16 of unspecified reservations only those are removed that have no EVSE any more, the youngest", async () => {
  const { reserve, hardware, settle, statuses, told } = bench();
  reserve(1);
  hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, true);
  await settle();
  expect([told(), statuses()]).toEqual([[], ["Faulted", "Reserved"]]);
  hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, false);
  await settle();
  reserve(2, { idToken: bob });
  hardware.actions.setFault({ kind: "Faulted", evseId: 2 }, true);
  await settle();
  expect([told(), statuses()]).toEqual([["Removed 2"], ["Reserved", "Faulted"]]);
});

test("H01.FR.16 an EV that stands elsewhere does not make its EVSE Reserved", async () => {
  const { reserve, plug, hardware, settle, statuses, told } = bench();
  plug(1);
  reserve(1);
  expect(statuses()).toEqual(["Occupied", "Reserved"]);
  hardware.actions.setFault({ kind: "Faulted", evseId: 2 }, true);
  await settle();
  expect([told(), statuses()]).toEqual([["Removed 1"], ["Occupied", "Faulted"]]);
});

test("B11.FR.05 an EVSE that resets, or an update, ends no reservation", async () => {
  const { reserve, availability, settle, statuses, told } = bench();
  reserve(1, at(1));
  const { release } = availability.suspendUse({ evseId: 1 }, "a reset is ordered");
  await settle();
  expect([told(), statuses()]).toEqual([[], ["Unavailable", "Available"]]);
  release();
  expect(statuses()).toEqual(["Reserved", "Available"]);
});

test("disabled for a while, reservations are not used, and count again afterwards", async () => {
  const { reserve, reservations, deviceModel, settle, statuses, told, cancel, clock } = bench();
  reserve(1, at(1));
  reserve(2, { ...at(2), idToken: bob });
  deviceModel.update("ReservationCtrlr.Enabled", false);
  await settle();
  expect(statuses()).toEqual(["Available", "Available"]);
  expect(reservations.admission({ idToken: carol }, 1)).toBe("admitted");
  expect(reservations.pending).toBe(false);
  deviceModel.update("ReservationCtrlr.Enabled", true);
  await settle();
  expect([statuses(), told()]).toEqual([["Reserved", "Reserved"], []]);
  expect(cancel(2)).toBe("Accepted");
  await clock.advance(Minutes(10));
  expect(told()).toEqual(["Expired 1"]);
});

test("disabled for a while, a reservation whose EVSE is used when it would count again has expired", async () => {
  const { reserve, deviceModel, settle, statuses, told, session, plug } = bench();
  reserve(1, at(1));
  deviceModel.update("ReservationCtrlr.Enabled", false);
  await settle();
  plug(1);
  session(1, true);
  deviceModel.update("ReservationCtrlr.Enabled", true);
  await settle();
  expect([statuses(), told()]).toEqual([["Occupied", "Available"], ["Expired 1"]]);
});

test("B11.FR.05 reservations survive a power cut, with the time that is left", async () => {
  const before = bench();
  before.reserve(1, { ...at(1), groupIdToken: fleet });
  before.plug(1);
  const { statuses, reservations, clock, told } = await before.afterPowerCut(4);
  expect([statuses(), told()]).toEqual([["Reserved", "Available"], []]);
  expect(reservations.admission(group, 1)).toBe("admitted");
  await clock.advance(Minutes(6));
  expect([statuses(), told()]).toEqual([["Occupied", "Available"], ["Expired 1"]]);
});

test("H04.FR.01 what expired while the power was off is told at the start", async () => {
  const before = bench();
  before.reserve(1, at(1));
  const { statuses, told, reserve } = await before.afterPowerCut(11);
  expect([statuses(), told()]).toEqual([["Available", "Available"], ["Expired 1"]]);
  expect(reserve(1, at(1))).toBe("Accepted");
});

test("H01.FR.16 a fault that is there when the power comes back removes it", async () => {
  const before = bench();
  before.reserve(1, at(1));
  before.hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, true);
  const { told } = await before.afterPowerCut();
  expect(told()).toEqual(["Removed 1"]);
});

test("an idle engine waits for nothing", () => {
  const { clock, reserve, cancel, hardware } = bench();
  const idle = clock.pending().length;
  reserve(1);
  expect(clock.pending().length).toBeGreaterThan(idle);
  cancel(1);
  hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, true);
  expect(clock.pending()).toHaveLength(idle);
});
