import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import {
  BOTH_PROFILES,
  chargingProfile,
  PROFILE_ID,
  setsProfile,
  toldOfRates,
  type ProfileContent,
} from "./profiles.js";
import { reports } from "./reports.js";

const UNKNOWN_TRANSACTION = "UNKNOWN-TRANSACTION-ID";

/** The profile is accepted, and reported as it was sent. */
async function isSet(
  tools: CaseTools,
  evseId: number,
  purpose: "ChargingStationMaxProfile" | "TxDefaultProfile" | "TxProfile",
  content: ProfileContent = {},
): Promise<void> {
  const profile = await setsProfile(tools, evseId, chargingProfile(tools, purpose, content));
  await reports(tools, { chargingProfile: { chargingProfileId: [PROFILE_ID] } }, [{ evseId, profile }]);
}

/** Profiles that are set, replaced, kept and refused (K01). */
export const SETTING_CASES = [
  testCase("TC_K_01_CS", "Set Charging Profile - TxDefaultProfile - Specific EVSE", BOTH_PROFILES, (tools) =>
    isSet(tools, tools.configured.evseId, "TxDefaultProfile"),
  ),

  testCase(
    "TC_K_02_CS",
    "Set Charging Profile - TxProfile without ongoing transaction on the specified EVSE",
    BOTH_PROFILES,
    async (tools) => {
      const profile = chargingProfile(tools, "TxProfile", { transactionId: UNKNOWN_TRANSACTION });
      await setsProfile(tools, tools.configured.evseId, profile, "Rejected");
    },
  ),

  testCase("TC_K_03_CS", "Set Charging Profile - ChargingStationMaxProfile", BOTH_PROFILES, (tools) =>
    isSet(tools, 0, "ChargingStationMaxProfile", { kind: "Absolute" }),
  ),

  testCase(
    "TC_K_04_CS",
    "Replace charging profile - With chargingProfileId",
    BOTH_PROFILES,
    async (tools) => {
      const { memory, configured } = tools;
      const { evseId } = configured;
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxDefaultProfile", { periods: [[0, 6]] }),
      );
      await isSet(tools, evseId, "TxDefaultProfile", { periods: [[0, 10]] });
    },
  ),

  testCase("TC_K_10_CS", "Set Charging Profile - TxDefaultProfile - All EVSE", BOTH_PROFILES, (tools) =>
    isSet(tools, 0, "TxDefaultProfile"),
  ),

  testCase(
    "TC_K_11_CS",
    "Set Charging Profile - Unable to set TxProfile on all EVSE at once",
    BOTH_PROFILES,
    async (tools) => {
      await setsProfile(tools, 0, chargingProfile(tools, "TxProfile"), "Rejected");
    },
  ),

  testCase(
    "TC_K_12_CS",
    "Set Charging Profile - ChargerRateUnit Rejected",
    { SmartCharging: "NOT (SC-2.1 and SC-2.2)", ISO15118Support: "NOT (SC-2.1 and SC-2.2)" },
    async (tools) => {
      const chargingRateUnit = tools.has("SC-2.1") ? "W" : "A";
      const profile = chargingProfile(tools, "TxDefaultProfile", { chargingRateUnit });
      await setsProfile(tools, tools.configured.evseId, profile, "Rejected");
    },
  ),

  testCase("TC_K_13_CS", "Set Charging Profile - Persistent over reboot", BOTH_PROFILES, async (tools) => {
    const { state, configured } = tools;
    const { evseId } = configured;
    const profile = await setsProfile(tools, evseId, chargingProfile(tools, "TxDefaultProfile"));
    await state.booted();
    await reports(tools, { chargingProfile: { chargingProfileId: [PROFILE_ID] } }, [{ evseId, profile }]);
  }),

  testCase("TC_K_14_CS", "Set Charging Profile - Unexisting EVSEid", BOTH_PROFILES, async (tools) => {
    const unknown = 1 + Math.max(...tools.places.map(({ evseId }) => evseId));
    await setsProfile(tools, unknown, chargingProfile(tools, "TxDefaultProfile"), "Rejected");
  }),

  testCase("TC_K_16_CS", "Set Charging Profile - Unknown transactionId", BOTH_PROFILES, async (tools) => {
    await tools.state.energyTransferStarted();
    const profile = chargingProfile(tools, "TxProfile", { transactionId: UNKNOWN_TRANSACTION });
    await setsProfile(tools, tools.configured.evseId, profile, "Rejected");
  }),

  testCase(
    "TC_K_19_CS",
    "Set Charging Profile - ChargingProfileKind is Recurring",
    BOTH_PROFILES,
    async (tools) => {
      const profile = chargingProfile(tools, "TxDefaultProfile", {
        kind: "Recurring",
        recurrencyKind: "Daily",
      });
      await setsProfile(tools, tools.configured.evseId, profile);
    },
  ),

  testCase(
    "TC_K_60_CS",
    "Set Charging Profile - TxProfile with ongoing transaction on the specified EVSE",
    BOTH_PROFILES,
    async (tools) => {
      const { state, configured } = tools;
      await state.energyTransferStarted();
      toldOfRates(tools);
      await isSet(tools, configured.evseId, "TxProfile", {
        kind: "Relative",
        transactionId: state.transactionId,
      });
    },
  ),
];
