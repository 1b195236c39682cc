import { exceededMessageLimit, type LimitExceeded } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";

/** Requests whose size the device model limits by `DeviceDataCtrlr.ItemsPerMessage` and `BytesPerMessage`. */
export type LimitedRequest = "GetReport" | "GetVariables" | "SetVariables";

/**
 * Holds a request against the station's limits; `null`: it is within them.
 * @param items how many elements the request has
 */
export const exceededLimit = (
  deviceModel: DeviceModel,
  action: LimitedRequest,
  items: number,
  request: object,
): LimitExceeded | null =>
  exceededMessageLimit(deviceModel, { controller: "DeviceDataCtrlr", action }, items, request);
