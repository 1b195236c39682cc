import type { CsmsLink } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { BootPort } from "./boot.js";

/** What a station says of itself. */
export interface StationDescription {
  readonly vendorName: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareVersion: string;
}

/** BootNotification of OCPP 2.0.1 and 2.1 (B01.FR.01). */
export function createBootPortOcpp2(link: Pick<CsmsLink, "call">, station: StationDescription): BootPort {
  const { vendorName, model, serialNumber, firmwareVersion } = station;
  return {
    bootNotification: (reason) =>
      link.call<ResponseOf<"ocpp2.0.1", "BootNotification">>("BootNotification", {
        reason,
        chargingStation: { vendorName, model, serialNumber, firmwareVersion },
      } satisfies RequestOf<"ocpp2.0.1", "BootNotification">),
  };
}
