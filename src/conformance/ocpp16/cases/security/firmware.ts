import { toTimestamp } from "../../../../kernel/index.js";
import type { TestFirmware } from "../../../files/test-files.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { expectsStatus, image, installs, type Notifications } from "../firmware-management/update.js";
import { expectsEvent, installsCertificate } from "./preparations.js";

const TWO_HOURS = 7_200_000;

/** An image whose signer the station trusts. */
async function trustedImage(tools: CaseTools16): Promise<TestFirmware> {
  const { certificate } = await tools.pki.manufacturerRoot();
  await installsCertificate(tools, "ManufacturerRootCertificate", certificate.pem);
  return image(tools);
}

/** SignedUpdateFirmware for long ago, so at once; gives what the station will tell of it. */
async function orders(
  { csms }: CaseTools16,
  { location, signingCertificate, signature }: TestFirmware,
): Promise<Notifications> {
  const requestId = 1;
  const retrieveDateTime = toTimestamp(csms.now() - TWO_HOURS);
  await csms.ask(
    "SignedUpdateFirmware",
    { requestId, firmware: { location, retrieveDateTime, signingCertificate, signature } },
    { status: "Accepted" },
  );
  return { action: "SignedFirmwareStatusNotification", requestId, after: csms.latest };
}

export const SIGNED_FIRMWARE_CASES = [
  testCase16("TC_080", "Secure Firmware Update", { Security: "FirmwareManagement" }, async (tools) => {
    const firmware = await trustedImage(tools);
    const update = await orders(tools, firmware);
    for (const status of ["Downloading", "Downloaded", "SignatureVerified"])
      await expectsStatus(tools, update, status);
    await installs(tools, update, firmware);
  }),

  testCase16(
    "TC_081",
    "Secure Firmware Update - Invalid Signature",
    { Security: "FirmwareManagement" },
    async (tools) => {
      const firmware = await trustedImage(tools);
      // A real signature, but of another file.
      const { signature } = await image(tools, { damaged: true });
      const update = await orders(tools, { ...firmware, signature });
      for (const status of ["Downloading", "Downloaded", "InvalidSignature"])
        await expectsStatus(tools, update, status);
      await expectsEvent(tools, "InvalidFirmwareSignature"); // L01.FR.03
    },
  ),
];
