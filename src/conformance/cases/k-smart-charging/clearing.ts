import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { secondEvse } from "../preparations.js";
import { otherThan } from "../../expectations/composite-schedule.js";
import { hasSchedule } from "./composite.js";
import {
  BOTH_PROFILES,
  chargingProfile,
  inUnit,
  OTHER_PROFILE_ID,
  PROFILE_ID,
  STACK_LEVEL,
  toldOfRates,
} from "./profiles.js";
import { hasNoProfiles } from "./reports.js";

async function clears({ csms }: CaseTools, request: Payload, status = "Accepted"): Promise<void> {
  await csms.ask("ClearChargingProfile", request, { status });
}

/** All profiles of that purpose and level are cleared, and there are none left. */
async function clearsLevel(tools: CaseTools, chargingProfilePurpose: string): Promise<void> {
  const criteria = { chargingProfilePurpose, stackLevel: STACK_LEVEL };
  await clears(tools, { chargingProfileCriteria: criteria });
  await hasNoProfiles(tools, { chargingProfile: criteria });
}

/** ClearChargingProfile (K10). */
export const CLEARING_CASES = [
  testCase("TC_K_05_CS", "Clear Charging Profile - With chargingProfileId", BOTH_PROFILES, async (tools) => {
    const { memory, configured } = tools;
    await memory.setChargingProfile(configured.evseId, chargingProfile(tools, "TxDefaultProfile"));
    await clears(tools, { chargingProfileId: PROFILE_ID });
    await hasNoProfiles(tools, { chargingProfile: { chargingProfileId: [PROFILE_ID] } });
  }),

  testCase(
    "TC_K_06_CS",
    "Clear Charging Profile - With stackLevel/purpose combination for one profile",
    BOTH_PROFILES,
    async (tools) => {
      const { state, memory, configured } = tools;
      await state.energyTransferStarted();
      toldOfRates(tools);
      // Configured chargingProfilePurpose: the one that needs the transaction that the case asks for.
      await memory.setChargingProfile(
        configured.evseId,
        chargingProfile(tools, "TxProfile", { transactionId: state.transactionId }),
      );
      await clearsLevel(tools, "TxProfile");
    },
  ),

  testCase(
    "TC_K_07_CS",
    "Clear Charging Profile - With unknown stackLevel/purpose combination",
    BOTH_PROFILES,
    async (tools) => {
      const { memory, configured } = tools;
      await memory.setChargingProfile(
        configured.evseId,
        chargingProfile(tools, "TxDefaultProfile", { stackLevel: 1 }),
      );
      await clears(
        tools,
        {
          chargingProfileCriteria: { chargingProfilePurpose: "ChargingStationMaxProfile", stackLevel: 0 },
        },
        "Unknown",
      );
    },
  ),

  testCase(
    "TC_K_08_CS",
    "Clear Charging Profile - Without previous charging profile",
    BOTH_PROFILES,
    async (tools) => {
      await clears(tools, { chargingProfileId: PROFILE_ID }, "Unknown");
    },
  ),

  testCase(
    "TC_K_09_CS",
    "Clear Charging Profile - Clearing a TxDefaultProfile - With ongoing transaction",
    BOTH_PROFILES,
    async (tools) => {
      const { state, memory, variables, configured } = tools;
      const { evseId, deviation } = configured;
      await variables.set("SmartChargingCtrlr.LimitChangeSignificance", 1);
      toldOfRates(tools);
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxDefaultProfile", { duration: 400 + deviation }),
      );
      await state.energyTransferStarted();
      const limit = inUnit(tools, 6);
      await hasSchedule(tools, { evseId, duration: 300 }, [{ limit }]);
      await clears(tools, { chargingProfileCriteria: { chargingProfilePurpose: "TxDefaultProfile" } });
      await hasSchedule(tools, { evseId, duration: 300 }, [{ limit: otherThan(limit) }]);
    },
  ),

  testCase(
    "TC_K_24_CS",
    "Clear Charging Profile - With stackLevel/purpose combination for multiple profiles",
    { SmartCharging: "HFS-8 > 1", ISO15118Support: "HFS-8 > 1" },
    async (tools) => {
      const { memory, configured } = tools;
      await memory.setChargingProfile(configured.evseId, chargingProfile(tools, "TxDefaultProfile"));
      await memory.setChargingProfile(
        secondEvse(tools).evseId,
        chargingProfile(tools, "TxDefaultProfile", { id: OTHER_PROFILE_ID }),
      );
      await clearsLevel(tools, "TxDefaultProfile");
    },
  ),
];
