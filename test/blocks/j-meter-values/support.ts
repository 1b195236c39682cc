import type { EvseHardware, MeterReading } from "../../../src/hardware/index.js";

/** A reading of a three-phase EVSE that delivers 16 A, changed as told. */
export function reading(change: Partial<MeterReading> = {}): MeterReading {
  return {
    at: 0,
    energyWh: 12_345.678,
    powerW: 11_040,
    currentA: [16, 15.996, 16.004],
    voltageV: [230.04, 229.96, 230],
    frequencyHz: 50.01,
    offeredA: 16,
    offeredW: 11_040,
    temperatureC: 31.5,
    stateOfCharge: null,
    ...change,
  };
}

/** The parts of an EVSE that meter values look at. `readings` is asked anew for every reading. */
export function meteredEvse(id: number, read: () => MeterReading, { dc = false } = {}): EvseHardware {
  const unused = (): never => {
    throw new Error("not part of metering");
  };
  return {
    id,
    connectors: [],
    parkingBay: null,
    offering: true,
    powerPathClosed: true,
    energyTransfer: "charging",
    connectedConnector: null,
    ev: null,
    rating: { dc, phases: dc ? 0 : 3, maxCurrent: 32, maxPower: 22_080, voltage: 230 },
    limit: null,
    offerEnergy: unused,
    meterSigner: null,
    evCommunication: null,
    setAccess: () => undefined,
    withdrawEnergy: unused,
    setLimit: unused,
    readMeter: read,
  };
}
