import { testCase } from "../../case.js";
import { expectsStatus, goodFirmware, orders, stationKind } from "../l-firmware-management/update.js";

/** Triggers while a file is transferred. */
export const FILE_TRIGGER_CASES = [
  testCase(
    "TC_F_16_CS",
    "Trigger message - LogStatusNotification - Uploading",
    { Core: "C-29.3" },
    async ({ csms, files }) => {
      const server = await files.server();
      server.hold();
      await csms.ask(
        "GetLog",
        { requestId: 1, logType: "DiagnosticsLog", log: { remoteLocation: server.url } },
        { status: "Accepted" },
      );
      await csms.expects("LogStatusNotification", { status: "Uploading" });
      await csms.ask("TriggerMessage", { requestedMessage: "LogStatusNotification" }, { status: "Accepted" });
      await csms.expects("LogStatusNotification", { status: "Uploading" });
      server.release();
    },
  ),

  testCase(
    "TC_F_19_CS",
    "Trigger message - FirmwareStatusNotification - Downloading",
    { Core: "C-29.4" },
    async (tools) => {
      const { csms, files, pki } = tools;
      const server = await files.server();
      server.hold();
      const firmware = await goodFirmware(tools);
      // A signature of something else, so that the update ends by itself (errata 2025-02).
      const other = await files.firmware(await stationKind(tools), await pki.firmwareSigner(), {
        damaged: true,
      });
      await orders(tools, { ...firmware, signature: other.signature }, { withoutInstall: true });
      await expectsStatus(tools, "Downloading");
      await csms.ask(
        "TriggerMessage",
        { requestedMessage: "FirmwareStatusNotification" },
        { status: "Accepted" },
      );
      await expectsStatus(tools, "Downloading");
      // What follows is not what the case is about, but must be over before the next one.
      server.release();
      await csms.expects("FirmwareStatusNotification", { status: "Downloaded" });
      await csms.expects("FirmwareStatusNotification", { status: "InvalidSignature" });
      await csms.expects("SecurityEventNotification", { type: "InvalidFirmwareSignature" });
    },
  ),
];
