import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import type { Clock, Logger, Store } from "../../kernel/index.js";
import type { ChargingProfile, InstalledProfile } from "./charging-profile.js";
import { composite } from "./composite.js";
import { createExternalLimits, type ExternalLimitNotices } from "./external-limits.js";
import { createExternalPort } from "./external-port.js";
import type { Outcome, SmartCharging } from "./interface.js";
import { limitView } from "./limit-view.js";
import { createLimits, type RateChange } from "./limits.js";
import { conflictOf, roomMadeFor } from "./profile-conflicts.js";
import { profilesToClear, profilesToReport } from "./profile-criteria.js";
import { placeFault } from "./profile-place.js";
import { faultOfProfile } from "./profile-rules.js";
import { createProfileStore } from "./profile-store.js";
import { refuse, type ProfileRefusal } from "./refusal.js";
import type { TransactionsAtEvses } from "./session-watch.js";
import { createSettings } from "./settings.js";
import { gridSupply } from "./supply.js";

/** What the Smart Charging engine asks of its surroundings. */
export interface SmartChargingAbilities {
  readonly hardware: Pick<StationHardware, "evses" | "events" | "setLimits">;
  readonly transactions: TransactionsAtEvses & {
    /** Somebody is authorized at the EVSE, with or without a transaction. */
    authorizedAt(evseId: number): boolean;
    /** The charging rate of the EVSE's transaction changed (K11.FR.04, K13.FR.03). */
    rateChanged(evseId: number): void;
  };
  readonly notices: ExternalLimitNotices;
  /** Called when the limit of an EVSE may be another. */
  readonly limitsChanged: () => void;
  readonly deviceModel: Pick<
    DeviceModel,
    "boolean" | "integer" | "decimal" | "list" | "describe" | "compute" | "watch"
  >;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
}

/** Makes the Smart Charging engine of a station. */
export function createSmartCharging(abilities: SmartChargingAbilities): SmartCharging {
  const { hardware, transactions, deviceModel, clock, store, logger } = abilities;
  const profiles = createProfileStore(store);
  const settings = createSettings(deviceModel, () => profiles.all().length);
  const grid = gridSupply(hardware.evses);
  const awaiting = new Map<number, ChargingProfile>();
  const external = createExternalLimits({
    profiles,
    notices: abilities.notices,
    isSignificant: (before, now) => before === null || settings.isSignificant({ before, now }),
    tellsSchedule: () => settings.tellsSchedule(),
  });
  const limits = createLimits({
    hardware,
    profiles: () => (settings.supported() ? profiles.all() : []),
    transactions,
    rateChanged(evseId, change: RateChange) {
      if (settings.isSignificant(change)) transactions.rateChanged(evseId);
    },
    expire(at) {
      const expired = external.expired(at);
      external.release(expired);
      return expired.length > 0;
    },
    decided: abilities.limitsChanged,
    clock,
    logger,
  });

  const evseOf = (evseId: number) => hardware.evses.find(({ id }) => id === evseId);
  const hasPlace = (evseId: number): boolean => evseId === 0 || evseOf(evseId) !== undefined;
  const act = (): void => limits.reconsider("csms"); // K01.FR.07, K10.FR.05

  /** What a profile does wrong by itself, or because there is no room for it. */
  const faultOf = (profile: ChargingProfile, evseId: number, roomMade = 0): ProfileRefusal | null => {
    const { phaseSwitching, ...others } = settings.profileLimits();
    const dc = (evseOf(evseId)?.rating ?? grid).dc;
    // A DC EVSE has no phases to use: what is said of them does not matter (K01.FR.44).
    const fault = faultOfProfile(profile, { ...others, phaseSwitching: phaseSwitching || dc });
    if (fault) return fault;
    const isNew = profiles.find(profile.id) === undefined;
    return isNew && profiles.all().length - roomMade >= settings.mostProfiles()
      ? refuse("TooManyElements", `no more than ${settings.mostProfiles()} profiles can be installed`)
      : null;
  };
  const faultForStart = (profile: ChargingProfile, evseId: number): ProfileRefusal | null => {
    if (profile.purpose !== "TxProfile")
      return refuse("InvalidProfile", "a remote start takes a TxProfile only"); // F01.FR.09, K05.FR.02
    if (profile.transactionId !== undefined)
      return refuse("InvalidProfile", "there is no transactionId before the transaction"); // F01.FR.11
    const same = profiles.find(profile.id);
    if (same?.profile.purpose === "ChargingStationExternalConstraints")
      return refuse("InvalidProfile", `the profile ${profile.id} is that of an external system`);
    return faultOf(profile, evseId);
  };
  /**
   * Gives the transactions their profiles that came with their remote starts, and drops those of nobody.
   * @returns whether any was installed
   */
  const installAwaiting = (): boolean => {
    let installed = false;
    for (const [evseId, profile] of awaiting) {
      const transactionId = transactions.idAt(evseId);
      if (transactionId !== null && transactions.authorizedAt(evseId)) {
        const itsOwn = { ...profile, transactionId };
        const rivals = profiles
          .all()
          .filter((other) => conflictOf(itsOwn, evseId, [other])?.reasonCode === "DuplicateProfile");
        profiles.put({ profile: itsOwn, evseId, source: "CSO" }, rivals);
        awaiting.delete(evseId);
        installed = true;
      } else if (!transactions.authorizedAt(evseId)) awaiting.delete(evseId);
    }
    return installed;
  };
  /** K02.FR.05: a TxProfile ends with its transaction, also where a power cut ended it. */
  const removeEnded = (): void => {
    const ended = ({ profile, evseId }: InstalledProfile): boolean =>
      profile.purpose === "TxProfile" && profile.transactionId !== transactions.idAt(evseId);
    profiles.remove(profiles.all().filter(ended));
  };

  const unwatch = deviceModel.watch("SmartChargingCtrlr.Enabled", act);
  return {
    get available() {
      return settings.available();
    },
    get supported() {
      return settings.supported();
    },
    install(profile, evseId, onRival = "refuse"): Outcome {
      if (!hasPlace(evseId)) return { refusal: refuse("UnknownEvse", `there is no EVSE ${evseId}`) }; // K01.FR.28
      const replaced = onRival === "replace" ? roomMadeFor(profile, evseId, profiles.all()) : [];
      const refusal =
        faultOf(profile, evseId, replaced.length) ??
        placeFault(profile, evseId, (id) => transactions.idAt(id)) ??
        conflictOf(profile, evseId, profiles.all(), onRival);
      if (refusal) return { refusal };
      profiles.put({ profile, evseId, source: "CSO" }, replaced); // K01.FR.05, K01.FR.27
      return { afterwards: act };
    },
    clear(criteria) {
      const found = profilesToClear(profiles.all(), criteria);
      if (found.length === 0) return null; // K10.FR.01
      profiles.remove(found);
      return { afterwards: act };
    },
    select: (filter) => profilesToReport(profiles.all(), filter),
    compositeSchedule: (question) =>
      composite(question, {
        profiles: profiles.all(),
        units: settings.profileLimits().rateUnits,
        grid,
        evses: hardware.evses.map((evse) => limits.contextOf(evse)),
        now: clock.now(),
      }),
    faultForStart,
    installWithStart(profile, evseId) {
      awaiting.set(evseId, profile);
    },
    ...createExternalPort({
      external,
      settings,
      profiles,
      evseOf,
      grid,
      clock,
      changed: () => limits.reconsider("station"),
    }),
    limitAt: (evseId) => limitView(limits.decisionFor(evseId)),
    transactionsChanged() {
      removeEnded();
      const installed = installAwaiting();
      limits.transactionsChanged();
      if (installed) act();
    },
    clockSet: act,
    start() {
      removeEnded();
      limits.transactionsChanged();
      act();
    },
    dispose() {
      unwatch();
      limits.dispose();
    },
  };
}
