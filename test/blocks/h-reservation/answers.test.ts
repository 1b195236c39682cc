import { Minutes } from "../../../src/kernel/index.js";
import { alice, bench, bob, carol, fleet } from "./bench.js";

const at = (evseId: number) => ({ target: { evseId } });
const type = (connectorType: string) => ({ target: { connectorType } });

test("H01.FR.23, H01.FR.03 an EVSE that is Available is reserved, with all its connectors", () => {
  const { reserve, statuses, availability, reservations } = bench([["sType2", "cCCS2"], ["sType2"]]);
  expect(reserve(1, at(1))).toBe("Accepted");
  expect(statuses()).toEqual(["Reserved", "Available"]);
  expect([1, 2].map((connectorId) => availability.status(1, connectorId))).toEqual(["Reserved", "Reserved"]);
  expect(reservations.keptAt(1)).toMatchObject({ reservationId: 1, idToken: alice });
  expect(reservations.keptAt(2)).toBeNull();
});

test("H01.FR.04, H01.FR.20 unspecified EVSEs: Reserved as soon as there are no more than reservations", () => {
  const { reserve, statuses } = bench();
  expect(reserve(1)).toBe("Accepted");
  expect(statuses()).toEqual(["Available", "Available"]);
  expect(reserve(2, { idToken: bob })).toBe("Accepted");
  expect(statuses()).toEqual(["Reserved", "Reserved"]);
  expect(reserve(3, { idToken: carol })).toBe("Occupied"); // H01.FR.11
});

test("H01.FR.06, H01.FR.24 a connector type", () => {
  const { reserve, statuses } = bench([["cCCS2", "sType2"], ["sType2"]]);
  expect(reserve(1, type("cCCS2"))).toBe("Accepted");
  expect(statuses()).toEqual(["Reserved", "Available"]);
  expect(reserve(2, type("cCCS2"))).toBe("Occupied");
  expect(reserve(3, type("sType2"))).toBe("Accepted");
  expect(reserve(4, type("sType2"))).toBe("Occupied");
  expect(reserve(5, type("cTesla"))).toBe("Rejected");
});

test("H01.FR.11, H01.FR.12, H01.FR.14 Occupied, Faulted and Unavailable, of one EVSE and of all", () => {
  const { reserve, plug, hardware, availability, session, unplug } = bench();
  plug(1);
  expect(reserve(1, at(1))).toBe("Occupied");
  hardware.actions.setFault({ kind: "Faulted", evseId: 2 }, true);
  expect(reserve(1, at(2))).toBe("Faulted");
  expect(reserve(1)).toBe("Occupied"); // a mixture: EVSE 1 may be free soon
  hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, true);
  expect(reserve(1)).toBe("Faulted");
  hardware.actions.setFault({ kind: "Faulted", evseId: 1 }, false);
  hardware.actions.setFault({ kind: "Faulted", evseId: 2 }, false);
  unplug(1);
  availability.change({}, "Inoperative");
  expect(reserve(1)).toBe("Unavailable");
  expect(reserve(1, at(1))).toBe("Unavailable");
  availability.change({}, "Operative");
  session(1, true); // somebody is authorized there, whose EV is still to come
  expect(availability.status(1, 1)).toBe("Available");
  expect(reserve(1, at(1))).toBe("Occupied");
});

test("H01.FR.14 an EVSE that is out of use for a while is Unavailable", () => {
  const { reserve, availability } = bench([["sType2"]]);
  const { release } = availability.suspendUse({ evseId: 1 }, "an update");
  expect(reserve(1)).toBe("Unavailable");
  release();
  expect(reserve(1)).toBe("Accepted");
});

test.each([
  ["H01.FR.01 reservations are disabled", { "ReservationCtrlr.Enabled": "false" }, at(1)],
  ["H01.FR.01 reservations are not supported", { "ReservationCtrlr.Available": "false" }, at(1)],
  ["H01.FR.19 an EVSE must be named", { "ReservationCtrlr.NonEvseSpecific": "false" }, {}],
  ["H01.FR.19 and a type is no name", { "ReservationCtrlr.NonEvseSpecific": "false" }, type("sType2")],
  ["there is no such EVSE", {}, at(3)],
  ["nor EVSE 0", {}, at(0)],
  ["the EVSE has no such connector", {}, { target: { evseId: 1, connectorType: "cCCS2" } }],
  ["it would have expired", {}, { ...at(1), expiresAt: 0 }],
])("Rejected, and nothing is changed: %s", (_why, variables, request) => {
  const { reserve, statuses, reservations } = bench(undefined, variables);
  expect(reserve(1, request)).toBe("Rejected");
  expect(statuses()).toEqual(["Available", "Available"]);
  expect(reservations.pending).toBe(false);
});

test("H01.FR.18 with an EVSE named, NonEvseSpecific does not matter", () => {
  expect(bench(undefined, { "ReservationCtrlr.NonEvseSpecific": "false" }).reserve(1, at(1))).toBe(
    "Accepted",
  );
});

test("H01.FR.02 the same id replaces: token, time and EVSE are the new ones", async () => {
  const { reserve, statuses, reservations, clock, told, stationClock } = bench();
  reserve(1, at(1));
  expect(reserve(1, { ...at(1), idToken: bob, expiresAt: stationClock.now() + Minutes(30) })).toBe(
    "Accepted",
  );
  expect(reservations.admission({ idToken: alice }, 1)).toBe("refused");
  expect(reservations.admission({ idToken: bob }, 1)).toBe("admitted");
  await clock.advance(Minutes(20));
  expect([told(), statuses()]).toEqual([[], ["Reserved", "Available"]]);
  expect(reserve(1, { ...at(2), idToken: bob })).toBe("Accepted");
  expect(statuses()).toEqual(["Available", "Reserved"]);
});

test("H01.FR.02 a replacement that cannot be made changes nothing", () => {
  const { reserve, plug, statuses, reservations } = bench();
  reserve(1, at(1));
  plug(2);
  expect(reserve(1, { ...at(2), idToken: bob })).toBe("Occupied");
  expect(statuses()).toEqual(["Reserved", "Occupied"]);
  expect(reservations.keptAt(1)).toMatchObject({ reservationId: 1, idToken: alice });
});

test("H01.FR.02 a reservation can be renewed while its driver's EV is plugged already", () => {
  const { reserve, plug, statuses } = bench();
  reserve(1, at(1));
  plug(1);
  expect(reserve(1, at(1))).toBe("Accepted");
  expect(statuses()).toEqual(["Reserved", "Available"]);
});

test("H02.FR.01, H02.FR.02, H02.FR.05, H02.FR.06 cancelling what names no EVSE", () => {
  const { reserve, cancel, statuses, told } = bench();
  expect(cancel(1)).toBe("Rejected");
  reserve(1);
  reserve(2, { idToken: bob, groupIdToken: fleet });
  expect(statuses()).toEqual(["Reserved", "Reserved"]);
  expect(cancel(1)).toBe("Accepted");
  expect(statuses()).toEqual(["Available", "Available"]);
  expect(cancel(1)).toBe("Rejected");
  expect(told()).toEqual([]); // the CSMS knows
});

test("H02.FR.03, H02.FR.04 cancelling what names an EVSE: all its connectors are Available to everybody", () => {
  const { reserve, cancel, availability, reservations } = bench([["sType2", "cCCS2"]]);
  reserve(1, at(1));
  expect(reservations.admission({ idToken: carol }, 1)).toBe("refused");
  cancel(1);
  expect([1, 2].map((connectorId) => availability.status(1, connectorId))).toEqual([
    "Available",
    "Available",
  ]);
  expect(reservations.admission({ idToken: carol }, 1)).toBe("admitted");
});
