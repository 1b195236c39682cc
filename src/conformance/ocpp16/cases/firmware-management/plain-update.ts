import { Seconds, toTimestamp } from "../../../../kernel/index.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { expectsStatus, image, installs, inUseAgain, type Notifications } from "./update.js";

/** With the Security profile an update must be signed (L01.FR.20 of the security whitepaper). */
const UNSIGNED = { FirmwareManagement: "NOT Security" } as const;
const action = "FirmwareStatusNotification";

/** UpdateFirmware for now, with one attempt; gives what the station will tell of it. */
async function orders({ csms }: CaseTools16, location: string): Promise<Notifications> {
  await csms.request("UpdateFirmware", { location, retrieveDate: toTimestamp(csms.now()), retries: 0 });
  return { action, after: csms.latest };
}

export const PLAIN_UPDATE_CASES = [
  testCase16("TC_044_1", "Firmware Update - Download and Install", UNSIGNED, async (tools) => {
    const firmware = await image(tools);
    const update = await orders(tools, firmware.location);
    await expectsStatus(tools, update, "Downloading");
    await expectsStatus(tools, update, "Downloaded");
    await installs(tools, update, firmware);
  }),

  testCase16("TC_044_2", "Firmware Update - Download Failed", UNSIGNED, async (tools) => {
    const { csms, files } = tools;
    csms.disregards("StatusNotification");
    const update = await orders(tools, `${(await files.server()).url}/does_not_exist_firmware.img`);
    await csms.mayExpect(action, { status: "Downloading" });
    await expectsStatus(tools, update, "DownloadFailed");
    await inUseAgain(tools);
  }),

  testCase16("TC_044_3", "Firmware Update - Installation Failed", UNSIGNED, async (tools) => {
    const { csms, configured } = tools;
    const { location } = await image(tools, { damaged: true });
    csms.disregards("StatusNotification");
    const update = await orders(tools, location);
    await expectsStatus(tools, update, "Downloading");
    await expectsStatus(tools, update, "Downloaded");
    await csms.mayExpect(action, { status: "Installing" }, { within: Seconds(configured.patience) });
    await expectsStatus(tools, update, "InstallationFailed");
    await csms.mayExpect("BootNotification");
    await inUseAgain(tools);
  }),
];
