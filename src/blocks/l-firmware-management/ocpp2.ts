import type { RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { FirmwareUpdate, UpdateAnswer } from "./firmware-update.js";
import type { ToldStatus } from "./update-job.js";
import { updateOrder } from "./update-order.js";

type Request = RequestOf<"ocpp2.0.1", "UpdateFirmware">;
type Response = ResponseOf<"ocpp2.0.1", "UpdateFirmware">;
type Notification = RequestOf<"ocpp2.0.1", "FirmwareStatusNotification">;

/** UpdateFirmware of OCPP 2.0.1 and 2.1 (L01). Firmware that is not signed is refused. */
export function firmwareHandlersOcpp2(update: Pick<FirmwareUpdate, "order">): RequestHandlers {
  return {
    UpdateFirmware({ requestId, retries, retryInterval, firmware }: Request) {
      const { signingCertificate, signature } = firmware;
      if (signingCertificate === undefined || signature === undefined) {
        const statusInfo = {
          reasonCode: "MissingParam",
          additionalInfo: "only firmware with a signature and its certificate is taken",
        };
        return { response: { status: "Rejected", statusInfo } satisfies Response };
      }
      const answer = update.order(
        updateOrder(
          { requestId, retries, retryInterval },
          { ...firmware, signature: { certificate: signingCertificate, value: signature } },
        ),
      );
      return { response: responseOf(answer), ...(answer.afterwards && { afterwards: answer.afterwards }) };
    },
  };
}

const responseOf = (answer: UpdateAnswer): Response => ({ status: answer.status, ...statusInfoOf(answer) });

/** FirmwareStatusNotification of OCPP 2; what OCPP 1.6 has ordered without a number has none. */
export const firmwareStatusToOcpp2 = ({ status, requestId }: ToldStatus): Notification => ({
  status,
  ...(requestId !== null && { requestId }),
});

/** The status that a trigger asks for (L01.FR.25, L01.FR.26, F06.FR.16). */
export const currentFirmwareStatus = ({ status }: Pick<FirmwareUpdate, "status">): Notification =>
  status ? firmwareStatusToOcpp2(status) : { status: "Idle" };
