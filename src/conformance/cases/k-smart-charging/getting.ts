import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import {
  BOTH_PROFILES,
  chargingProfile,
  OTHER_PROFILE_ID,
  PROFILE_ID,
  STACK_LEVEL,
  toldOfRates,
} from "./profiles.js";
import { hasNoProfiles, reports, type ExpectedProfile } from "./reports.js";

interface Installed {
  /** ChargingStationMaxProfile, of the station. */
  readonly ofStation: ExpectedProfile;
  /** TxDefaultProfile, of the configured EVSE. */
  readonly ofEvse: ExpectedProfile;
}

/** The memory state of these cases: one profile for the station, one for the EVSE. */
async function bothInstalled(tools: CaseTools, levelOfEvse = STACK_LEVEL): Promise<Installed> {
  const { memory, configured } = tools;
  const ofStation = { evseId: 0, profile: chargingProfile(tools, "ChargingStationMaxProfile") };
  const ofEvse = {
    evseId: configured.evseId,
    profile: chargingProfile(tools, "TxDefaultProfile", { id: OTHER_PROFILE_ID, stackLevel: levelOfEvse }),
  };
  for (const { evseId, profile } of [ofStation, ofEvse]) await memory.setChargingProfile(evseId, profile);
  return { ofStation, ofEvse };
}

/** GetChargingProfiles (K09): exactly the profiles that match are reported. */
export const GETTING_CASES = [
  testCase("TC_K_29_CS", "Get Charging Profile - EvseId 0", BOTH_PROFILES, async (tools) => {
    const { ofStation } = await bothInstalled(tools);
    await reports(tools, { evseId: 0, chargingProfile: {} }, [ofStation]); // K09.FR.05
  }),

  testCase("TC_K_30_CS", "Get Charging Profile - EvseId > 0", BOTH_PROFILES, async (tools) => {
    const { ofEvse } = await bothInstalled(tools);
    await reports(tools, { evseId: ofEvse.evseId, chargingProfile: {} }, [ofEvse]); // K09.FR.04
  }),

  testCase("TC_K_31_CS", "Get Charging Profile - No EvseId", BOTH_PROFILES, async (tools) => {
    const { ofStation, ofEvse } = await bothInstalled(tools);
    await reports(tools, { chargingProfile: {} }, [ofStation, ofEvse]); // K09.FR.06
  }),

  testCase("TC_K_32_CS", "Get Charging Profile - chargingProfileId", BOTH_PROFILES, async (tools) => {
    const { ofStation } = await bothInstalled(tools);
    await reports(tools, { chargingProfile: { chargingProfileId: [PROFILE_ID] } }, [ofStation]);
  }),

  testCase("TC_K_33_CS", "Get Charging Profile - EvseId > 0 + stackLevel", BOTH_PROFILES, async (tools) => {
    const stackLevel = STACK_LEVEL + 1;
    const { ofEvse } = await bothInstalled(tools, stackLevel);
    // Part 6 asks for the level of the station's profile, which is not installed on that EVSE (K09.FR.04).
    await reports(tools, { evseId: ofEvse.evseId, chargingProfile: { stackLevel } }, [ofEvse]);
  }),

  testCase(
    "TC_K_34_CS",
    "Get Charging Profile - EvseId > 0 + chargingLimitSource",
    BOTH_PROFILES,
    async (tools) => {
      const { memory, configured } = tools;
      const { evseId } = configured;
      const profile = chargingProfile(tools, "TxDefaultProfile", { stackLevel: STACK_LEVEL + 1 });
      await memory.setChargingProfile(evseId, profile);
      await reports(tools, { evseId, chargingProfile: { chargingLimitSource: ["CSO"] } }, [
        { evseId, profile, chargingLimitSource: "CSO" },
      ]);
      await hasNoProfiles(tools, { evseId, chargingProfile: { chargingLimitSource: ["EMS"] } });
    },
  ),

  testCase(
    "TC_K_35_CS",
    "Get Charging Profile - EvseId > 0 + chargingProfilePurpose",
    BOTH_PROFILES,
    async (tools) => {
      toldOfRates(tools);
      const { ofEvse } = await bothInstalled(tools);
      await tools.state.energyTransferStarted();
      const criteria = { chargingProfilePurpose: "TxDefaultProfile" };
      await reports(tools, { evseId: ofEvse.evseId, chargingProfile: criteria }, [ofEvse]);
    },
  ),

  testCase(
    "TC_K_36_CS",
    "Get Charging Profile - EvseId > 0 + chargingProfilePurpose + stackLevel",
    BOTH_PROFILES,
    async (tools) => {
      const { ofEvse } = await bothInstalled(tools);
      const criteria = { chargingProfilePurpose: "TxDefaultProfile", stackLevel: STACK_LEVEL };
      await reports(tools, { evseId: ofEvse.evseId, chargingProfile: criteria }, [ofEvse]);
    },
  ),
];
