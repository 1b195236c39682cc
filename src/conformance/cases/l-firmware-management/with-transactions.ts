import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { oneOf } from "../../expectations/pattern.js";
import { secondEvse } from "../preparations.js";
import { expectsStatus, fetchesAndVerifies, goodFirmware, installsAndActivates, orders } from "./update.js";

const ALLOW_NEW = "ChargingStation.AllowNewSessionsPendingFirmwareUpdate";
/** Seconds that a station which installs at once is given for that. */
const INSTALLS_WITHIN = 30;

/** Connectors that nobody uses are out of use from now on (L01.FR.07). */
async function takesFreeConnectors({ expectsConnectorStatus, place, places }: CaseTools): Promise<void> {
  for (const other of places)
    if (other.evseId !== place.evseId) await expectsConnectorStatus("Unavailable", other);
}

/** InstallScheduled or Installing; tells which. Who installs at once gets the time for it. */
async function schedulesOrInstalls({
  csms,
  configured,
}: CaseTools): Promise<"InstallScheduled" | "Installing"> {
  const { status } = await csms.expects(
    "FirmwareStatusNotification",
    { status: oneOf("InstallScheduled", "Installing"), requestId: 1 },
    { within: Seconds(configured.longOperationTimeout) },
  );
  return status === "Installing" ? "Installing" : "InstallScheduled";
}

export const TRANSACTION_CASES = [
  testCase(
    "TC_L_12_CS",
    "Secure Firmware Update - Unable to download/install firmware with ongoing transaction - AllowNewSessionsPendingFirmwareUpdate is true",
    { Core: "C-20 and NOT C-43 and NOT AQ-7 and HFS-8 > 1" },
    async (tools) => {
      const { state, variables } = tools;
      await variables.setIfImplemented(ALLOW_NEW, true);
      const firmware = await goodFirmware(tools);
      await state.energyTransferStarted();
      await orders(tools, firmware);
      await expectsStatus(tools, "DownloadScheduled");
      const second = state.at(secondEvse(tools));
      await second.energyTransferStarted();
      await state.parkingBayUnoccupied();
      await second.parkingBayUnoccupied();
      await fetchesAndVerifies(tools);
      await installsAndActivates(tools, firmware);
    },
  ),

  testCase(
    "TC_L_13_CS",
    "Secure Firmware Update - Unable to download/install firmware with ongoing transaction - AllowNewSessionsPendingFirmwareUpdate is false",
    { Core: "NOT C-43 and NOT AQ-7" },
    async (tools) => {
      const { csms, state, variables } = tools;
      await variables.set(ALLOW_NEW, false);
      const firmware = await goodFirmware(tools);
      await state.energyTransferStarted();
      await orders(tools, firmware);
      await csms.mayExpect("FirmwareStatusNotification", { status: "DownloadScheduled", requestId: 1 });
      await takesFreeConnectors(tools);
      await state.parkingBayUnoccupied();
      await fetchesAndVerifies(tools);
      await installsAndActivates(tools, firmware);
    },
  ),

  testCase(
    "TC_L_14_CS",
    "Secure Firmware Update - Unable to install and activate firmware with ongoing transaction - AllowNewSessionsPendingFirmwareUpdate is true",
    { Core: "C-20 and NOT C-43 and AQ-7 and HFS-8 > 1" },
    async (tools) => {
      const { csms, state, variables } = tools;
      await variables.setIfImplemented(ALLOW_NEW, true);
      const firmware = await goodFirmware(tools);
      await state.energyTransferStarted();
      await orders(tools, firmware);
      await fetchesAndVerifies(tools);
      const began = await schedulesOrInstalls(tools);
      const second = state.at(secondEvse(tools));
      await second.energyTransferStarted();
      if (began === "Installing") await csms.waits(Seconds(INSTALLS_WITHIN));
      await state.parkingBayUnoccupied();
      await second.parkingBayUnoccupied();
      await installsAndActivates(tools, firmware, { installing: began !== "Installing" });
    },
  ),

  testCase(
    "TC_L_15_CS",
    "Secure Firmware Update - Unable to install and activate firmware with ongoing transaction - AllowNewSessionsPendingFirmwareUpdate is false",
    { Core: "NOT C-43 and AQ-7" },
    async (tools) => {
      const { csms, state, variables } = tools;
      await variables.set(ALLOW_NEW, false);
      const firmware = await goodFirmware(tools);
      await state.energyTransferStarted();
      await orders(tools, firmware);
      await fetchesAndVerifies(tools);
      const began = await schedulesOrInstalls(tools);
      await takesFreeConnectors(tools);
      if (began === "Installing") await csms.waits(Seconds(INSTALLS_WITHIN));
      await state.parkingBayUnoccupied();
      await installsAndActivates(tools, firmware, { installing: began !== "Installing" });
    },
  ),

  testCase(
    "TC_L_16_CS",
    "Secure Firmware Update - Able to update firmware with ongoing transaction",
    { Core: "C-43" },
    async (tools) => {
      const firmware = await goodFirmware(tools);
      await tools.state.energyTransferStarted();
      await orders(tools, firmware);
      await fetchesAndVerifies(tools);
      await installsAndActivates(tools, firmware);
    },
  ),
];
