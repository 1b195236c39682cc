import type { ChargingProfile } from "./charging-profile.js";
import { refuse, type ProfileRefusal } from "./refusal.js";

/**
 * What speaks against a profile of the CSMS at that place; `null`: nothing.
 * @param transactionAt the id of the transaction at an EVSE, or `null`
 */
export function placeFault(
  { purpose, transactionId }: ChargingProfile,
  evseId: number,
  transactionAt: (evseId: number) => string | null,
): ProfileRefusal | null {
  if (purpose === "ChargingStationMaxProfile" && evseId !== 0)
    return refuse("InvalidProfile", "a ChargingStationMaxProfile is for EVSE 0"); // K04.FR.03
  if (purpose !== "TxProfile") return null;
  if (evseId === 0) return refuse("InvalidProfile", "a TxProfile is for the EVSE of its transaction"); // K01.FR.16
  if (transactionId === undefined)
    return refuse("MissingParam", "a TxProfile needs the transactionId of its transaction"); // K01.FR.03
  const running = transactionAt(evseId);
  if (running === null) return refuse("TxNotFound", `EVSE ${evseId} has no transaction`); // K01.FR.09
  return running === transactionId
    ? null
    : refuse("TxNotFound", `EVSE ${evseId} has no transaction ${transactionId}`); // K01.FR.33
}
