import type { TransactionAbilities } from "./abilities.js";
import type { OpenTransaction } from "./open-transaction.js";

/**
 * What follows when the CSMS does not accept the idToken of a running transaction (E05): it is deauthorized, or
 * it keeps its driver and gets no energy, at once or when MaxEnergyOnInvalidId is used up.
 */
export function refuseIdToken(
  transaction: OpenTransaction,
  { deviceModel, meterValues }: Pick<TransactionAbilities, "deviceModel" | "meterValues">,
): "deauthorize" | "energyLimited" {
  if (deviceModel.boolean("TxCtrlr.StopTxOnInvalidId")) return "deauthorize"; // E05.FR.09, E05.FR.10
  const allowance = Number(deviceModel.find("TxCtrlr.MaxEnergyOnInvalidId") ?? 0);
  const energyAllowed = allowance > 0 && transaction.evseId !== null;
  transaction.idTokenRefused(
    { stopTxOnInvalidId: false, energyAllowed },
    energyAllowed && transaction.evseId !== null
      ? meterValues.energyWh(transaction.evseId) + allowance
      : null,
  );
  return "energyLimited";
}
