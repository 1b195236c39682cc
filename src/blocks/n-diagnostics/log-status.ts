import { createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { UploadStatus } from "./log-upload.js";
import { logStatusToOcpp16 } from "./ocpp16.js";
import { logStatusToOcpp2 } from "./ocpp2-log.js";

/** A status that waits until the CSMS has had it. */
interface LogStatus {
  readonly status: UploadStatus;
  readonly requestId: number | null;
}

/** Tells the CSMS of uploads through the link's durable queue. */
export function createLogStatusOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (status: UploadStatus, requestId: number | null) => void {
  const tell = createDurableNotification<LogStatus>(link, logger, {
    kind: "logStatus",
    encode({ status, requestId }, version) {
      if (version === "ocpp1.6") return logStatusToOcpp16(status, requestId);
      const payload = logStatusToOcpp2(status, requestId);
      return payload && { action: "LogStatusNotification", payload };
    },
    describe: ({ status }) => `the status ${status} of a log upload`,
  });
  return (status, requestId) => tell({ status, requestId });
}
