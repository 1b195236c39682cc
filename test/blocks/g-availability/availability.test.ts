import { bench } from "./bench.js";

test("G01.FR.03 G01.FR.04 a plug makes a connector Occupied, and pulling it Available", () => {
  const { availability, deviceModel, plug, unplug, changes } = bench();
  plug(1, 1, "station");
  expect(changes()).toEqual(["1/1 Occupied"]);
  expect(deviceModel.string("Connector@1.1.AvailabilityState")).toBe("Occupied");
  expect(deviceModel.string("EVSE@1.AvailabilityState")).toBe("Occupied");
  expect(deviceModel.string("ChargingStation.AvailabilityState")).toBe("Available");
  unplug(1, 1, "station");
  expect(changes()).toEqual(["1/1 Available"]);
  expect(availability.evseStatus(1)).toBe("Available");
});

test("a cable that hangs at the EV alone, or an occupied parking bay, occupies nothing", () => {
  const { hardware, plug, changes } = bench();
  plug(1, 1, "ev");
  hardware.actions.setParkingBay(1, true);
  expect(changes()).toEqual([]);
});

test("G01.FR.03 a fixed cable occupies its connector when an EV is connected", () => {
  const { plug, unplug, changes } = bench([1], { cable: "fixed" });
  plug(1);
  unplug(1);
  expect(changes()).toEqual(["1/1 Occupied", "1/1 Available"]);
});

test("G01.FR.08 the other connectors of the EVSE keep their status", () => {
  const { availability, plug, changes } = bench([2]);
  plug(1, 1);
  expect(changes()).toEqual(["1/1 Occupied"]);
  expect(availability.status(1, 2)).toBe("Available");
  expect(availability.evseStatus(1)).toBe("Occupied");
});

test("G01.FR.09 G03.FR.09 a cable plugged into a reserved connector changes nothing", () => {
  const { availability, plug, changes } = bench();
  availability.setReserved(1, true);
  plug(1);
  expect(changes()).toEqual(["1/1 Reserved"]);
  availability.setReserved(1, false);
  expect(changes()).toEqual(["1/1 Occupied"]);
});

test("G03.FR.06 an Inoperative EVSE makes its connectors Unavailable, but a faulted one stays Faulted", () => {
  const { availability, hardware, changes } = bench([2, 1]);
  hardware.actions.setFault({ kind: "Faulted", evseId: 1, connectorId: 2 }, true);
  expect(availability.change({ evseId: 1 }, "Inoperative")).toBe("Accepted");
  expect(changes()).toEqual(["1/2 Faulted", "1/1 Unavailable"]);
  expect(availability.usable(1)).toBe(false);
  expect(availability.usable(2)).toBe(true);
});

test("G03.FR.07 a connector keeps what it was set to while its EVSE comes and goes", () => {
  const { availability } = bench([2]);
  availability.change({ evseId: 1, connectorId: 1 }, "Inoperative");
  availability.change({ evseId: 1 }, "Inoperative");
  availability.change({ evseId: 1 }, "Operative");
  expect(availability.status(1, 1)).toBe("Unavailable");
  expect(availability.status(1, 2)).toBe("Available");
  expect(availability.usable(1)).toBe(true);
});

test("G04.FR.07 G04.FR.08 the station takes all with it, and gives back what was", () => {
  const { availability, plug, changes, deviceModel } = bench();
  plug(2);
  availability.change({ evseId: 1 }, "Inoperative");
  changes();
  expect(availability.change({}, "Inoperative")).toBe("Accepted");
  expect(changes()).toEqual(["2/1 Unavailable"]);
  expect(deviceModel.string("ChargingStation.AvailabilityState")).toBe("Unavailable");
  availability.change({}, "Operative");
  expect(changes()).toEqual(["2/1 Occupied"]);
  expect(availability.operationalStatus({ evseId: 1 })).toBe("Inoperative");
});

test("G03.FR.03 G04.FR.04 the state it is already in is Accepted and changes nothing", () => {
  const { availability, transactions, changes } = bench();
  transactions.add(1);
  expect(availability.change({ evseId: 1 }, "Operative")).toBe("Accepted");
  expect(availability.change({}, "Operative")).toBe("Accepted");
  availability.change({ evseId: 2 }, "Inoperative");
  changes();
  expect(availability.change({ evseId: 2 }, "Inoperative")).toBe("Accepted");
  expect(changes()).toEqual([]);
});

test("G03.FR.02 what does not exist cannot be changed, and nothing of it is kept", () => {
  const first = bench();
  const { availability } = first;
  expect(availability.change({ evseId: 3 }, "Inoperative")).toBe("Rejected");
  expect(availability.change({ evseId: 1, connectorId: 2 }, "Inoperative")).toBe("Rejected");
  expect(availability.change({ connectorId: 1 }, "Inoperative")).toBe("Rejected");
  expect(first.changes()).toEqual([]);
});

test("G03.FR.05 G01.FR.05 a change during a transaction is scheduled, and comes with its end", () => {
  const { availability, transactions, plug, changes, endTransaction } = bench();
  plug(1);
  transactions.add(1);
  changes();
  expect(availability.change({ evseId: 1 }, "Inoperative")).toBe("Scheduled");
  expect(changes()).toEqual([]);
  endTransaction(1);
  expect(changes()).toEqual(["1/1 Unavailable"]);
});

test("G04.FR.06 a change of the station waits at each EVSE for its transaction", () => {
  const { availability, transactions, changes, endTransaction } = bench();
  transactions.add(1).add(2);
  expect(availability.change({}, "Inoperative")).toBe("Scheduled");
  expect(availability.operationalStatus({})).toBe("Operative");
  endTransaction(1);
  expect(changes()).toEqual(["1/1 Unavailable"]);
  endTransaction(2);
  expect(changes()).toEqual(["2/1 Unavailable"]);
  expect(availability.operationalStatus({})).toBe("Inoperative");
});

test("G04.FR.06 what is not in use when the station is to become inoperative does so at once", () => {
  const { availability, transactions, changes } = bench();
  transactions.add(1);
  expect(availability.change({}, "Inoperative")).toBe("Scheduled");
  expect(changes()).toEqual(["2/1 Unavailable"]);
  expect(availability.usable(2)).toBe(false);
  expect(availability.usable(1)).toBe(true);
});

test("G03.FR.05 Operative revokes what was scheduled", () => {
  const { availability, transactions, changes, endTransaction } = bench();
  transactions.add(1);
  availability.change({ evseId: 1 }, "Inoperative");
  expect(availability.change({ evseId: 1 }, "Operative")).toBe("Accepted");
  endTransaction(1);
  expect(changes()).toEqual([]);
});

test("B01.FR.07 G01.FR.02 G03.FR.08 G04.FR.09 what was set, and what was scheduled, holds after a power cut", () => {
  const first = bench([2, 1]);
  first.transactions.add(2);
  first.availability.change({ evseId: 1, connectorId: 2 }, "Inoperative");
  first.availability.change({ evseId: 2 }, "Inoperative");
  const second = first.afterPowerCut();
  expect(second.availability.status(1, 1)).toBe("Available");
  expect(second.availability.status(1, 2)).toBe("Unavailable");
  expect(second.availability.status(2, 1)).toBe("Unavailable");
  expect(second.deviceModel.string("EVSE@2.AvailabilityState")).toBe("Unavailable");
});

test("a suspension shows, ends with its own release only, and does not survive a power cut", () => {
  const first = bench();
  const target = { evseId: 1 };
  const one = first.availability.suspendUse(target, "a test");
  const other = first.availability.suspendUse(target, "another test");
  one.release();
  one.release();
  expect(first.availability.status(1, 1)).toBe("Unavailable");
  expect(first.afterPowerCut().availability.status(1, 1)).toBe("Available");
  other.release();
  expect(first.availability.status(1, 1)).toBe("Available");
});

test("a quiet suspension keeps new sessions away without changing the status", () => {
  const { availability, changes } = bench();
  const suspension = availability.suspendUse({ evseId: 1 }, "a test", { quietly: true });
  expect(availability.usable(1)).toBe(false);
  expect(availability.usable(2)).toBe(true);
  suspension.release();
  expect(availability.usable(1)).toBe(true);
  expect(changes()).toEqual([]);
});

test("a fault of the whole station stops all until it is gone", () => {
  const { availability, hardware, changes } = bench();
  hardware.actions.setFault({ kind: "Faulted" }, true);
  expect(changes()).toEqual(["1/1 Faulted", "2/1 Faulted"]);
  expect(availability.usable(1)).toBe(false);
  hardware.actions.setFault({ kind: "Faulted" }, false);
  expect(changes()).toEqual(["1/1 Available", "2/1 Available"]);
});
