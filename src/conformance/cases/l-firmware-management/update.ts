import { Seconds, toTimestamp } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { oneOf } from "../../expectations/pattern.js";
import type { TestFirmware } from "../../files/test-files.js";
import { ValidationFailed } from "../../verdict.js";

/** Milliseconds: a time that has passed for long. */
export const TWO_HOURS = 7_200_000;

/** Only the station's own images are known to fit it, so the suite builds them for its vendor and model. */
export async function stationKind({ variables }: CaseTools): Promise<{ vendorName: string; model: string }> {
  return {
    vendorName: (await variables.get("ChargingStation.VendorName")) ?? "",
    model: (await variables.get("ChargingStation.Model")) ?? "",
  };
}

/** A good image that the manufacturer has signed, whose root the station trusts. */
export async function goodFirmware(tools: CaseTools): Promise<TestFirmware> {
  const { certificate } = await tools.pki.manufacturerRoot();
  await tools.memory.certificateInstalled("ManufacturerRootCertificate", certificate.pem);
  return tools.files.firmware(await stationKind(tools), await tools.pki.firmwareSigner());
}

/** How an order differs from "at once". */
export interface OrderOptions {
  readonly requestId?: number;
  /** Seconds from now. */
  readonly retrieveIn?: number;
  readonly installIn?: number;
  readonly withoutInstall?: boolean;
  readonly change?: Payload;
}

/** UpdateFirmware for an image, whose times have passed two hours ago unless told. */
export function updateRequest(
  { csms }: CaseTools,
  { location, signingCertificate, signature }: TestFirmware,
  { requestId = 1, retrieveIn, installIn, withoutInstall = false, change = {} }: OrderOptions = {},
): Payload {
  const time = (seconds: number | undefined): string =>
    toTimestamp(seconds === undefined ? csms.now() - TWO_HOURS : csms.now() + seconds * 1_000);
  return {
    requestId,
    firmware: {
      location,
      retrieveDateTime: time(retrieveIn),
      ...(!withoutInstall && { installDateTime: time(installIn) }),
      signingCertificate,
      signature,
      ...change,
    },
  };
}

/** The next status of the update is this one. */
export async function expectsStatus(
  { csms, configured }: CaseTools,
  status: string,
  requestId = 1,
): Promise<void> {
  await csms.expects(
    "FirmwareStatusNotification",
    { status, requestId },
    { within: Seconds(configured.longOperationTimeout) },
  );
}

/** Downloading, Downloaded, SignatureVerified. */
export async function fetchesAndVerifies(tools: CaseTools, requestId = 1): Promise<void> {
  for (const status of ["Downloading", "Downloaded", "SignatureVerified"])
    await expectsStatus(tools, status, requestId);
}

/** From Installing to Installed, with the reboot that the station needs; then it runs the new firmware. */
export async function installsAndActivates(
  tools: CaseTools,
  { firmwareVersion }: TestFirmware,
  { requestId = 1, installing = true }: { readonly requestId?: number; readonly installing?: boolean } = {},
): Promise<void> {
  const { csms, configured, state } = tools;
  const connections = csms.connections;
  // It may take its connectors out of use meanwhile.
  csms.disregards("StatusNotification", { connectorStatus: "Unavailable" });
  csms.disregards("NotifyEvent");
  const { firmwareReboot } = configured;
  if (firmwareReboot === "beforeInstallation") await state.rebootBeforeFirmwareInstallation(true);
  else if (installing) await expectsStatus(tools, "Installing", requestId);
  if (firmwareReboot === "beforeActivation") {
    const boot = await state.rebootBeforeFirmwareActivation();
    const { firmwareVersion: told } = boot["chargingStation"] as { readonly firmwareVersion?: string };
    if (told !== firmwareVersion)
      throw new ValidationFailed(`BootNotification tells firmware ${told ?? "none"}, not ${firmwareVersion}`);
  }
  await csms.until(
    () => csms.connections > connections,
    "the station does not reconnect with its new firmware",
    Seconds(configured.longOperationTimeout),
  );
  await expectsStatus(tools, "Installed", requestId);
  // The event of the start may come before or after it.
  await csms.expects(
    "SecurityEventNotification",
    { type: "FirmwareUpdated" },
    { where: ({ type }) => type === "FirmwareUpdated" },
  );
}

/** The order is accepted. */
export async function orders(
  tools: CaseTools,
  firmware: TestFirmware,
  options: OrderOptions = {},
  status: unknown = "Accepted",
): Promise<void> {
  await tools.csms.ask("UpdateFirmware", updateRequest(tools, firmware, options), { status });
}

export const INVALID_CERTIFICATE = oneOf("InvalidCertificate", "RevokedCertificate");
