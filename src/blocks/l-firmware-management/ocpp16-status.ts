import type { RequestOf } from "../../protocol/index.js";
import type { FirmwareUpdate } from "./firmware-update.js";
import type { FirmwareStatus, ToldStatus } from "./update-job.js";

type SignedStatus = RequestOf<"ocpp1.6", "SignedFirmwareStatusNotification">;
type PlainStatus = RequestOf<"ocpp1.6", "FirmwareStatusNotification">;

/**
 * The statuses of updates in the words of FirmwareStatusNotification, which has fewer (4.5). `null` where nothing
 * has changed in its eyes.
 */
const PLAIN: Readonly<Record<FirmwareStatus, PlainStatus["status"] | null>> = {
  DownloadScheduled: null,
  Downloading: "Downloading",
  Downloaded: "Downloaded",
  DownloadFailed: "DownloadFailed",
  SignatureVerified: null,
  InvalidSignature: "InstallationFailed",
  InstallScheduled: null,
  Installing: "Installing",
  InstallRebooting: null,
  Installed: "Installed",
  InstallationFailed: "InstallationFailed",
  InstallVerificationFailed: "InstallationFailed",
};

/** What a station is busy with while that was the last status; absent: with nothing, which is Idle. */
const BUSY: Readonly<Partial<Record<FirmwareStatus, PlainStatus["status"]>>> = {
  Downloading: "Downloading",
  Downloaded: "Downloaded",
  SignatureVerified: "Downloaded",
  InstallScheduled: "Downloaded",
  Installing: "Installing",
  InstallRebooting: "Installing",
};

/**
 * The notification of OCPP 1.6 about an update: SignedFirmwareStatusNotification with the number of the order
 * (L01.FR.10 of the security whitepaper), or FirmwareStatusNotification where UpdateFirmware has ordered it.
 * @returns `null` for what the latter has no word for
 */
export function firmwareStatusToOcpp16({
  status,
  requestId,
}: ToldStatus): { action: string; payload: object } | null {
  if (requestId !== null) {
    const payload: SignedStatus = { status, requestId };
    return { action: "SignedFirmwareStatusNotification", payload };
  }
  const plain = PLAIN[status];
  if (plain === null) return null;
  return { action: "FirmwareStatusNotification", payload: { status: plain } satisfies PlainStatus };
}

/** SignedFirmwareStatusNotification as a trigger asks for it (L01.FR.28, L01.FR.29 of the security whitepaper). */
export const currentSignedFirmwareStatus = ({
  status: last,
}: Pick<FirmwareUpdate, "status">): SignedStatus =>
  last && last.requestId !== null ? { status: last.status, requestId: last.requestId } : { status: "Idle" };

/** FirmwareStatusNotification as a TriggerMessage asks for it: Idle while nothing is under way (4.5). */
export const currentPlainFirmwareStatus = ({
  status: last,
}: Pick<FirmwareUpdate, "status">): PlainStatus => ({
  status: (last && BUSY[last.status]) ?? "Idle",
});
