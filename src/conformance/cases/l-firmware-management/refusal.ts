import { Seconds, toTimestamp } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import { oneOf } from "../../expectations/pattern.js";
import {
  expectsStatus,
  fetchesAndVerifies,
  goodFirmware,
  INVALID_CERTIFICATE,
  orders,
  stationKind,
  TWO_HOURS,
} from "./update.js";

export const REFUSAL_CASES = [
  testCase("TC_L_05_CS", "Secure Firmware Update - InvalidCertificate", { Core: "M" }, async (tools) => {
    const firmware = await goodFirmware(tools);
    const { certificate } = await tools.pki.foreignFirmwareSigner();
    await orders(tools, { ...firmware, signingCertificate: certificate.pem }, {}, INVALID_CERTIFICATE);
    await tools.csms.expects("SecurityEventNotification", { type: "InvalidFirmwareSigningCertificate" });
  }),

  testCase("TC_L_06_CS", "Secure Firmware Update - InvalidSignature", { Core: "M" }, async (tools) => {
    const { csms, files, pki } = tools;
    const firmware = await goodFirmware(tools);
    // A real signature, but of another file.
    const other = await files.firmware(await stationKind(tools), await pki.firmwareSigner(), {
      damaged: true,
    });
    await orders(tools, { ...firmware, signature: other.signature });
    await expectsStatus(tools, "Downloading");
    await expectsStatus(tools, "Downloaded");
    await expectsStatus(tools, "InvalidSignature");
    await csms.expects("SecurityEventNotification", { type: "InvalidFirmwareSignature" });
  }),

  testCase("TC_L_07_CS", "Secure Firmware Update - DownloadFailed", { Core: "M" }, async (tools) => {
    const { csms, configured } = tools;
    const firmware = await goodFirmware(tools);
    await orders(tools, { ...firmware, location: `${firmware.location}_does_not_exist` });
    await csms.mayExpect("FirmwareStatusNotification", { status: "Downloading", requestId: 1 });
    await csms.expects(
      "FirmwareStatusNotification",
      { status: "DownloadFailed", requestId: 1 },
      { within: Seconds(configured.longOperationTimeout) },
    );
  }),

  testCase(
    "TC_L_08_CS",
    "Secure Firmware Update - InstallVerificationFailed or InstallationFailed",
    { Core: "M" },
    async (tools) => {
      const { csms, configured, files, pki, state } = tools;
      const firmware = await files.firmware(await stationKind(tools), await pki.firmwareSigner(), {
        damaged: true,
      });
      await orders(tools, firmware);
      await fetchesAndVerifies(tools);
      csms.disregards("StatusNotification");
      csms.disregards("NotifyEvent");
      if (configured.firmwareReboot === "beforeInstallation")
        await state.rebootBeforeFirmwareInstallation(true);
      else await expectsStatus(tools, "Installing");
      await csms.expects("FirmwareStatusNotification", {
        status: oneOf("InstallVerificationFailed", "InstallationFailed"),
        requestId: 1,
      });
    },
  ),

  testCase(
    "TC_L_18_CS",
    "Secure Firmware Update - Missing firmware signing certificate and signature",
    { Core: "M" },
    async (tools) => {
      const { csms } = tools;
      const { location } = await goodFirmware(tools);
      const retrieveDateTime = toTimestamp(csms.now() - TWO_HOURS);
      await csms.ask(
        "UpdateFirmware",
        { requestId: 1, firmware: { location, retrieveDateTime, installDateTime: retrieveDateTime } },
        { status: oneOf("Rejected", "InvalidCertificate") },
      );
    },
  ),
];
