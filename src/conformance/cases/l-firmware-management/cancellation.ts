import { testCase } from "../../case.js";
import { oneOf } from "../../expectations/pattern.js";
import { expectsStatus, fetchesAndVerifies, goodFirmware, installsAndActivates, orders } from "./update.js";

const FIRST = 1;
const SECOND = 2;

export const CANCELLATION_CASES = [
  testCase("TC_L_10_CS", "Secure Firmware Update - AcceptedCanceled", { Core: "C-60" }, async (tools) => {
    const { csms, files } = tools;
    const firmware = await goodFirmware(tools);
    const server = await files.server();
    server.hold();
    await orders(tools, firmware, { requestId: FIRST });
    await expectsStatus(tools, "Downloading", FIRST);
    await orders(tools, firmware, { requestId: SECOND }, "AcceptedCanceled");
    server.release();
    // The cancelled update may be told to have failed.
    csms.disregards("FirmwareStatusNotification", {
      requestId: FIRST,
      status: oneOf("DownloadFailed", "InstallationFailed"),
    });
    await fetchesAndVerifies(tools, SECOND);
    await installsAndActivates(tools, firmware, { requestId: SECOND });
  }),

  testCase("TC_L_11_CS", "Secure Firmware Update - Unable to cancel", { Core: "NOT C-60" }, async (tools) => {
    const firmware = await goodFirmware(tools);
    const server = await tools.files.server();
    server.hold();
    await orders(tools, firmware, { requestId: FIRST });
    await expectsStatus(tools, "Downloading", FIRST);
    await orders(tools, firmware, { requestId: SECOND }, "Rejected");
    server.release();
    await expectsStatus(tools, "Downloaded", FIRST);
    await expectsStatus(tools, "SignatureVerified", FIRST);
    await installsAndActivates(tools, firmware, { requestId: FIRST });
  }),
];
