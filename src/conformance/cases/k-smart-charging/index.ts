import { testCase } from "../../case.js";
import { asksCsms } from "../c-authorization/preparations.js";

/** A profile for the transaction that is to begin: 6 A from its start on. */
const TX_PROFILE = {
  id: 1,
  stackLevel: 0,
  chargingProfilePurpose: "TxProfile",
  chargingProfileKind: "Relative",
  chargingSchedule: [
    { id: 1, chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 6, numberPhases: 3 }] },
  ],
};

/** Block K, of stations without smart charging. */
export const SMART_CHARGING_CASES = [
  testCase(
    "TC_K_38_CS",
    "Remote start transaction with charging profile - Ignore chargingProfile",
    { Core: "NOT SmartCharging" },
    async (tools) => {
      const { state, has } = tools;
      await asksCsms(tools);
      // Where a lock keeps EVs out until somebody is authorized, the EV is connected afterwards.
      if (!has("AQ-2")) await state.evConnectedPreSession();
      await state.authorized("remote", { request: { chargingProfile: TX_PROFILE } });
      await state.energyTransferStarted();
    },
  ),
];
