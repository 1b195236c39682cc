import type { DeviceModel } from "../../device-model/index.js";
import type { RpcErrorCode } from "../../protocol/index.js";

/** Requests whose size the device model limits by `DeviceDataCtrlr.ItemsPerMessage` and `BytesPerMessage`. */
export type LimitedRequest = "GetReport" | "GetVariables" | "SetVariables";

/** A request that is too large, as the error that answers it. */
export interface LimitExceeded {
  readonly error: RpcErrorCode;
  readonly description: string;
}

/**
 * Holds a request against the station's limits; `null`: it is within them. Bytes are those of the payload as
 * JSON without spaces, the least that it can have had on the wire.
 * @param items how many elements the request has
 */
export function exceededLimit(
  deviceModel: DeviceModel,
  action: LimitedRequest,
  items: number,
  request: object,
): LimitExceeded | null {
  const mostItems = deviceModel.integer(`DeviceDataCtrlr.ItemsPerMessage[${action}]`);
  if (items > mostItems) {
    // B06.FR.16, B08.FR.17
    return {
      error: "OccurrenceConstraintViolation",
      description: `${action} takes at most ${mostItems} elements, not ${items}`,
    };
  }
  const mostBytes = deviceModel.integer(`DeviceDataCtrlr.BytesPerMessage[${action}]`);
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > mostBytes) {
    // B06.FR.17, B08.FR.18
    return {
      error: "FormatViolation",
      description: `${action} takes at most ${mostBytes} bytes, not ${bytes}`,
    };
  }
  return null;
}
