import type { CsmsLink } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { BootPort } from "./boot.js";
import type { StationDescription } from "./ocpp2-boot.js";

/** BootNotification of OCPP 1.6, which has no reason. */
export function createBootPortOcpp16(link: Pick<CsmsLink, "call">, station: StationDescription): BootPort {
  return {
    bootNotification: () =>
      link.call<ResponseOf<"ocpp1.6", "BootNotification">>("BootNotification", {
        chargePointVendor: station.vendorName,
        chargePointModel: station.model,
        chargePointSerialNumber: station.serialNumber,
        firmwareVersion: station.firmwareVersion,
      } satisfies RequestOf<"ocpp1.6", "BootNotification">),
  };
}
