import { testCase } from "../../case.js";
import { expectsStatus, fetchesAndVerifies, goodFirmware, installsAndActivates, orders } from "./update.js";

export const SUCCESS_CASES = [
  testCase("TC_L_01_CS", "Secure Firmware Update - Installation successful", { Core: "M" }, async (tools) => {
    const firmware = await goodFirmware(tools);
    await orders(tools, firmware);
    await fetchesAndVerifies(tools);
    await installsAndActivates(tools, firmware);
  }),

  testCase("TC_L_02_CS", "Secure Firmware Update - InstallScheduled", { Core: "M" }, async (tools) => {
    const firmware = await goodFirmware(tools);
    await orders(tools, firmware, { installIn: tools.configured.firmwareOffset });
    await fetchesAndVerifies(tools);
    await expectsStatus(tools, "InstallScheduled");
    await installsAndActivates(tools, firmware);
  }),

  testCase("TC_L_03_CS", "Secure Firmware Update - DownloadScheduled", { Core: "M" }, async (tools) => {
    const firmware = await goodFirmware(tools);
    await orders(tools, firmware, { retrieveIn: tools.configured.firmwareOffset });
    await expectsStatus(tools, "DownloadScheduled");
    await fetchesAndVerifies(tools);
    await installsAndActivates(tools, firmware);
  }),
];
