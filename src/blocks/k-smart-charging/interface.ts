import type {
  ChargingProfile,
  ChargingProfilePurpose,
  ChargingRateUnit,
  InstalledProfile,
} from "./charging-profile.js";
import type { LimitExplanation } from "./explanation.js";
import type { ExternalLimit, ExternalRefusal, ExternalSource } from "./external-limits.js";
import type { EvScheduleNotice } from "./ev-port.js";
import type { ClearCriteria, ProfileFilter } from "./profile-criteria.js";
import type { OnRival } from "./profile-conflicts.js";
import type { ProfileRefusal } from "./refusal.js";
import type { CompositePeriod } from "./schedule/index.js";

/** A refusal, or what follows once the answer is sent. */
export type Outcome = { readonly refusal: ProfileRefusal } | { readonly afterwards: () => void };

/** What is asked of the station's course of limits (K08). */
export interface CompositeQuestion {
  /** 0: the whole station. */
  readonly evseId: number;
  /** Seconds, from now. */
  readonly duration: number;
  /** Absent: amperes for AC, watts for DC. */
  readonly unit?: ChargingRateUnit;
}

/** The course of limits of an EVSE or the station. */
export interface CompositeSchedule {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly unit: ChargingRateUnit;
  readonly periods: readonly CompositePeriod[];
}

/** The limit that an EVSE obeys, and who set it. */
export interface LimitView {
  /** Per phase (AC), in total (DC). */
  readonly amps: number;
  /** In total. */
  readonly watts: number;
  /** 1 to 3; absent: all there are. */
  readonly phases?: number;
  readonly purpose: ChargingProfilePurpose;
  readonly profileId: number;
  readonly source: InstalledProfile["source"];
}

/** The Smart Charging engine (K01 to K17): keeps charging profiles, and lets the EVSEs obey them. */
export interface SmartCharging {
  /** Whether this station has smart charging at all. */
  readonly available: boolean;
  /** Smart charging is there and enabled; where it is not, nothing is installed, and what is limits nothing. */
  readonly supported: boolean;
  /**
   * K01: installs a profile of the CSMS.
   * @param onRival what becomes of one with the same stackLevel and purpose (K01.FR.06); "refuse" unless told
   */
  install(profile: ChargingProfile, evseId: number, onRival?: OnRival): Outcome;
  /** K10: `null` where no profile matches. */
  clear(criteria: ClearCriteria): { readonly afterwards: () => void } | null;
  /** K09: the profiles that match. */
  select(filter: ProfileFilter): readonly InstalledProfile[];
  /** K08. */
  compositeSchedule(question: CompositeQuestion): { readonly refusal: ProfileRefusal } | CompositeSchedule;
  /** What speaks against a profile that comes with a remote start at that EVSE (K05.FR.05, F01.FR.26). */
  faultForStart(profile: ChargingProfile, evseId: number): ProfileRefusal | null;
  /** The next transaction at that EVSE, or the one that waits there, is to have this profile (F01.FR.10). */
  installWithStart(profile: ChargingProfile, evseId: number): void;
  /** K11, K12. */
  limitExternally(limit: ExternalLimit): ExternalRefusal | null;
  /** K13: at one place, or wherever that source limits. */
  releaseExternally(source: ExternalSource, evseId?: number): ExternalRefusal | null;
  /** K15.FR.11: the CSMS has accepted how an EV means to charge. */
  evScheduleAccepted(notice: EvScheduleNotice): void;
  /** The limit in force at an EVSE, or `null`. */
  limitAt(evseId: number): LimitView | null;
  /** Why that limit is in force, and what comes next; `null` where there is no such EVSE. */
  explain(evseId: number): LimitExplanation | null;
  /** A transaction may have started, found its EVSE, or ended. */
  transactionsChanged(): void;
  /** The station's clock was set. */
  clockSet(): void;
  /** Begins to act; once the transactions are known. */
  start(): void;
  /** Lets go of timers and hardware; profiles stay. */
  dispose(): void;
}
