import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import type { Place } from "../pics/pics.js";
import { expectsConnectorStatus } from "./connector-status.js";
import type { StateContext } from "./state-context.js";

/** The station boots because of new firmware and tells the state of its connectors. */
async function bootsWithFirmware(
  { csms, configured }: StateContext,
  places: readonly Place[],
): Promise<Payload> {
  const within = Seconds(configured.bootPatience);
  const after = await csms.expectsCall("BootNotification", { reason: "FirmwareUpdate" }, { within });
  for (const place of places) await expectsConnectorStatus(csms, place, "Available", { after });
  return after.payload;
}

/**
 * Reusable state RebootBeforeFirmwareInstallation.
 * @param speaks whether the bootloader speaks OCPP: then it boots and tells of the installation
 */
export async function rebootBeforeFirmwareInstallation(
  context: StateContext,
  places: readonly Place[],
  speaks: boolean,
): Promise<void> {
  await context.csms.expects("FirmwareStatusNotification", { status: "InstallRebooting" });
  if (!speaks) return;
  await bootsWithFirmware(context, places);
  await context.csms.expects("FirmwareStatusNotification", { status: "Installing" });
}

/** Reusable state RebootBeforeFirmwareActivation; that the station tells of the reboot first is optional. Gives its BootNotification. */
export async function rebootBeforeFirmwareActivation(
  context: StateContext,
  places: readonly Place[],
): Promise<Payload> {
  await context.csms.mayExpect("FirmwareStatusNotification", { status: "InstallRebooting" });
  return await bootsWithFirmware(context, places);
}
