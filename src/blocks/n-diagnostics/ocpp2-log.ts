import { createDurableNotification, type CsmsLink, type RequestHandlers } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { LogUpload, UploadStatus } from "./log-upload.js";

type Notification = RequestOf<"ocpp2.0.1", "LogStatusNotification">;

/** A status that waits until the CSMS has had it. */
interface LogStatus {
  readonly status: UploadStatus;
  readonly requestId: number;
}

/** Tells the CSMS of uploads through the link's durable queue. */
export function createLogStatusOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (status: UploadStatus, requestId: number) => void {
  const tell = createDurableNotification<LogStatus>(link, logger, {
    kind: "logStatus",
    encode({ status, requestId }, version) {
      if (version === "ocpp1.6") return null;
      const payload: Notification = { status, requestId }; // N01.FR.07, N01.FR.13
      return { action: "LogStatusNotification", payload };
    },
    describe: ({ status }) => `the status ${status} of a log upload`,
  });
  return (status, requestId) => tell({ status, requestId });
}

/** GetLog of OCPP 2.0.1 and 2.1 (N01). */
export function logHandlersOcpp2(logs: Pick<LogUpload, "request">): RequestHandlers {
  return {
    GetLog({ logType, requestId, retries, retryInterval, log }: RequestOf<"ocpp2.0.1", "GetLog">) {
      const { remoteLocation, oldestTimestamp, latestTimestamp } = log;
      const { status, filename, afterwards } = logs.request({
        logType,
        requestId,
        location: remoteLocation,
        retries: retries ?? 0,
        retryInterval: retryInterval ?? 0,
        ...(oldestTimestamp !== undefined && { from: Date.parse(oldestTimestamp) }),
        ...(latestTimestamp !== undefined && { to: Date.parse(latestTimestamp) }),
      });
      return {
        response: { status, ...(filename !== undefined && { filename }) } satisfies ResponseOf<
          "ocpp2.0.1",
          "GetLog"
        >,
        ...(afterwards && { afterwards }),
      };
    },
  };
}

/** The status that a trigger asks for: of the upload under way, or none (F06.FR.14, F06.FR.15, N01.FR.13). */
export function currentLogStatus({ underWay }: Pick<LogUpload, "underWay">): Notification {
  return underWay === null ? { status: "Idle" } : { status: "Uploading", requestId: underWay };
}
