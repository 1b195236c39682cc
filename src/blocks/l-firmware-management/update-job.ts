import type { InstalledFirmware } from "./firmware-slots.js";
import type { UpdatePhase } from "./firmware-update.machine.js";

/** What a CSMS orders. Times in milliseconds since 1970. */
export interface UpdateOrder {
  readonly requestId: number;
  readonly location: string;
  readonly retrieveAt: number;
  /** `null`: as soon as possible. */
  readonly installAt: number | null;
  /** PEM, the signing certificate first. */
  readonly signingCertificate: string;
  /** Base64. */
  readonly signature: string;
  /** Attempts after the first. */
  readonly retries: number;
  /** Seconds. */
  readonly retryInterval: number;
}

/** Statuses of an update (FirmwareStatusEnumType), without Idle. */
export type FirmwareStatus =
  | "DownloadScheduled"
  | "Downloading"
  | "Downloaded"
  | "DownloadFailed"
  | "SignatureVerified"
  | "InvalidSignature"
  | "InstallScheduled"
  | "Installing"
  | "InstallRebooting"
  | "Installed"
  | "InstallationFailed"
  | "InstallVerificationFailed";

/** An update as it is stored. */
export interface UpdateJob {
  readonly order: UpdateOrder;
  readonly phase: UpdatePhase;
  /** What was installed and is to run. */
  readonly firmware?: InstalledFirmware;
}

/** What the station can do besides; the same for all of its updates. */
export interface UpdateHabits {
  readonly downloadsWhileCharging: boolean;
  /** Installs and activates while transactions are ongoing, without a reboot. */
  readonly installsWhileCharging: boolean;
  readonly cancellable: boolean;
}
