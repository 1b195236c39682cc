import type { Reply, RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import { getLog } from "./get-log.js";
import type { LogUpload, UploadStatus } from "./log-upload.js";

type Notification = RequestOf<"ocpp2.0.1", "LogStatusNotification">;

/** GetLog of OCPP 2.0.1 and 2.1 (N01). */
export const logHandlersOcpp2 = (logs: Pick<LogUpload, "request">): RequestHandlers => ({
  GetLog: (request: RequestOf<"ocpp2.0.1", "GetLog">): Reply<ResponseOf<"ocpp2.0.1", "GetLog">> =>
    getLog(logs, request),
});

/** LogStatusNotification of OCPP 2.0.1 and 2.1, which know no uploads without a number. */
export const logStatusToOcpp2 = (status: UploadStatus, requestId: number | null): Notification | null =>
  requestId === null ? null : { status, requestId }; // N01.FR.07, N01.FR.13

/** The status that a trigger asks for: of the upload under way, or none (F06.FR.14, F06.FR.15, N01.FR.13). */
export const currentLogStatus = ({ underWay }: Pick<LogUpload, "underWay">): Notification =>
  logStatusToOcpp2("Uploading", underWay?.requestId ?? null) ?? { status: "Idle" };
