import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { FirmwareUpdate } from "./firmware-update.js";
import type { FirmwareStatus } from "./update-job.js";
import { updateOrder } from "./update-order.js";

type Request = RequestOf<"ocpp1.6", "SignedUpdateFirmware">;
type SignedStatus = RequestOf<"ocpp1.6", "SignedFirmwareStatusNotification">;
type PlainStatus = RequestOf<"ocpp1.6", "FirmwareStatusNotification">;

/**
 * SignedUpdateFirmware of OCPP 1.6 (security whitepaper, L01). UpdateFirmware, which knows no signature, is not
 * served: it is answered with NotSupported (L01.FR.20 there).
 */
export const firmwareHandlersOcpp16 = (update: Pick<FirmwareUpdate, "order">): RequestHandlers => ({
  SignedUpdateFirmware({ firmware, ...request }: Request) {
    const { status, afterwards } = update.order(updateOrder(request, firmware));
    return {
      response: { status } satisfies ResponseOf<"ocpp1.6", "SignedUpdateFirmware">,
      ...(afterwards && { afterwards }),
    };
  },
});

/** SignedFirmwareStatusNotification as a trigger asks for it (L01.FR.28, L01.FR.29 of the security whitepaper). */
export const currentSignedFirmwareStatus = ({ status }: Pick<FirmwareUpdate, "status">): SignedStatus =>
  status ?? { status: "Idle" };

/** The statuses of updates in the words of FirmwareStatusNotification, which has fewer. */
const PLAIN: Readonly<Record<FirmwareStatus, PlainStatus["status"]>> = {
  DownloadScheduled: "Idle",
  Downloading: "Downloading",
  Downloaded: "Downloaded",
  DownloadFailed: "DownloadFailed",
  SignatureVerified: "Downloaded",
  InvalidSignature: "InstallationFailed",
  InstallScheduled: "Downloaded",
  Installing: "Installing",
  InstallRebooting: "Installing",
  Installed: "Installed",
  InstallationFailed: "InstallationFailed",
  InstallVerificationFailed: "InstallationFailed",
};

/** FirmwareStatusNotification as a TriggerMessage asks for it. */
export const currentPlainFirmwareStatus = ({ status }: Pick<FirmwareUpdate, "status">): PlainStatus => ({
  status: status ? PLAIN[status.status] : "Idle",
});
