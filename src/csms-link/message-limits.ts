import type { DeviceModel } from "../device-model/index.js";
import type { RpcErrorCode } from "../protocol/index.js";

/** A request that is too large, as the error that answers it. */
export interface LimitExceeded {
  readonly error: RpcErrorCode;
  readonly description: string;
}

/**
 * Holds a request against the limits `ItemsPerMessage` and `BytesPerMessage` of a controller; `null`: it is within
 * them. Bytes are those of the payload as JSON without spaces, the least that it can have had on the wire.
 * @param controller the component that has the limits, e.g. `DeviceDataCtrlr`
 * @param action the instance of the limits
 * @param items how many elements the request has
 */
export function exceededMessageLimit(
  deviceModel: Pick<DeviceModel, "integer">,
  { controller, action }: { readonly controller: string; readonly action: string },
  items: number,
  request: object,
): LimitExceeded | null {
  const mostItems = deviceModel.integer(`${controller}.ItemsPerMessage[${action}]`);
  if (items > mostItems) {
    // B06.FR.16, B08.FR.06, B08.FR.17, N04.FR.09, N06.FR.06
    return {
      error: "OccurrenceConstraintViolation",
      description: `${action} takes at most ${mostItems} elements, not ${items}`,
    };
  }
  const mostBytes = deviceModel.integer(`${controller}.BytesPerMessage[${action}]`);
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > mostBytes) {
    // B06.FR.17, B08.FR.18, N04.FR.09, N06.FR.07
    return {
      error: "FormatViolation",
      description: `${action} takes at most ${mostBytes} bytes, not ${bytes}`,
    };
  }
  return null;
}
