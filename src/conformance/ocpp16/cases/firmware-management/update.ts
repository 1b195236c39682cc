import { Seconds } from "../../../../kernel/index.js";
import type { Payload } from "../../../../protocol/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import type { TestFirmware } from "../../../files/test-files.js";
import { ValidationFailed } from "../../../verdict.js";
import type { CaseTools16 } from "../../case-tools.js";
import { lastBoot } from "../restart.js";

/** Only the station's own images are known to fit it, so the suite builds them for its vendor and model. */
async function stationKind(tools: CaseTools16): Promise<{ vendorName: string; model: string }> {
  const { chargePointVendor, chargePointModel } = await lastBoot(tools);
  return { vendorName: String(chargePointVendor), model: String(chargePointModel) };
}

/** An image that the manufacturer has signed; a damaged one cannot be installed. */
export async function image(tools: CaseTools16, { damaged = false } = {}): Promise<TestFirmware> {
  return tools.files.firmware(await stationKind(tools), await tools.pki.firmwareSigner(), { damaged });
}

/** What the station tells of an update, and its number where it has one. */
export interface Notifications {
  readonly action: "FirmwareStatusNotification" | "SignedFirmwareStatusNotification";
  readonly requestId?: number;
  /** What came before the order was answered; notifications come after it. */
  readonly after: StationCall | undefined;
}

/** The next status of the update is this one. */
export async function expectsStatus(
  { csms, configured }: CaseTools16,
  { action, requestId, after }: Notifications,
  status: unknown,
): Promise<Payload> {
  return csms.expects(
    action,
    { status, ...(requestId !== undefined && { requestId }) },
    { within: Seconds(configured.longOperationTimeout), after },
  );
}

/** From Installing to Installed, with the reboot that the station needs; then it runs the new firmware. */
export async function installs(
  tools: CaseTools16,
  notifications: Notifications,
  { firmwareVersion }: TestFirmware,
): Promise<void> {
  const { csms, state, configured } = tools;
  const { action } = notifications;
  // It may take its connectors out of use meanwhile.
  csms.disregards("StatusNotification", { status: "Unavailable" });
  await expectsStatus(tools, notifications, "Installing");
  if (action === "SignedFirmwareStatusNotification")
    await csms.mayExpect(action, { status: "InstallRebooting" });
  if (configured.firmwareReboot === "never") csms.disregards("StatusNotification", { status: "Available" });
  else {
    const { payload } = await state.boots();
    if (payload["firmwareVersion"] !== firmwareVersion)
      throw new ValidationFailed(
        `BootNotification tells firmware ${JSON.stringify(payload["firmwareVersion"])}, not ${firmwareVersion}`,
      );
  }
  await expectsStatus(tools, notifications, "Installed");
  await inUseAgain(tools);
}

/** Connectors that the station has taken out of use for the update are Available again. */
export async function inUseAgain({ csms, connectors, configured }: CaseTools16): Promise<void> {
  const lastTold = (connectorId: number): unknown =>
    csms.heard.findLast(
      ({ action, payload }) => action === "StatusNotification" && payload["connectorId"] === connectorId,
    )?.payload["status"] ?? "Available";
  await csms.until(
    () => connectors.every(({ connectorId }) => lastTold(connectorId) === "Available"),
    "a connector is not Available after the update",
    Seconds(configured.longOperationTimeout),
  );
}
