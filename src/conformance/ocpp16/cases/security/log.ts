import { Seconds } from "../../../../kernel/index.js";
import { satisfying } from "../../../expectations/pattern.js";
import { checkReceived } from "../../../expectations/received-file.js";
import { testCase16 } from "../../case.js";

const NAME = satisfying("a name", (value) => typeof value === "string" && value !== "");

export const LOG_CASES = [
  testCase16("TC_079", "Get Security Log", { Security: "M" }, async ({ csms, files, configured }) => {
    const server = await files.server();
    const requestId = 1;
    const { filename } = await csms.ask(
      "GetLog",
      { logType: "SecurityLog", requestId, log: { remoteLocation: server.url } },
      { status: "Accepted", filename: NAME },
    );
    const expectation = { within: Seconds(configured.longOperationTimeout), after: csms.latest };
    for (const status of ["Uploading", "Uploaded"])
      await csms.expects("LogStatusNotification", { status, requestId }, expectation);
    checkReceived(server, String(filename));
  }),
];
