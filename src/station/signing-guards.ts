import type { DeviceModel } from "../device-model/index.js";
import type { StationHardware } from "../hardware/index.js";

const REFUSAL = {
  reasonCode: "UnsupportedParam",
  additionalInfo: "no meter of this station signs its readings",
};

/**
 * Keeps a CSMS from letting transactions start by a signature that no meter of the station can give (B05.FR.08). The
 * variables about signatures are not there then.
 */
export function guardSigning(
  hardware: Pick<StationHardware, "evses">,
  deviceModel: Pick<DeviceModel, "guard">,
): void {
  if (hardware.evses.some(({ meterSigner }) => meterSigner !== null)) return;
  deviceModel.guard("TxCtrlr.TxStartPoint", (value) =>
    value.split(",").some((point) => point.trim() === "DataSigned") ? REFUSAL : null,
  );
}
