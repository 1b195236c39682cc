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
  const flag = (name: string): boolean => deviceModel.boolean(`SmartChargingCtrlr.${name}`);
  deviceModel.compute(ENTRIES, () => String(installed()));
  return {
    available: () => flag("Available"),
    supported: () => flag("Available") && flag("Enabled"),
    externalAllowed: () => flag("ExternalControlSignalsEnabled"),
    tellsSchedule: () => flag("NotifyChargingLimitWithSchedules"),
    mostProfiles: () => deviceModel.describe(ENTRIES)?.characteristics.maxLimit ?? Infinity,
    profileLimits: () => ({
      highestStackLevel: deviceModel.integer("SmartChargingCtrlr.ProfileStackLevel"),
      rateUnits: deviceModel.list("SmartChargingCtrlr.RateUnit") as readonly ChargingRateUnit[],
      periodsPerSchedule: deviceModel.integer("SmartChargingCtrlr.PeriodsPerSchedule"),
      phaseSwitching: flag("ACPhaseSwitchingSupported"),
    }),
    isSignificant({ before, now }) {
      const percent = deviceModel.decimal("SmartChargingCtrlr.LimitChangeSignificance");
      return Math.abs(now - before) * 100 > percent * before;
    },
  };
}
