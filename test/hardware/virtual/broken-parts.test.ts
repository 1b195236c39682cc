import { Seconds } from "../../../src/kernel/index.js";
import { bench } from "./bench.js";

const welded = { kind: "ContactorWelded", evseId: 1 } as const;
const silent = { kind: "MeterSilent", evseId: 1 } as const;

test("a welded contactor lets energy flow on after it was withdrawn, until it is repaired", async () => {
  const { clock, hardware, evse, charge } = bench();
  charge(1);
  await clock.advance(Seconds(20));
  hardware.actions.setFault(welded, true);
  evse(1).withdrawEnergy();
  await clock.advance(Seconds(5));
  const before = evse(1).readMeter();
  expect(evse(1)).toMatchObject({ powerPathClosed: true, energyTransfer: "none" });
  expect(before.powerW).toBeGreaterThan(10_000);
  await clock.advance(Seconds(60));
  expect(evse(1).readMeter().energyWh).toBeGreaterThan(before.energyWh + 100);
  hardware.actions.setFault(welded, false);
  await clock.advance(Seconds(5));
  expect(evse(1)).toMatchObject({ powerPathClosed: false });
  expect(evse(1).readMeter().powerW).toBe(0);
  hardware.stop();
});

test("a welded contactor that is open stays so, and that of another EVSE opens", async () => {
  const { clock, hardware, evse, charge } = bench();
  hardware.actions.setFault(welded, true);
  hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  expect(evse(1).powerPathClosed).toBe(false);
  charge(2);
  await clock.advance(Seconds(20));
  evse(2).withdrawEnergy();
  await clock.advance(Seconds(5));
  expect(evse(2).powerPathClosed).toBe(false);
  hardware.stop();
});

test("a silent meter leaves the station with its last reading, and counts all the same", async () => {
  const { clock, hardware, evse, charge } = bench();
  charge(1);
  charge(2);
  await clock.advance(Seconds(20));
  const last = evse(1).readMeter();
  hardware.actions.setFault(silent, true);
  await clock.advance(Seconds(60));
  expect(evse(1).readMeter()).toEqual(last);
  expect(evse(2).readMeter().energyWh).toBeGreaterThan(last.energyWh + 100);
  hardware.actions.setFault(silent, false);
  expect(evse(1).readMeter().energyWh).toBeGreaterThan(last.energyWh + 100);
  hardware.stop();
});
