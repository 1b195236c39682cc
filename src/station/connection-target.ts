import type { NetworkPlan, NetworkProfile, NetworkProfiles } from "../blocks/b-provisioning/index.js";
import type { ConnectionTarget } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { StationConfiguration } from "./configuration/index.js";

/** The profile that the configuration of a station describes. */
export function configuredProfile({
  csms,
  ocppVersions,
}: Pick<StationConfiguration, "csms" | "ocppVersions">): NetworkProfile {
  return {
    url: csms.url,
    securityProfile: csms.securityProfile,
    versions: ocppVersions,
    messageTimeout: null,
  };
}

/** Where the attempt of the plan goes; read anew at every attempt. */
export function connectionTarget({
  identity,
  configured,
  profiles,
  plan,
  deviceModel,
}: {
  readonly identity: string;
  readonly configured: NetworkProfile;
  readonly profiles: Pick<NetworkProfiles, "profile">;
  readonly plan: Pick<NetworkPlan, "attempt">;
  readonly deviceModel: Pick<DeviceModel, "find">;
}): ConnectionTarget {
  const profile = (): NetworkProfile => profiles.profile(plan.attempt.slot) ?? configured;
  return {
    identity,
    get url() {
      return profile().url;
    },
    get securityProfile() {
      return profile().securityProfile;
    },
    get versions() {
      return profile().versions;
    },
    get configurationSlot() {
      return plan.attempt.slot;
    },
    // SetVariables may have changed it (A01).
    get basicAuthPassword() {
      return deviceModel.find("SecurityCtrlr.BasicAuthPassword") ?? "";
    },
  };
}
