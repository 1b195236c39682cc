import type { InstalledFirmware } from "./firmware-slots.js";
import type { UpdatePhase } from "./firmware-update.machine.js";

/** What a CSMS orders. Times in milliseconds since 1970. */
export interface UpdateOrder {
  /** `null` where the message that orders has no number (UpdateFirmware of OCPP 1.6). */
  readonly requestId: number | null;
  readonly location: string;
  readonly retrieveAt: number;
  /** `null`: as soon as possible. */
  readonly installAt: number | null;
  /** `null`: firmware that is taken without one. */
  readonly signature: FirmwareSignature | null;
  /** Attempts after the first. */
  readonly retries: number;
  /** Seconds. */
  readonly retryInterval: number;
}

/** Who says that a firmware is genuine, and how. */
export interface FirmwareSignature {
  /** PEM, the signing certificate first. */
  readonly certificate: string;
  /** Base64. */
  readonly value: string;
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

/** A status that is told of an update. */
export interface ToldStatus {
  readonly status: FirmwareStatus;
  /** That of the order. */
  readonly requestId: number | null;
}

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
