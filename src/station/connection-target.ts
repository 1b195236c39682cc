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

/** What {@link connectionTarget} is read from. */
interface TargetSources {
  readonly identity: string;
  readonly configured: NetworkProfile;
  readonly profiles: Pick<NetworkProfiles, "profile">;
  readonly plan: Pick<NetworkPlan, "attempt">;
  readonly deviceModel: Pick<DeviceModel, "find">;
}

/** Where the attempt of the plan goes; read anew at every attempt. */
export function connectionTarget(sources: TargetSources): ConnectionTarget {
  return new PlannedTarget(sources);
}

class PlannedTarget implements ConnectionTarget {
  readonly identity: string;
  readonly #sources: TargetSources;

  constructor(sources: TargetSources) {
    this.identity = sources.identity;
    this.#sources = sources;
  }

  get url(): string {
    return this.#profile.url;
  }

  get securityProfile(): ConnectionTarget["securityProfile"] {
    return this.#profile.securityProfile;
  }

  get versions(): ConnectionTarget["versions"] {
    return this.#profile.versions;
  }

  get configurationSlot(): number {
    return this.#sources.plan.attempt.slot;
  }

  /** SetVariables may have changed it (A01). */
  get basicAuthPassword(): string | Uint8Array {
    const password = this.#sources.deviceModel.find("SecurityCtrlr.BasicAuthPassword") ?? "";
    // What a password as text cannot hold are the bytes of an AuthorizationKey of OCPP 1.6.
    return /^[\x20-\x7e]*$/.test(password) ? password : Buffer.from(password, "latin1");
  }

  get #profile(): NetworkProfile {
    const { plan, profiles, configured } = this.#sources;
    return profiles.profile(plan.attempt.slot) ?? configured;
  }
}
