import type { Reply } from "../../csms-link/index.js";
import type { LogAnswer, LogType, LogUpload } from "./log-upload.js";

/** GetLog is the same in all versions that have it. */
interface GetLogRequest {
  readonly logType: LogType;
  readonly requestId: number;
  readonly retries?: number;
  readonly retryInterval?: number;
  readonly log: {
    readonly remoteLocation: string;
    readonly oldestTimestamp?: string;
    readonly latestTimestamp?: string;
  };
}

/** The time that a request names, as the engine takes it. */
export const windowOf = (
  oldest: string | undefined,
  latest: string | undefined,
): { readonly from?: number; readonly to?: number } => ({
  ...(oldest !== undefined && { from: Date.parse(oldest) }),
  ...(latest !== undefined && { to: Date.parse(latest) }),
});

/** Has a log uploaded (N01). */
export function getLog(
  logs: Pick<LogUpload, "request">,
  { logType, requestId, retries = 0, retryInterval = 0, log }: GetLogRequest,
): Reply<{ status: LogAnswer["status"]; filename?: string }> {
  const { status, filename, afterwards } = logs.request({
    logType,
    requestId,
    location: log.remoteLocation,
    retries,
    retryInterval,
    ...windowOf(log.oldestTimestamp, log.latestTimestamp),
  });
  return {
    response: { status, ...(filename !== undefined && { filename }) },
    ...(afterwards && { afterwards }),
  };
}
