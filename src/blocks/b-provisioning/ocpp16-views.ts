import type { DeviceModel } from "../../device-model/index.js";
import type { NetworkProfiles } from "./network-profiles.js";
import { phaseRotationView, setPhaseRotation } from "./ocpp16-phase-rotation.js";

/** A configuration key of OCPP 1.6 that is more than the value of one variable. */
export interface ConfigurationView {
  read(): string;
  /** @returns whether the value was taken */
  write(value: string): boolean;
}

/** The names under which `ocpp16-keys.json` asks for them. */
export type ConversionName = "authorizationKey" | "phaseRotation" | "securityProfile";

/** Makes the views over one station. */
export function configurationViews(
  deviceModel: DeviceModel,
  profiles: Pick<NetworkProfiles, "upgrade">,
): Readonly<Record<ConversionName, ConfigurationView>> {
  return {
    phaseRotation: {
      read: () => phaseRotationView(deviceModel),
      write: (value) => setPhaseRotation(deviceModel, value),
    },
    securityProfile: {
      read: () => deviceModel.find("SecurityCtrlr.SecurityProfile") ?? "0",
      write: (value) => /^[0-3]$/.test(value) && profiles.upgrade(Number(value)).status === "Accepted",
    },
    authorizationKey: {
      read: () => "",
      write: (value) => setAuthorizationKey(deviceModel, value),
    },
  };
}

const PASSWORD = "SecurityCtrlr.BasicAuthPassword";
/** 16 to 20 bytes, two digits each (security whitepaper, 7.2). */
const HEXADECIMAL = /^(?:[0-9A-Fa-f]{2}){16,20}$/;
const ONLY_DIGITS = /^[0-9A-Fa-f]{21,}$/;

/**
 * Takes the key as the hexadecimal digits of its bytes, which need not be characters, or as the password itself,
 * as later versions have it. Each byte is kept as the character of its number.
 */
function setAuthorizationKey(deviceModel: DeviceModel, value: string): boolean {
  if (HEXADECIMAL.test(value)) {
    deviceModel.update(PASSWORD, Buffer.from(value, "hex").toString("latin1"));
    return true;
  }
  // Digits of half a byte, or of too many.
  if (ONLY_DIGITS.test(value)) return false;
  const target = deviceModel.describe(PASSWORD);
  if (!target) return false;
  return deviceModel.set(target.component, target.variable, "Actual", value).status === "Accepted";
}
