import type { Reply, RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { getLog, windowOf } from "./get-log.js";
import type { LogUpload, UploadStatus } from "./log-upload.js";

type LogStatus = RequestOf<"ocpp1.6", "LogStatusNotification">;
type DiagnosticsStatus = RequestOf<"ocpp1.6", "DiagnosticsStatusNotification">;
type GetDiagnostics = RequestOf<"ocpp1.6", "GetDiagnostics">;

/**
 * The notification of OCPP 1.6 about an upload: one that GetDiagnostics asked for has no number and fewer statuses.
 * @returns `null` for what 1.6 has no word for
 */
export function logStatusToOcpp16(
  status: UploadStatus,
  requestId: number | null,
): { action: string; payload: object } | null {
  if (requestId === null) {
    const told = status === "Uploading" || status === "Uploaded" ? status : "UploadFailed";
    const payload: DiagnosticsStatus = { status: told };
    return { action: "DiagnosticsStatusNotification", payload };
  }
  // N01.FR.11: the answer to the request that cancelled it has told.
  if (status === "AcceptedCanceled") return null;
  const payload: LogStatus = { status, requestId }; // N01.FR.07
  return { action: "LogStatusNotification", payload };
}

/** GetLog (security whitepaper, N01) and GetDiagnostics (6.25) of OCPP 1.6. */
export const logHandlersOcpp16 = (logs: Pick<LogUpload, "request">): RequestHandlers => ({
  GetLog: (request: RequestOf<"ocpp1.6", "GetLog">): Reply<ResponseOf<"ocpp1.6", "GetLog">> =>
    getLog(logs, request),
  GetDiagnostics({ location, retries = 0, retryInterval = 0, startTime, stopTime }: GetDiagnostics) {
    const { filename, afterwards } = logs.request({
      logType: "DiagnosticsLog",
      requestId: null,
      location,
      retries,
      retryInterval,
      ...windowOf(startTime, stopTime),
    });
    return {
      response: (filename === undefined ? {} : { fileName: filename }) satisfies ResponseOf<
        "ocpp1.6",
        "GetDiagnostics"
      >,
      ...(afterwards && { afterwards }),
    };
  },
});

/** LogStatusNotification as a trigger asks for it (N01.FR.12). */
export function currentLogStatusOcpp16({ underWay }: Pick<LogUpload, "underWay">): LogStatus {
  const requestId = underWay?.requestId ?? null;
  return requestId === null ? { status: "Idle" } : { status: "Uploading", requestId };
}

/** DiagnosticsStatusNotification as a trigger asks for it. */
export const currentDiagnosticsStatus = ({ underWay }: Pick<LogUpload, "underWay">): DiagnosticsStatus => ({
  status: underWay?.requestId === null ? "Uploading" : "Idle",
});
