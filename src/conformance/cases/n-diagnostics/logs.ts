import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { oneOf, satisfying } from "../../expectations/pattern.js";
import { checkReceived } from "../../expectations/received-file.js";
import { ValidationFailed } from "../../verdict.js";

const FAILURE = oneOf("UploadFailure", "BadMessage", "PermissionDenied", "NotSupportedOperation");
const NOT_EMPTY = satisfying("a name", (value) => typeof value === "string" && value !== "");
const RETRIES = 3;

interface LogOptions {
  readonly requestId?: number;
  readonly logType?: "DiagnosticsLog" | "SecurityLog";
  readonly folder?: string;
  readonly more?: object;
}

/** GetLog; the station's answer has that status and names the file. */
async function asksForLog(
  { csms, files }: CaseTools,
  status: string,
  { requestId = 1, logType = "DiagnosticsLog", folder, more = {} }: LogOptions = {},
): Promise<string> {
  const { url } = await files.server();
  const { filename } = await csms.ask(
    "GetLog",
    { requestId, logType, log: { remoteLocation: folder ?? url }, ...more },
    { status, filename: NOT_EMPTY },
  );
  return String(filename);
}

const expectsStatus = ({ csms, configured }: CaseTools, status: unknown, requestId = 1): Promise<unknown> =>
  csms.expects(
    "LogStatusNotification",
    { status, requestId },
    { within: Seconds(configured.longOperationTimeout) },
  );

async function uploads(tools: CaseTools, logType: "DiagnosticsLog" | "SecurityLog"): Promise<void> {
  const filename = await asksForLog(tools, "Accepted", { logType });
  await expectsStatus(tools, "Uploading");
  await expectsStatus(tools, "Uploaded");
  checkReceived(await tools.files.server(), filename);
}

export const LOG_CASES = [
  testCase("TC_N_25_CS", "Retrieve Log Information - Diagnostics Log - Success", { Core: "M" }, (tools) =>
    uploads(tools, "DiagnosticsLog"),
  ),

  testCase(
    "TC_N_26_CS",
    "Retrieve Log Information - Diagnostics Log - Upload failed",
    { Core: "M" },
    async (tools) => {
      const { csms, configured, files } = tools;
      const { url } = await files.server();
      const retryInterval = configured.logRetryInterval;
      await asksForLog(tools, "Accepted", {
        folder: `${url}/does/not/exist`,
        more: { retries: RETRIES, retryInterval },
      });
      const began = csms.now();
      const least = RETRIES * retryInterval * 1_000;
      const count = (status: unknown): number =>
        csms.heard.filter(
          ({ action, payload }) =>
            action === "LogStatusNotification" &&
            payload["requestId"] === 1 &&
            (payload["status"] === "Uploading") === (status === "Uploading"),
        ).length;
      const lastFailure = (): number | undefined =>
        csms.heard.findLast(
          ({ action, payload }) => action === "LogStatusNotification" && payload["status"] !== "Uploading",
        )?.at;
      await csms.until(
        () => (lastFailure() ?? -Infinity) - began >= least * 0.95,
        "the upload is not given up after the last retry",
        Seconds(RETRIES * retryInterval + configured.longOperationTimeout),
      );
      await csms.waits(Seconds(retryInterval));
      for (const kind of ["Uploading", "failure"] as const)
        if (![1, RETRIES + 1].includes(count(kind)))
          throw new ValidationFailed(
            `the status of ${kind} came ${count(kind)} times, not 1 or ${RETRIES + 1} times`,
          );
      await csms.expects("LogStatusNotification", { status: "Uploading", requestId: 1 });
      await csms.expects(
        "LogStatusNotification",
        { status: FAILURE, requestId: 1 },
        {
          where: ({ status }) => status !== "Uploading",
        },
      );
    },
  ),

  testCase("TC_N_35_CS", "Retrieve Log Information - Security Log - Success", { Core: "M" }, (tools) =>
    uploads(tools, "SecurityLog"),
  ),

  testCase("TC_N_36_CS", "Retrieve Log Information - Second Request", { Core: "C-57" }, async (tools) => {
    const server = await tools.files.server();
    server.hold();
    await asksForLog(tools, "Accepted", { requestId: 1 });
    await expectsStatus(tools, "Uploading", 1);
    const filename = await asksForLog(tools, "AcceptedCanceled", { requestId: 2 });
    server.release();
    await expectsStatus(tools, "AcceptedCanceled", 1);
    await expectsStatus(tools, "Uploading", 2);
    await expectsStatus(tools, "Uploaded", 2);
    checkReceived(await tools.files.server(), filename);
  }),
];
