import {
  createDeviceModel,
  loadDefinitions,
  type DeviceModel,
  type InitialValues,
} from "../../src/device-model/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  type Store,
} from "../../src/kernel/index.js";
import { TWO_AC_SOCKETS } from "../../src/station/configuration/station-configuration.js";

const definitions = loadDefinitions();

/** The device model of Duo, with the definitions that stations have. */
export const duoDeviceModel = (
  initial: InitialValues = {},
  store: Store = createMemoryStore(),
): DeviceModel => deviceModelOf(initial, store, false);

/** The same for a station whose EVSEs talk ISO 15118. */
export const iso15118DeviceModel = (
  initial: InitialValues = {},
  store: Store = createMemoryStore(),
): DeviceModel => deviceModelOf(initial, store, true);

function deviceModelOf(initial: InitialValues, store: Store, iso15118: boolean): DeviceModel {
  return createDeviceModel({
    definitions,
    layout: { evses: TWO_AC_SOCKETS.map((evse) => ({ ...evse, iso15118 })) },
    identity: {
      identity: "CS-0001",
      vendorName: "Kerbside",
      model: "Duo-22",
      serialNumber: "KS-0001",
      firmwareVersion: "1.0.0",
    },
    initial,
    store,
    clock: createManualClock(),
    logger: createSilentLogger(),
  });
}
