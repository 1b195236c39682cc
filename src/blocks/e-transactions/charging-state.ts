import type { EnergyTransfer } from "../../hardware/index.js";
import type { ChargingState } from "./interface.js";

/**
 * The charging state that OCPP speaks of, from what is physically so.
 * @param held energy is held back though the driver is authorized (E05.FR.02)
 */
export function chargingStateOf(
  evConnected: boolean,
  transfer: EnergyTransfer,
  held: boolean,
): ChargingState {
  if (!evConnected) return "Idle";
  if (held) return "SuspendedEVSE";
  switch (transfer) {
    case "charging":
      return "Charging";
    case "suspendedEV":
      return "SuspendedEV";
    case "suspendedEVSE":
      return "SuspendedEVSE";
    case "none":
      return "EVConnected";
  }
}
