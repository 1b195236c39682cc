import {
  createStationClock,
  createManualClock,
  createMemoryStore,
  createSeededRandom,
  createSilentLogger,
  Hours,
  Milliseconds,
  Minutes,
  Seconds,
} from "../../../src/kernel/index.js";
import { createVirtualStation } from "../../../src/hardware/index.js";
import { bench, dcCable, fixedCable, layoutOf, socket } from "./bench.js";

const at = (evseId: number, side: "ev" | "station" | "both" = "both") => ({ evseId, connectorId: 1, side });

test("11 kW for an hour is 11 kWh and 18 % of a 60 kWh battery", async () => {
  const { clock, evse, charge, hardware } = bench();
  charge(1);
  await clock.advance(Hours(1));
  const { energyWh, powerW, currentA } = evse(1).readMeter();
  expect(Math.abs(energyWh / 11_040 - 1)).toBeLessThan(0.01);
  expect(powerW).toBeGreaterThan(10_900);
  expect(currentA).toEqual([16, 16, 16]);
  expect(hardware.evDetails(1)?.stateOfCharge).toBeCloseTo(40 + (100 * energyWh) / 60_000, 3);
});

test("energy flows at once, and the current rises over some seconds", async () => {
  const { clock, evse, charge, heard } = bench();
  charge(1);
  expect(evse(1).energyTransfer).toBe("charging");
  expect(evse(1).powerPathClosed).toBe(true);
  const currents = [evse(1).readMeter().currentA[0]];
  for (let second = 0; second < 4; second++) {
    await clock.advance(Seconds(1));
    currents.push(evse(1).readMeter().currentA[0]);
  }
  expect(currents).toEqual([6, 10, 14, 16, 16]);
  expect(heard.filter(({ type }) => type === "energyTransferChanged")).toEqual([
    { type: "energyTransferChanged", event: { evseId: 1, energyTransfer: "charging", before: "none" } },
  ]);
});

test("a reading within a second counts the energy up to that instant", async () => {
  const { clock, evse, charge } = bench();
  charge(1);
  await clock.advance(Minutes(1));
  const before = evse(1).readMeter();
  await clock.advance(Milliseconds(500));
  const after = evse(1).readMeter();
  expect(after.energyWh - before.energyWh).toBeCloseTo((before.powerW * 0.5) / 3600, 2);
  expect(Number.isInteger(Math.round(after.energyWh * 1e6) / 1e3)).toBe(true);
});

test("setting the station's clock changes no energy", async () => {
  const base = createManualClock();
  const clock = createStationClock(base);
  const hardware = createVirtualStation({
    layout: layoutOf([[socket()]]),
    clock,
    store: createMemoryStore(),
    random: createSeededRandom(1),
    logger: createSilentLogger(),
  });
  hardware.actions.plugIn(at(1));
  hardware.evses[0]?.offerEnergy();
  await base.advance(Seconds(10));
  const before = hardware.evses[0]?.readMeter();
  clock.set(Date.UTC(2040, 0, 1));
  const after = hardware.evses[0]?.readMeter();
  expect(after).toEqual({ ...before, at: Date.UTC(2040, 0, 1) });
});

test("power is constant up to 80 %, falls after that, and a full EV suspends by itself", async () => {
  const { clock, evse, hardware } = bench();
  hardware.actions.plugIn({ ...at(1), ev: { stateOfCharge: 78, batteryCapacityWh: 1_000 } });
  evse(1).offerEnergy();
  const powers: { soc: number; power: number }[] = [];
  while (evse(1).energyTransfer === "charging" && powers.length < 3_600) {
    await clock.advance(Seconds(1));
    powers.push({ soc: hardware.evDetails(1)?.stateOfCharge ?? 0, power: evse(1).readMeter().powerW });
  }
  const tapering = powers.filter(({ soc }) => soc > 81);
  expect(powers.find(({ soc }) => soc > 79)?.power).toBeGreaterThan(10_900);
  expect(
    tapering.every(({ power }, index) => index === 0 || power <= (tapering[index - 1]?.power ?? 0)),
  ).toBe(true);
  expect(tapering.find(({ soc }) => soc > 99)?.power).toBeLessThan(1_500);
  expect(hardware.evDetails(1)?.stateOfCharge).toBe(100);
  expect(evse(1).energyTransfer).toBe("suspendedEV");
  expect(evse(1).powerPathClosed).toBe(false);
  expect(hardware.suspendedBy(1)).toEqual(["EV"]);
  expect(clock.pending()).toEqual([]);
});

test("a limit shows on the meter, below 6 A it suspends, and without it the EV goes on", async () => {
  const { clock, evse, charge } = bench();
  charge(1);
  evse(1).setLimit({ amps: 8 });
  await clock.advance(Seconds(10));
  expect(evse(1).readMeter()).toMatchObject({ currentA: [8, 8, 8], offeredA: 8, offeredW: 5_520 });
  evse(1).setLimit({ amps: 5.9 });
  expect(evse(1).energyTransfer).toBe("suspendedEVSE");
  expect(evse(1).readMeter()).toMatchObject({ currentA: [0, 0, 0], powerW: 0, offeredA: 0 });
  evse(1).setLimit({ amps: 0 });
  expect(evse(1).energyTransfer).toBe("suspendedEVSE");
  evse(1).setLimit(null);
  expect(evse(1).energyTransfer).toBe("charging");
  expect(() => evse(1).setLimit({ amps: NaN })).toThrow(RangeError);
  expect(() => evse(1).setLimit({ amps: 6, phases: 0 })).toThrow(RangeError);
});

test("the phases in use follow the limit and are told while charging", async () => {
  const { clock, evse, charge, heard } = bench();
  charge(1);
  await clock.advance(Seconds(5));
  evse(1).setLimit({ amps: 16, phases: 1 });
  expect(evse(1).readMeter().currentA).toEqual([16, 0, 0]);
  expect(heard.at(-1)).toEqual({ type: "phasesChanged", event: { evseId: 1, phases: 1 } });
});

test("the weakest part decides: EV, its power, cable or connector", async () => {
  const currentWith = async (maxCurrent: number, ev: object): Promise<number | undefined> => {
    const { clock, evse, hardware } = bench(layoutOf([[socket(1, { maxCurrent })]]));
    hardware.actions.plugIn({ ...at(1), ev });
    evse(1).offerEnergy();
    await clock.advance(Seconds(30));
    return evse(1).readMeter().currentA[0];
  };
  expect(await currentWith(32, { maxCurrent: 20 })).toBe(20);
  expect(await currentWith(32, { maxCurrent: 20, maxPower: 6_900 })).toBe(10);
  expect(await currentWith(63, { maxCurrent: 80 })).toBe(32);
  expect(await currentWith(13, { maxCurrent: 80 })).toBe(13);
});

test("a DC EVSE charges with constant power at the battery's voltage and tells the state of charge", async () => {
  const { clock, evse, charge } = bench(layoutOf([[dcCable()]]));
  expect(evse(1).readMeter()).toMatchObject({ voltageV: [0], frequencyHz: null, stateOfCharge: null });
  charge(1);
  await clock.advance(Minutes(1));
  expect(evse(1).readMeter()).toMatchObject({ powerW: 50_000, currentA: [125], voltageV: [400] });
  expect(evse(1).readMeter().stateOfCharge).toBeGreaterThan(40);
  expect(evse(1).ev?.phases).toBe(0);
  evse(1).setLimit({ amps: 3 });
  expect(evse(1).energyTransfer).toBe("charging");
});

test("an AC EVSE knows the state of charge only by ISO 15118", () => {
  const { hardware, evse } = bench();
  hardware.actions.plugIn(at(1));
  hardware.actions.plugIn({ ...at(2), ev: { iso15118: true, stateOfCharge: 12 } });
  expect(evse(1).ev?.stateOfCharge).toBeNull();
  expect(evse(2).readMeter().stateOfCharge).toBe(12);
});

test("voltage sinks a little and temperature rises under load", async () => {
  const { clock, evse, charge } = bench();
  const idle = evse(1).readMeter();
  expect(idle).toMatchObject({ voltageV: [230, 230, 230], frequencyHz: 50, powerW: 0, temperatureC: 25 });
  charge(1);
  await clock.advance(Hours(1));
  const warm = evse(1).readMeter();
  expect(warm.voltageV[0]).toBeLessThan(230);
  expect(warm.voltageV[0]).toBeGreaterThan(227);
  expect(warm.temperatureC).toBeGreaterThan(30);
  evse(1).withdrawEnergy();
  await clock.advance(Hours(2));
  expect(evse(1).readMeter().temperatureC).toBe(25);
});

test("no timer runs unless current flows", async () => {
  const { clock, evse, hardware, charge } = bench();
  expect(clock.pending()).toEqual([]);
  hardware.actions.plugIn(at(1));
  expect(clock.pending()).toEqual([]);
  evse(1).offerEnergy();
  expect(clock.pending()).toEqual(["physics @ 1000 ms"]);
  charge(2);
  expect(clock.pending()).toEqual(["physics @ 1000 ms"]);
  hardware.actions.suspend(1, "EV");
  evse(2).withdrawEnergy();
  expect(clock.pending()).toEqual([]);
  hardware.actions.resume(1, "EV");
  hardware.stop();
  expect(clock.pending()).toEqual([]);
});

test("with a fixed cable nothing is locked and the EV's end alone makes the connection", () => {
  const { connector, charge, evse } = bench(layoutOf([[fixedCable()]]));
  expect(connector(1)).toMatchObject({ cable: "stationOnly", lockable: false, cableRating: 32 });
  charge(1);
  expect(connector(1)).toMatchObject({ cable: "connected", locked: false });
  expect(connector(1).lock()).toBe(true);
  expect(connector(1).locked).toBe(false);
  expect(evse(1).energyTransfer).toBe("charging");
});

test.each(["Faulted", "GroundFailure", "OverCurrent"] as const)(
  "%s opens the contactor wherever it covers the EVSE",
  (kind) => {
    for (const part of [{}, { evseId: 1 }, { evseId: 1, connectorId: 1 }]) {
      const { evse, charge, hardware } = bench();
      charge(1);
      hardware.actions.setFault({ kind, ...part }, true);
      expect(evse(1)).toMatchObject({
        powerPathClosed: false,
        energyTransfer: "suspendedEVSE",
        offering: true,
      });
      hardware.actions.setFault({ kind, ...part }, false);
      expect(evse(1).energyTransfer).toBe("charging");
      hardware.actions.setFault({ kind, evseId: 2 }, true);
      expect(evse(1).energyTransfer).toBe("charging");
    }
  },
);

test("while both suspend it is the EVSE's suspension that shows", () => {
  const { evse, charge, hardware } = bench();
  charge(1);
  hardware.actions.suspend(1, "EV");
  expect(evse(1).energyTransfer).toBe("suspendedEV");
  hardware.actions.suspend(1, "EVSE");
  expect(evse(1).energyTransfer).toBe("suspendedEVSE");
  expect(hardware.suspendedBy(1)).toEqual(["EV", "EVSE"]);
  hardware.actions.resume(1, "EVSE");
  expect(evse(1).energyTransfer).toBe("suspendedEV");
  evse(1).withdrawEnergy();
  expect(evse(1).energyTransfer).toBe("none");
});
