import type { ConnectionTarget } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { StationConfiguration } from "./configuration/index.js";

/** How the station reaches its CSMS by its configuration. */
export function connectionTarget(
  { csms, identity, ocppVersions }: Pick<StationConfiguration, "csms" | "identity" | "ocppVersions">,
  deviceModel: Pick<DeviceModel, "find">,
): ConnectionTarget {
  return {
    url: csms.url,
    identity,
    securityProfile: csms.securityProfile,
    versions: ocppVersions,
    configurationSlot: null,
    // Read at every attempt: SetVariables may have changed it (A01).
    get basicAuthPassword() {
      return deviceModel.find("SecurityCtrlr.BasicAuthPassword") ?? "";
    },
  };
}
