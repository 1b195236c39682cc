import type { TxPoint, TxPoints } from "../blocks/e-transactions/index.js";
import type { CsmsLink } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";

/** Start and stop points that make OCPP 1.6's StartTransaction and StopTransaction (E, 1.1.2). */
const OCPP16_START: readonly TxPoint[] = ["PowerPathClosed"];

/** At which points transactions start and stop, in the version that is spoken now. */
export function txPoints(
  deviceModel: Pick<DeviceModel, "boolean" | "list">,
  link: Pick<CsmsLink, "version">,
): TxPoints {
  if (link.version === "ocpp1.6") {
    const disconnectStops = deviceModel.boolean("TxCtrlr.StopTxOnEVSideDisconnect");
    return { start: OCPP16_START, stop: disconnectStops ? ["Authorized", "EVConnected"] : ["Authorized"] };
  }
  return {
    start: deviceModel.list("TxCtrlr.TxStartPoint") as readonly TxPoint[],
    stop: deviceModel.list("TxCtrlr.TxStopPoint") as readonly TxPoint[],
  };
}
