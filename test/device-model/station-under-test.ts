import { createManualClock, createMemoryStore, createSilentLogger } from "../../src/kernel/index.js";
import { createDeviceModel, loadDefinitions } from "../../src/device-model/index.js";
import type { DeviceModelLayout, DeviceModelOptions } from "../../src/device-model/index.js";

export const definitions = loadDefinitions();

const socket = (id: number) =>
  ({ id, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32, dc: false }) as const;
const plug = (id: number) =>
  ({ id, type: "cCCS2", cable: "fixed", phases: 3, maxCurrent: 125, dc: true, maxPower: 50_000 }) as const;

/** Two AC sockets, the first with a parking bay sensor. */
export const duo: DeviceModelLayout = {
  evses: [
    { id: 1, parkingBaySensor: true, connectors: [socket(1)] },
    { id: 2, parkingBaySensor: false, connectors: [socket(1)] },
  ],
};

/** One EVSE with two DC plugs on fixed cables. */
export const rapid: DeviceModelLayout = {
  evses: [{ id: 1, parkingBaySensor: false, connectors: [plug(1), plug(2)] }],
};

export const identity = {
  identity: "CS-0001",
  vendorName: "Kerbside",
  model: "Duo-22",
  serialNumber: "KS-0001",
  firmwareVersion: "1.0.0",
};

/** The device model of a Duo, or of what the options say. */
export function deviceModelOf(options: Partial<DeviceModelOptions> = {}) {
  return createDeviceModel({
    definitions,
    layout: duo,
    identity,
    store: createMemoryStore(),
    clock: createManualClock(),
    logger: createSilentLogger(),
    ...options,
  });
}
