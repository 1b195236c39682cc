import { createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf } from "../../protocol/index.js";
import type { FirmwareStatus } from "./update-job.js";

/** A status that waits until the CSMS has had it. */
interface StoredStatus {
  readonly status: FirmwareStatus;
  readonly requestId: number;
}

type Notification = RequestOf<"ocpp1.6", "SignedFirmwareStatusNotification"> &
  RequestOf<"ocpp2.0.1", "FirmwareStatusNotification">;

/** Tells the CSMS of updates through the link's durable queue. */
export function createFirmwareStatusOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (status: FirmwareStatus, requestId: number) => void {
  const tell = createDurableNotification<StoredStatus>(link, logger, {
    kind: "firmwareStatus",
    encode({ status, requestId }, version) {
      // 1.6 has the same message under a name of its own, as another one has this name there.
      const action =
        version === "ocpp1.6" ? "SignedFirmwareStatusNotification" : "FirmwareStatusNotification";
      const payload: Notification = { status, requestId };
      return { action, payload };
    },
    describe: ({ status }) => `the status ${status} of a firmware update`,
  });
  return (status, requestId) => tell({ status, requestId });
}
