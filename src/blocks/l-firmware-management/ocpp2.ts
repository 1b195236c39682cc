import { createDurableNotification, type CsmsLink, type RequestHandlers } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { FirmwareUpdate, UpdateAnswer } from "./firmware-update.js";
import type { FirmwareStatus } from "./update-job.js";

type Request = RequestOf<"ocpp2.0.1", "UpdateFirmware">;
type Response = ResponseOf<"ocpp2.0.1", "UpdateFirmware">;
type Notification = RequestOf<"ocpp2.0.1", "FirmwareStatusNotification">;

/** A status that waits until the CSMS has had it. */
interface StoredStatus {
  readonly status: FirmwareStatus;
  readonly requestId: number;
}

/** Tells the CSMS of updates through the link's durable queue. */
export function createFirmwareStatusOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (status: FirmwareStatus, requestId: number) => void {
  const tell = createDurableNotification<StoredStatus>(link, logger, {
    kind: "firmwareStatus",
    encode({ status, requestId }, version) {
      if (version === "ocpp1.6") return null;
      const payload: Notification = { status, requestId };
      return { action: "FirmwareStatusNotification", payload };
    },
    describe: ({ status }) => `the status ${status} of a firmware update`,
  });
  return (status, requestId) => tell({ status, requestId });
}

/** UpdateFirmware of OCPP 2.0.1 and 2.1 (L01). Firmware that is not signed is refused. */
export function firmwareHandlersOcpp2(update: Pick<FirmwareUpdate, "order">): RequestHandlers {
  return {
    UpdateFirmware({ requestId, retries, retryInterval, firmware }: Request) {
      const { location, retrieveDateTime, installDateTime, signingCertificate, signature } = firmware;
      if (signingCertificate === undefined || signature === undefined) {
        const statusInfo = {
          reasonCode: "MissingParam",
          additionalInfo: "only firmware with a signature and its certificate is taken",
        };
        return { response: { status: "Rejected", statusInfo } satisfies Response };
      }
      const answer = update.order({
        requestId,
        location,
        retrieveAt: Date.parse(retrieveDateTime),
        installAt: installDateTime === undefined ? null : Date.parse(installDateTime),
        signingCertificate,
        signature,
        retries: retries ?? 0,
        retryInterval: retryInterval ?? 0,
      });
      return { response: responseOf(answer), ...(answer.afterwards && { afterwards: answer.afterwards }) };
    },
  };
}

const responseOf = (answer: UpdateAnswer): Response => ({ status: answer.status, ...statusInfoOf(answer) });

/** The status that a trigger asks for (L01.FR.25, L01.FR.26, F06.FR.16). */
export const currentFirmwareStatus = ({ status }: Pick<FirmwareUpdate, "status">): Notification =>
  status ?? { status: "Idle" };
