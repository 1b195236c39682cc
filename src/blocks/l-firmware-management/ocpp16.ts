import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { FirmwareUpdate } from "./firmware-update.js";
import { updateOrder } from "./update-order.js";

type SignedRequest = RequestOf<"ocpp1.6", "SignedUpdateFirmware">;
type PlainRequest = RequestOf<"ocpp1.6", "UpdateFirmware">;

/** SignedUpdateFirmware of OCPP 1.6 (security whitepaper, L01). */
export const signedFirmwareHandlerOcpp16 = (update: Pick<FirmwareUpdate, "order">): RequestHandlers => ({
  SignedUpdateFirmware({ firmware, ...request }: SignedRequest) {
    const signature = { certificate: firmware.signingCertificate, value: firmware.signature };
    const { status, afterwards } = update.order(updateOrder(request, { ...firmware, signature }));
    return {
      response: { status } satisfies ResponseOf<"ocpp1.6", "SignedUpdateFirmware">,
      ...(afterwards && { afterwards }),
    };
  },
});

/**
 * UpdateFirmware of OCPP 1.6 (5.19), which knows no signature. Not to be served by a station that takes signed
 * firmware only: that one answers NotSupported (L01.FR.20 of the security whitepaper). Its answer has no status, so
 * that a second order is not heard of while the first cannot be cancelled.
 */
export const plainFirmwareHandlerOcpp16 = (update: Pick<FirmwareUpdate, "order">): RequestHandlers => ({
  UpdateFirmware({ location, retrieveDate, ...attempts }: PlainRequest) {
    const order = updateOrder(attempts, { location, retrieveDateTime: retrieveDate, signature: null });
    const { afterwards } = update.order(order);
    return {
      response: {} satisfies ResponseOf<"ocpp1.6", "UpdateFirmware">,
      ...(afterwards && { afterwards }),
    };
  },
});
