import { createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import { firmwareStatusToOcpp16 } from "./ocpp16-status.js";
import { firmwareStatusToOcpp2 } from "./ocpp2.js";
import type { ToldStatus } from "./update-job.js";

/** Tells the CSMS of updates through the link's durable queue. */
export function createFirmwareStatusOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (told: ToldStatus) => void {
  return createDurableNotification<ToldStatus>(link, logger, {
    kind: "firmwareStatus",
    encode: (told, version) =>
      version === "ocpp1.6"
        ? firmwareStatusToOcpp16(told)
        : { action: "FirmwareStatusNotification", payload: firmwareStatusToOcpp2(told) },
    describe: ({ status }) => `the status ${status} of a firmware update`,
  });
}
