import {
  PART_LIMITS,
  sendInParts,
  type CsmsLink,
  type PartLimits,
  type Reply,
  type RequestHandlers,
} from "../../csms-link/index.js";
import type { DeviceModel, VariableReport } from "../../device-model/index.js";
import { toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import { baseReport } from "./base-report.js";
import { customReport } from "./custom-report.js";
import type {
  GetBaseReportRequest,
  GetReportRequest,
  NotifyReportRequest,
  ReportResponse,
} from "./ocpp2-messages.js";
import { reportParts } from "./report-parts.js";
import { exceededLimit } from "./variables.js";

/** What reports need. */
export interface ReportsOptions {
  readonly deviceModel: DeviceModel;
  readonly link: Pick<CsmsLink, "call">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
  /** How much one NotifyReport carries; {@link PART_LIMITS} unless told. */
  readonly limits?: PartLimits;
}

/** Reports that may be on their way at once; each keeps its parts in memory until they are sent. */
const MOST_REPORTS = 4;

/** GetBaseReport (B07) and GetReport (B08), and the NotifyReports that follow them. */
export function createReportsOcpp2({
  deviceModel,
  link,
  clock,
  logger,
  limits = PART_LIMITS,
}: ReportsOptions): RequestHandlers {
  let underway = 0;

  const send = (requestId: number, reports: readonly VariableReport[]): Promise<void> =>
    sendInParts(
      { link, logger },
      "NotifyReport",
      reportParts(reports, limits),
      (reportData, { seqNo, tbc }): NotifyReportRequest => ({
        requestId, // B07.FR.04, B08.FR.04
        generatedAt: toTimestamp(clock.now()),
        seqNo, // B07.FR.10, B08.FR.14
        tbc,
        reportData,
      }),
    );

  /** Answers, and sends the report once the answer is on the wire (B07.FR.03, B08.FR.03). */
  const accept = (requestId: number, reports: readonly VariableReport[]): Reply<ReportResponse> => ({
    response: { status: "Accepted" }, // B07.FR.01, B08.FR.01
    afterwards: () => {
      underway++;
      void send(requestId, reports).finally(() => underway--);
    },
  });

  const busy = (): Reply<ReportResponse> | null =>
    underway < MOST_REPORTS
      ? null
      : {
          // B07.FR.13, B08.FR.16
          response: {
            status: "Rejected",
            statusInfo: { reasonCode: "Unspecified", additionalInfo: "Other reports are still being sent" },
          },
        };

  return {
    GetBaseReport: ({ requestId, reportBase }: GetBaseReportRequest) =>
      busy() ?? accept(requestId, baseReport(reportBase, deviceModel.reports())),

    GetReport: (request: GetReportRequest) => {
      const { requestId, componentCriteria = [], componentVariable = [] } = request;
      const exceeded = exceededLimit(deviceModel, "GetReport", componentVariable.length, request);
      if (exceeded) return exceeded;
      const full = busy();
      if (full) return full;
      const reports = customReport(deviceModel.reports(), componentCriteria, componentVariable);
      // B08.FR.15
      if (reports.length === 0)
        return { response: { status: "EmptyResultSet", statusInfo: { reasonCode: "NotFound" } } };
      return accept(requestId, reports);
    },
  };
}
