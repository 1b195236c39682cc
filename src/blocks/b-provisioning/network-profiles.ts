import type { ConnectionTarget } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, type Logger, type Store } from "../../kernel/index.js";
import type { OcppVersion } from "../../protocol/index.js";

/** A network connection profile (B09). */
export interface NetworkProfile {
  /** ws: or wss: URL, without the identity. */
  readonly url: string;
  /** 0 only where the configuration says so. */
  readonly securityProfile: ConnectionTarget["securityProfile"];
  readonly versions: readonly OcppVersion[];
  /** Seconds; `null`: as the device model says. */
  readonly messageTimeout: number | null;
}

/** A profile as a CSMS wishes it, in version-neutral terms. */
export interface NetworkProfileWish {
  readonly url: string;
  readonly securityProfile: number;
  /** `null`: a version that Kerbside does not speak. */
  readonly version: OcppVersion | null;
  readonly transport: "JSON" | "SOAP";
  /** Seconds. */
  readonly messageTimeout: number;
  /** Whether it needs a VPN, or a modem's APN. */
  readonly needsVpn: boolean;
  readonly needsApn: boolean;
}

/** The answer to a wish; `because` is a sentence for the operator. */
export interface ProfileOutcome {
  readonly status: "Accepted" | "Rejected" | "Failed";
  readonly reasonCode?: string;
  readonly because?: string;
}

/** What must be there before the station may move to a security profile (A05). */
export interface SecurityPrerequisites {
  hasCsmsRoot(): boolean;
  hasStationCertificate(): boolean;
  hasPassword(): boolean;
}

/** The profiles of a station and what follows from a connection with one of them. */
export interface NetworkProfiles {
  profile(slot: number): NetworkProfile | null;
  set(slot: number, wish: NetworkProfileWish): ProfileOutcome;
  /**
   * Moves to a higher security profile at the same CSMS by order of OCPP 1.6 (A05 of the security whitepaper): the
   * next connection is made with it, and where that cannot be, with the one that was in use.
   */
  upgrade(securityProfile: number): ProfileOutcome;
  /** The slot to begin with although another one is in use: an upgrade that has not been tried yet. */
  preferred(): number | null;
  /** NetworkConfigurationPriority without the slots that hold no profile. */
  priority(): readonly number[];
  lastConnected(): number | null;
  /**
   * A connection with that slot was made: takes note of it, and removes profiles that are less secure (A05.FR.06).
   * @returns whether the connection before it was made with another slot (B10.FR.10); an upgrade is no other CSMS
   */
  connected(slot: number): boolean;
}

/** What {@link createNetworkProfiles} asks of its surroundings. */
export interface NetworkProfilesAbilities {
  /** The profile of the station's configuration, in slot 1. */
  readonly configured: NetworkProfile;
  /** Versions that the station may speak. */
  readonly versions: readonly OcppVersion[];
  readonly prerequisites: SecurityPrerequisites;
  readonly deviceModel: Pick<DeviceModel, "list" | "integer" | "boolean" | "update" | "guard" | "describe">;
  readonly store: Store;
  readonly logger: Logger;
}

const PRIORITY = "OCPPCommCtrlr.NetworkConfigurationPriority";
const SECURITY_PROFILE = "SecurityCtrlr.SecurityProfile";
const MESSAGE_TIMEOUT = "OCPPCommCtrlr.MessageTimeout[Default]";
const CONFIGURED_SLOT = 1;

interface ConnectionState {
  readonly lastConnected?: number;
  /** The slot of a higher security profile that is yet to work. */
  readonly upgrade?: number;
  /** The configuration that slot 1 was made from. */
  readonly configured?: NetworkProfile;
}

/** Makes the engine over the station's store. */
export function createNetworkProfiles(abilities: NetworkProfilesAbilities): NetworkProfiles {
  const { configured, versions, prerequisites, deviceModel, store, logger } = abilities;
  const table = store.table<NetworkProfile>("networkProfiles");
  const states = store.table<ConnectionState>("networkState");
  const state = (): ConnectionState => states.get("state") ?? {};
  const active = (): number => deviceModel.integer(SECURITY_PROFILE);

  const sameProfile = (one: NetworkProfile, other: NetworkProfile | undefined): boolean =>
    JSON.stringify(one) === JSON.stringify(other);
  if (!sameProfile(configured, state().configured)) {
    // The operator's configuration has the last word: it is the way to lower the security profile (A00.FR.005).
    const firstStart = state().configured === undefined;
    store.transaction(() => {
      table.put(String(CONFIGURED_SLOT), configured);
      states.put("state", { configured });
    });
    if (!firstStart) {
      logger.warn("the configuration names another CSMS than before: slot 1 is made from it and used first");
      deviceModel.update(PRIORITY, CONFIGURED_SLOT);
    }
  }

  const profile = (slot: number): NetworkProfile | null => table.get(String(slot)) ?? null;
  const priority = (): readonly number[] =>
    deviceModel
      .list(PRIORITY)
      .map(Number)
      .filter((slot) => profile(slot) !== null);

  const mayLower = (to: number): boolean =>
    deviceModel.boolean("SecurityCtrlr.AllowSecurityProfileDowngrade") && to >= 2;
  const ownMessageTimeout = deviceModel.integer(MESSAGE_TIMEOUT);
  const last = profile(state().lastConnected ?? CONFIGURED_SLOT) ?? configured;
  deviceModel.update(SECURITY_PROFILE, last.securityProfile);

  const slots = (): readonly string[] => deviceModel.describe(PRIORITY)?.characteristics.valuesList ?? [];

  const refuse = (reasonCode: string, because: string): ProfileOutcome => ({
    status: "Rejected",
    reasonCode,
    because,
  });
  /** Why a profile cannot be taken (B09.FR.02, B09.FR.04, B09.FR.05, B09.FR.31). */
  const refusal = (slot: number, wish: NetworkProfileWish): ProfileOutcome | null => {
    const { url, securityProfile, version, transport, messageTimeout, needsVpn, needsApn } = wish;
    const invalid = (because: string) => refuse("InvalidNetworkConf", because);
    if (!slots().includes(String(slot))) return refuse("InvalidConfSlot", `there is no slot ${slot}`);
    if (securityProfile < active() && !mayLower(securityProfile))
      return refuse("NoSecurityDowngrade", `security profile ${active()} is in use`);
    if (![1, 2, 3].includes(securityProfile))
      return invalid(`there is no security profile ${securityProfile}`);
    if (transport !== "JSON") return invalid("only OCPP-J is spoken");
    if (version === null || !versions.includes(version)) return invalid("that version of OCPP is not spoken");
    const scheme = URL.canParse(url) ? new URL(url).protocol : "";
    const wanted = securityProfile >= 2 ? "wss:" : "ws:";
    if (scheme !== wanted) return invalid(`security profile ${securityProfile} needs a ${wanted} URL`);
    if (messageTimeout < 1) return invalid("messageTimeout must be at least 1 second");
    if (needsVpn) return invalid("the station has no VPN client");
    if (needsApn) return invalid("the station has no modem");
    return null;
  };

  deviceModel.guard(PRIORITY, (value) => {
    const wanted = value.split(",").map((slot) => Number(slot.trim()));
    for (const slot of wanted) {
      const problem = slotProblem(slot, profile(slot), active(), prerequisites, mayLower);
      if (problem) return { reasonCode: "InvalidValue", additionalInfo: problem };
    }
    return null;
  });

  /** A05.FR.08 of the security whitepaper: the higher security profile does not work, and is given up. */
  const giveUpUpgrade = (slot: number): void => {
    logger.warn(
      { slot },
      "the CSMS cannot be reached with the higher security profile: the former one stays",
    );
    table.delete(String(slot));
    deviceModel.update(
      PRIORITY,
      deviceModel
        .list(PRIORITY)
        .filter((one) => one !== String(slot))
        .join(","),
    );
  };

  return {
    profile,
    priority,
    lastConnected: () => state().lastConnected ?? null,
    preferred: () => state().upgrade ?? null,
    upgrade(securityProfile) {
      if (![1, 2, 3].includes(securityProfile) || securityProfile <= active())
        return refuse("InvalidValue", `security profile ${active()} is in use`); // A05.FR.01
      const missing = missingFor(securityProfile, prerequisites); // A05.FR.02 to A05.FR.04
      if (missing) return refuse("InvalidValue", `security profile ${securityProfile} needs ${missing}`);
      const before = state();
      const current = profile(before.lastConnected ?? CONFIGURED_SLOT) ?? configured;
      const slot =
        before.upgrade ??
        slots()
          .map(Number)
          .find((one) => profile(one) === null);
      if (slot === undefined) return refuse("OutOfStorage", "all slots hold network connection profiles");
      store.transaction(() => {
        table.put(String(slot), {
          ...current,
          url: securityProfile >= 2 ? current.url.replace(/^ws:/, "wss:") : current.url,
          securityProfile: securityProfile as NetworkProfile["securityProfile"],
        });
        states.put("state", { ...before, upgrade: slot });
      });
      const others = deviceModel.list(PRIORITY).filter((one) => one !== String(slot));
      deviceModel.update(PRIORITY, [slot, ...others].join(","));
      return { status: "Accepted" }; // A05.FR.05
    },
    set(slot, wish) {
      const refused = refusal(slot, wish);
      if (refused) return refused;
      const { url, securityProfile, version, messageTimeout } = wish;
      try {
        table.put(String(slot), {
          url,
          securityProfile: securityProfile as NetworkProfile["securityProfile"],
          versions: version === null ? [] : [version],
          messageTimeout,
        });
        return { status: "Accepted" }; // B09.FR.01
      } catch (error) {
        logger.error({ err: error }, "a network connection profile could not be stored");
        return { status: "Failed", reasonCode: "InternalError", because: messageOf(error) }; // B09.FR.03
      }
    },
    connected(slot) {
      const { upgrade, ...before } = state();
      const used = profile(slot);
      if (upgrade !== undefined && upgrade !== slot) giveUpUpgrade(upgrade);
      states.put("state", { ...before, lastConnected: slot });
      deviceModel.update("OCPPCommCtrlr.ActiveNetworkProfile", slot);
      if (used) {
        deviceModel.update(MESSAGE_TIMEOUT, used.messageTimeout ?? ownMessageTimeout);
        deviceModel.update(SECURITY_PROFILE, used.securityProfile);
        removeLessSecure(used.securityProfile);
      }
      const upgraded = slot === upgrade;
      return before.lastConnected !== undefined && before.lastConnected !== slot && !upgraded;
    },
  };

  /** A05.FR.06 */
  function removeLessSecure(than: number): void {
    const less = table.entries().filter(([, { securityProfile }]) => securityProfile < than);
    if (less.length === 0) return;
    for (const [slot] of less) table.delete(slot);
    const slotsLeft = deviceModel.list(PRIORITY).filter((slot) => !less.some(([gone]) => gone === slot));
    logger.info(
      { slots: less.map(([slot]) => slot) },
      "network connection profiles with a lower security profile are removed",
    );
    deviceModel.update(PRIORITY, slotsLeft.join(","));
  }
}

/** Why a slot must not stand in the priority list, or `null` (A05.FR.02, A05.FR.03, B10.FR.02). */
function slotProblem(
  slot: number,
  profile: NetworkProfile | null,
  active: number,
  prerequisites: SecurityPrerequisites,
  mayLower: (to: number) => boolean,
): string | null {
  if (!profile) return `slot ${slot} holds no network connection profile`; // B10.FR.02
  const { securityProfile } = profile;
  if (securityProfile < active && !mayLower(securityProfile))
    return `slot ${slot} has a lower security profile than the one in use`; // A00.FR.005
  const missing = missingFor(securityProfile, prerequisites);
  return missing && `slot ${slot} needs ${missing}`;
}

/** What must be there before the station may use a security profile, and is not, or `null`. */
function missingFor(securityProfile: number, prerequisites: SecurityPrerequisites): string | null {
  if (securityProfile >= 2 && !prerequisites.hasCsmsRoot())
    return "a CSMS root certificate, and none is installed"; // A05.FR.02
  if (securityProfile === 3 && !prerequisites.hasStationCertificate())
    return "a certificate of the station, and none is installed"; // A05.FR.03
  if ((securityProfile === 1 || securityProfile === 2) && !prerequisites.hasPassword())
    return "a BasicAuthPassword, and none is set";
  return null;
}
