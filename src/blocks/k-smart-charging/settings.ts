import type { DeviceModel } from "../../device-model/index.js";
import type { ChargingRateUnit } from "./charging-profile.js";
import type { RateChange } from "./limits.js";
import type { ProfileLimits } from "./profile-limits.js";

/** The variables of SmartChargingCtrlr, read when they are needed. */
export interface SmartChargingSettings {
  /** `Available`. */
  available(): boolean;
  /** Available and Enabled (K01.FR.29). */
  supported(): boolean;
  /** `ExternalControlSignalsEnabled`. */
  externalAllowed(): boolean;
  /** `NotifyChargingLimitWithSchedules`. */
  tellsSchedule(): boolean;
  /** The most profiles that can be installed. */
  mostProfiles(): number;
  /** But for how many schedules a profile may have. */
  profileLimits(): Omit<ProfileLimits, "schedulesPerProfile">;
  /** Whether a change is more than `LimitChangeSignificance` (SC.03). */
  isSignificant(change: RateChange): boolean;
}

const ENTRIES = "SmartChargingCtrlr.Entries[ChargingProfiles]";
type Model = Pick<DeviceModel, "boolean" | "integer" | "decimal" | "list" | "describe" | "compute">;

/**
 * Reads the settings of smart charging, and lets the device model tell how many profiles are installed.
 * @param installed how many profiles there are
 */
export function createSettings(deviceModel: Model, installed: () => number): SmartChargingSettings {
  deviceModel.compute(ENTRIES, () => String(installed()));
  return new LiveSettings(deviceModel);
}

/** A class, so that the stations of a process share its methods. */
class LiveSettings implements SmartChargingSettings {
  readonly #deviceModel: Model;

  constructor(deviceModel: Model) {
    this.#deviceModel = deviceModel;
  }

  available(): boolean {
    return this.#flag("Available");
  }

  supported(): boolean {
    return this.available() && this.#flag("Enabled");
  }

  externalAllowed(): boolean {
    return this.#flag("ExternalControlSignalsEnabled");
  }

  tellsSchedule(): boolean {
    return this.#flag("NotifyChargingLimitWithSchedules");
  }

  mostProfiles(): number {
    return this.#deviceModel.describe(ENTRIES)?.characteristics.maxLimit ?? Infinity;
  }

  profileLimits(): Omit<ProfileLimits, "schedulesPerProfile"> {
    const deviceModel = this.#deviceModel;
    return {
      highestStackLevel: deviceModel.integer("SmartChargingCtrlr.ProfileStackLevel"),
      rateUnits: deviceModel.list("SmartChargingCtrlr.RateUnit") as readonly ChargingRateUnit[],
      periodsPerSchedule: deviceModel.integer("SmartChargingCtrlr.PeriodsPerSchedule"),
      phaseSwitching: this.#flag("ACPhaseSwitchingSupported"),
    };
  }

  isSignificant({ before, now }: RateChange): boolean {
    const percent = this.#deviceModel.decimal("SmartChargingCtrlr.LimitChangeSignificance");
    return Math.abs(now - before) * 100 > percent * before;
  }

  #flag(name: string): boolean {
    return this.#deviceModel.boolean(`SmartChargingCtrlr.${name}`);
  }
}
