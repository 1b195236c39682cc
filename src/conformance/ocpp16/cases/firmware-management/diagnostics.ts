import { Seconds } from "../../../../kernel/index.js";
import { satisfying } from "../../../expectations/pattern.js";
import { checkReceived } from "../../../expectations/received-file.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";

const NAME = satisfying("a name", (value) => typeof value === "string" && value !== "");

/** GetDiagnostics, with one attempt; gives the name of the file. */
async function asksForDiagnostics({ csms }: CaseTools16, location: string): Promise<string> {
  const { fileName } = await csms.ask("GetDiagnostics", { location, retries: 0 }, { fileName: NAME });
  return String(fileName);
}

/** The station tells of the upload that it was asked for a moment ago: Uploading, and how it ended. */
async function uploads({ csms, configured }: CaseTools16, end: "Uploaded" | "UploadFailed"): Promise<void> {
  const expectation = { within: Seconds(configured.longOperationTimeout), after: csms.latest };
  for (const status of ["Uploading", end])
    await csms.expects("DiagnosticsStatusNotification", { status }, expectation);
}

export const DIAGNOSTICS_CASES = [
  testCase16("TC_045_1", "Get Diagnostics", { FirmwareManagement: "M" }, async (tools) => {
    const server = await tools.files.server();
    const fileName = await asksForDiagnostics(tools, server.url);
    await uploads(tools, "Uploaded");
    checkReceived(server, fileName);
  }),

  testCase16("TC_045_2", "Get Diagnostics - Upload Failed", { FirmwareManagement: "M" }, async (tools) => {
    const { url } = await tools.files.server();
    await asksForDiagnostics(tools, `${url}/does/not/exist`);
    await uploads(tools, "UploadFailed");
  }),
];
