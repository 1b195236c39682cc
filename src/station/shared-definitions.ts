import { loadOcpp16Keys, type ConfigurationKeyDefinition } from "../blocks/b-provisioning/index.js";
import { loadMonitorDefinitions, type MonitorDefinitions } from "../blocks/n-diagnostics/index.js";
import { loadDefinitions, type DeviceModelDefinitions } from "../device-model/index.js";

/** What all stations of a process share: read once, never changed. */
export interface SharedDefinitions {
  readonly deviceModel: DeviceModelDefinitions;
  readonly ocpp16Keys: readonly ConfigurationKeyDefinition[];
  readonly monitors: MonitorDefinitions;
}

/**
 * Reads the definitions of `devicemodel/`.
 * @throws ConfigurationError that names the file where one is wrong
 */
export function loadSharedDefinitions(): SharedDefinitions {
  return {
    deviceModel: loadDefinitions(),
    ocpp16Keys: loadOcpp16Keys(),
    monitors: loadMonitorDefinitions(),
  };
}
