import type { TransactionConventions, TxPoint, TxPoints } from "../blocks/e-transactions/index.js";
import type { CsmsLink } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";

/** Start and stop points that make OCPP 1.6's StartTransaction and StopTransaction (E, 1.1.2). */
const OCPP16_START: readonly TxPoint[] = ["PowerPathClosed"];

/** 1.6 has one point of start, when all is there that charging needs, and one reason less to send Authorize (4.1). */
const OCPP16_CONVENTIONS: TransactionConventions = { startsLocked: true, asksInVain: false };
const OCPP2_CONVENTIONS: TransactionConventions = { startsLocked: false, asksInVain: true };

/** What the version that is spoken now has otherwise than the others. */
export const conventions = ({ version }: Pick<CsmsLink, "version">): TransactionConventions =>
  version === "ocpp1.6" ? OCPP16_CONVENTIONS : OCPP2_CONVENTIONS;

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
