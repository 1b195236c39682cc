import type { FirmwareSlots } from "../blocks/l-firmware-management/index.js";
import { createDeviceModel, type DeviceModel } from "../device-model/index.js";
import type { Clock, Logger, Store } from "../kernel/index.js";
import type { StationConfiguration } from "./configuration/index.js";
import type { SharedDefinitions } from "./shared-definitions.js";

/** What the device model of a station is kept with. */
interface ModelParts {
  readonly slots: Pick<FirmwareSlots, "running">;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The device model of a station as its configuration begins it and its store remembers it.
 * @throws ConfigurationError if a value of `variables` does not fit
 */
export function createModelOfStation(
  configuration: StationConfiguration,
  definitions: SharedDefinitions,
  { slots, store, clock, logger }: ModelParts,
): DeviceModel {
  const running = slots.running();
  const password = configuration.csms.basicAuthPassword;
  const deviceModel = createDeviceModel({
    definitions: definitions.deviceModel,
    layout: { evses: configuration.evses },
    identity: { ...configuration, firmwareVersion: running?.version ?? configuration.firmwareVersion },
    initial: {
      ...(password !== undefined && { "SecurityCtrlr.BasicAuthPassword": password }),
      ...configuration.variables,
    },
    store,
    clock,
    logger,
  });
  deviceModel.update("TokenReader.Available", configuration.tokenReader);
  deviceModel.update("ChargingStation.FirmwareSha256", running?.sha256 ?? "");
  return deviceModel;
}
