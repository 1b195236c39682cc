import type { DeviceModel } from "../../device-model/index.js";
import type { EvseHardware, StationHardware } from "../../hardware/index.js";
import { RareMap, Lazy, type Clock, type Logger, type Store, type Unsubscribe } from "../../kernel/index.js";
import type { ChargingProfile, InstalledProfile } from "./charging-profile.js";
import { composite } from "./composite.js";
import { explain, type LimitExplanation } from "./explanation.js";
import {
  createExternalLimits,
  type ExternalLimit,
  type ExternalLimitNotices,
  type ExternalLimits,
  type ExternalRefusal,
  type ExternalSource,
} from "./external-limits.js";
import { createEvNegotiations, type EvNegotiations } from "./ev-negotiation.js";
import type { EvNegotiationPort, EvScheduleNotice } from "./ev-port.js";
import { createExternalPort } from "./external-port.js";
import type { CompositeQuestion, CompositeSchedule, LimitView, Outcome, SmartCharging } from "./interface.js";
import { limitView } from "./limit-view.js";
import { createLimits, type Limits } from "./limits.js";
import { conflictOf, roomMadeFor } from "./profile-conflicts.js";
import {
  profilesToClear,
  profilesToReport,
  type ClearCriteria,
  type ProfileFilter,
} from "./profile-criteria.js";
import { placeFault } from "./profile-place.js";
import { faultOfProfile } from "./profile-rules.js";
import { createProfileStore, type ProfileStore } from "./profile-store.js";
import { refuse, type ProfileRefusal } from "./refusal.js";
import { following } from "./schedule-offers.js";
import type { TransactionsAtEvses } from "./session-watch.js";
import { createSettings, type SmartChargingSettings } from "./settings.js";
import { gridSupply, type Supply } from "./supply.js";

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
  readonly evPort: EvNegotiationPort;
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

/** The schedules of a profile that an EV may choose from. */
const MOST_ALTERNATIVES = 3;

/** Makes the Smart Charging engine of a station. */
export function createSmartCharging(abilities: SmartChargingAbilities): SmartCharging {
  return new SmartChargingEngine(abilities);
}

/** A class, so that the stations of a process share its methods. */
class SmartChargingEngine implements SmartCharging {
  readonly #abilities: SmartChargingAbilities;
  readonly #profiles: ProfileStore;
  readonly #settings: SmartChargingSettings;
  readonly #grid: Supply;
  readonly #awaiting = new RareMap<number, ChargingProfile>();
  readonly #limits: Limits;
  readonly #external: Lazy<ExternalLimits>;
  readonly #externalPort: Lazy<ReturnType<typeof createExternalPort>>;
  readonly #negotiations: EvNegotiations | null;
  readonly #unwatch: Unsubscribe;

  constructor(abilities: SmartChargingAbilities) {
    const { hardware, transactions, deviceModel, clock, store, logger } = abilities;
    this.#abilities = abilities;
    this.#profiles = createProfileStore(store);
    this.#settings = createSettings(deviceModel, () => this.#profiles.all().length);
    this.#grid = gridSupply(hardware.evses);
    this.#limits = createLimits({
      hardware,
      profiles: () => (this.supported ? this.#profiles.all() : []),
      transactions,
      rateChanged: (evseId, change) => {
        if (this.#settings.isSignificant(change)) transactions.rateChanged(evseId);
      },
      expire: (at) => this.#expire(at),
      decided: () => {
        this.#negotiations?.profilesChanged();
        abilities.limitsChanged();
      },
      clock,
      logger,
    });
    this.#external = new Lazy(() => this.#createExternal());
    this.#externalPort = new Lazy(() => this.#createExternalPort());
    this.#negotiations = createEvNegotiations(hardware, {
      contextOf: (evse) => this.#limits.contextOf(evse),
      units: () => this.#settings.profileLimits().rateUnits,
      takesProfiles: () => this.supported,
      choose: (evseId, index) => this.#choose(evseId, index),
      ...{ port: abilities.evPort, clock, logger },
    });
    this.#unwatch = deviceModel.watch("SmartChargingCtrlr.Enabled", () => this.#act());
  }

  get available(): boolean {
    return this.#settings.available();
  }

  get supported(): boolean {
    return this.#settings.supported();
  }

  install(profile: ChargingProfile, evseId: number, onRival: "refuse" | "replace" = "refuse"): Outcome {
    const { transactions } = this.#abilities;
    const hasPlace = evseId === 0 || this.#evseOf(evseId) !== undefined;
    if (!hasPlace) return { refusal: refuse("UnknownEvse", `there is no EVSE ${evseId}`) }; // K01.FR.28
    if (profile.purpose === "TxProfile" && this.#negotiations?.awaitsNeeds(evseId))
      return { refusal: refuse("InvalidMessageSeq", "the EV has yet to tell what it needs") }; // K15.FR.17
    const replaced = onRival === "replace" ? roomMadeFor(profile, evseId, this.#profiles.all()) : [];
    const refusal =
      this.#faultOf(profile, evseId, replaced.length) ??
      placeFault(profile, evseId, (id) => transactions.idAt(id)) ??
      conflictOf(profile, evseId, this.#profiles.all(), onRival);
    if (refusal) return { refusal };
    this.#profiles.put({ profile, evseId, source: "CSO" }, replaced); // K01.FR.05, K01.FR.27
    return { afterwards: () => this.#act() };
  }

  clear(criteria: ClearCriteria): { readonly afterwards: () => void } | null {
    const found = profilesToClear(this.#profiles.all(), criteria);
    if (found.length === 0) return null; // K10.FR.01
    this.#profiles.remove(found);
    return { afterwards: () => this.#act() };
  }

  select(filter: ProfileFilter): readonly InstalledProfile[] {
    return profilesToReport(this.#profiles.all(), filter);
  }

  compositeSchedule(question: CompositeQuestion): { readonly refusal: ProfileRefusal } | CompositeSchedule {
    const { hardware, clock } = this.#abilities;
    // K15.FR.14, K16.FR.10, K17.FR.14
    const profiles = [...this.#profiles.all(), ...(this.#negotiations?.plans() ?? [])];
    return composite(question, {
      profiles,
      units: this.#settings.profileLimits().rateUnits,
      grid: this.#grid,
      evses: hardware.evses.map((evse) => ({ ...this.#limits.contextOf(evse), profiles })),
      now: clock.now(),
    });
  }

  faultForStart(profile: ChargingProfile, evseId: number): ProfileRefusal | null {
    if (profile.purpose !== "TxProfile")
      return refuse("InvalidProfile", "a remote start takes a TxProfile only"); // F01.FR.09, K05.FR.02
    if (profile.transactionId !== undefined)
      return refuse("InvalidProfile", "there is no transactionId before the transaction"); // F01.FR.11
    const same = this.#profiles.find(profile.id);
    if (same?.profile.purpose === "ChargingStationExternalConstraints")
      return refuse("InvalidProfile", `the profile ${profile.id} is that of an external system`);
    return this.#faultOf(profile, evseId);
  }

  installWithStart(profile: ChargingProfile, evseId: number): void {
    this.#awaiting.set(evseId, profile);
  }

  limitExternally(limit: ExternalLimit): ExternalRefusal | null {
    return this.#externalPort.value.limitExternally(limit);
  }

  releaseExternally(source: ExternalSource, evseId?: number): ExternalRefusal | null {
    return this.#externalPort.value.releaseExternally(source, evseId);
  }

  evScheduleAccepted(notice: EvScheduleNotice): void {
    this.#negotiations?.scheduleAccepted(notice);
  }

  limitAt(evseId: number): LimitView | null {
    return limitView(this.#limits.decisionFor(evseId));
  }

  explain(evseId: number): LimitExplanation | null {
    const evse = this.#evseOf(evseId);
    const { clock } = this.#abilities;
    return evse ? explain(this.#limits.contextOf(evse), this.#limits.decisionFor(evseId), clock.now()) : null;
  }

  transactionsChanged(): void {
    this.#removeEnded();
    const installed = this.#installAwaiting();
    this.#limits.transactionsChanged();
    if (installed) this.#act();
  }

  clockSet(): void {
    this.#act();
  }

  start(): void {
    this.#removeEnded();
    this.#limits.transactionsChanged();
    this.#act();
  }

  dispose(): void {
    this.#unwatch();
    this.#negotiations?.dispose();
    this.#limits.dispose();
  }

  #act(): void {
    this.#limits.reconsider("csms"); // K01.FR.07, K10.FR.05
  }

  #evseOf(evseId: number): EvseHardware | undefined {
    return this.#abilities.hardware.evses.find(({ id }) => id === evseId);
  }

  /** What a profile does wrong by itself, or because there is no room for it. */
  #faultOf(profile: ChargingProfile, evseId: number, roomMade = 0): ProfileRefusal | null {
    const settings = this.#settings;
    const { phaseSwitching, ...others } = settings.profileLimits();
    const dc = (this.#evseOf(evseId)?.rating ?? this.#grid).dc;
    // A DC EVSE has no phases to use: what is said of them does not matter (K01.FR.44).
    const mayLetChoose = profile.purpose === "TxProfile" && this.#negotiations?.mayLetChoose(evseId);
    const fault = faultOfProfile(profile, {
      ...others,
      phaseSwitching: phaseSwitching || dc,
      schedulesPerProfile: mayLetChoose ? MOST_ALTERNATIVES : 1, // K01.FR.34, K15.FR.07
    });
    if (fault) return fault;
    const isNew = this.#profiles.find(profile.id) === undefined;
    return isNew && this.#profiles.all().length - roomMade >= settings.mostProfiles()
      ? refuse("TooManyElements", `no more than ${settings.mostProfiles()} profiles can be installed`)
      : null;
  }

  /**
   * Gives the transactions their profiles that came with their remote starts, and drops those of nobody.
   * @returns whether any was installed
   */
  #installAwaiting(): boolean {
    const { transactions } = this.#abilities;
    let installed = false;
    for (const [evseId, profile] of this.#awaiting) {
      const transactionId = transactions.idAt(evseId);
      if (transactionId !== null && transactions.authorizedAt(evseId)) {
        const itsOwn = { ...profile, transactionId };
        const rivals = this.#profiles
          .all()
          .filter((other) => conflictOf(itsOwn, evseId, [other])?.reasonCode === "DuplicateProfile");
        this.#profiles.put({ profile: itsOwn, evseId, source: "CSO" }, rivals);
        this.#awaiting.delete(evseId);
        installed = true;
      } else if (!transactions.authorizedAt(evseId)) this.#awaiting.delete(evseId);
    }
    return installed;
  }

  /** K02.FR.05: a TxProfile ends with its transaction, also where a power cut ended it. */
  #removeEnded(): void {
    const { transactions } = this.#abilities;
    const ended = ({ profile, evseId }: InstalledProfile): boolean =>
      profile.purpose === "TxProfile" && profile.transactionId !== transactions.idAt(evseId);
    this.#profiles.remove(this.#profiles.all().filter(ended));
  }

  /** Remembers which of the schedules that its TxProfiles have an EV has chosen; that one counts from now on. */
  #choose(evseId: number, index: number): void {
    const transactionId = this.#abilities.transactions.idAt(evseId);
    const open = this.#profiles
      .all()
      .filter(({ profile }) => profile.transactionId === transactionId && profile.schedules.length > 1);
    for (const installed of open) this.#profiles.put(following(index)(installed));
    if (open.length > 0) this.#act();
  }

  /** Lets go of the limits of external systems that have run out. */
  #expire(at: number): boolean {
    if (this.#profiles.all().length === 0) return false;
    const expired = this.#external.value.expired(at);
    this.#external.value.release(expired);
    return expired.length > 0;
  }

  #createExternal(): ExternalLimits {
    return createExternalLimits({
      profiles: this.#profiles,
      notices: this.#abilities.notices,
      isSignificant: (before, now) => before === null || this.#settings.isSignificant({ before, now }),
      tellsSchedule: () => this.#settings.tellsSchedule(),
    });
  }

  #createExternalPort(): ReturnType<typeof createExternalPort> {
    return createExternalPort({
      external: this.#external.value,
      settings: this.#settings,
      profiles: this.#profiles,
      evseOf: (evseId) => this.#evseOf(evseId),
      grid: this.#grid,
      clock: this.#abilities.clock,
      changed: () => this.#limits.reconsider("station"),
    });
  }
}
