import { testCase } from "../../case.js";
import { hasSchedule, refusesSchedule } from "./composite.js";
import { BOTH_PROFILES, chargingProfile, earlier, inSeconds, inUnit, toldOfRates } from "./profiles.js";

const MILLISECONDS = 1_000;

/** GetCompositeSchedule (K08). */
export const COMPOSITE_SCHEDULE_CASES = [
  testCase(
    "TC_K_39_CS",
    "Get Composite Schedule - No ChargingProfile installed on Charging Station",
    BOTH_PROFILES,
    async (tools) => {
      await hasSchedule(tools, { evseId: 0, duration: 300 }, [{}]);
    },
  ),

  testCase(
    "TC_K_40_CS",
    "Get Composite Schedule - Stacking ChargingProfiles",
    BOTH_PROFILES,
    async (tools) => {
      const { memory, configured } = tools;
      const { evseId, deviation } = configured;
      const startSchedule = earlier(tools);
      const validity = { validFrom: earlier(tools), validTo: inSeconds(tools, deviation + 401) };
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 1,
          stackLevel: 0,
          startSchedule,
          duration: 400 + deviation,
          periods: [
            [0, 6],
            [100, 8],
            [200, 10],
          ],
        }),
      );
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 2,
          stackLevel: 1,
          startSchedule,
          duration: 150 + deviation,
          periods: [
            [0, 7],
            [100, 9],
          ],
        }),
      );
      const after = (seconds: number): number => startSchedule + seconds * MILLISECONDS;
      await hasSchedule(tools, { evseId, duration: 350 }, [
        { limit: inUnit(tools, 7) },
        { from: after(100), limit: inUnit(tools, 9) },
        { from: after(150 + deviation), limit: inUnit(tools, 8) },
        { from: after(200), limit: inUnit(tools, 10) },
      ]);
    },
  ),

  testCase(
    "TC_K_41_CS",
    "Get Composite Schedule - Combining chargingProfilePurposes",
    BOTH_PROFILES,
    async (tools) => {
      const { state, memory, configured } = tools;
      const { evseId, deviation } = configured;
      await state.energyTransferStarted();
      toldOfRates(tools);
      const startSchedule = earlier(tools);
      const validity = { validFrom: earlier(tools), validTo: inSeconds(tools, deviation + 401) };
      await memory.setChargingProfile(
        0,
        chargingProfile(tools, "ChargingStationMaxProfile", {
          id: 1,
          startSchedule,
          duration: 86_400 + deviation,
          periods: [[0, 10]],
        }),
      );
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxDefaultProfile", {
          ...validity,
          id: 2,
          startSchedule,
          duration: 300 + deviation,
          periods: [
            [0, 6],
            [60, 10],
            [120, 8],
            [180, 15],
            [260, 8],
          ],
        }),
      );
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxProfile", {
          ...validity,
          id: 3,
          transactionId: state.transactionId,
          startSchedule,
          duration: 260 + deviation,
          periods: [
            [0, 8],
            [50, 11],
            [140, 16],
            [200, 6],
            [240, 12],
          ],
        }),
      );
      const after = (seconds: number): number => startSchedule + seconds * MILLISECONDS;
      await hasSchedule(tools, { evseId, duration: 400 }, [
        { limit: inUnit(tools, 8) },
        { from: after(50), limit: inUnit(tools, 10) },
        { from: after(200), limit: inUnit(tools, 6) },
        { from: after(240), limit: inUnit(tools, 10) },
        { from: after(260 + deviation), limit: inUnit(tools, 8) },
        { from: after(300 + deviation), limit: inUnit(tools, 10) },
      ]);
    },
  ),

  testCase(
    "TC_K_42_CS",
    "Get Composite Schedule - chargingRateUnit not supported",
    { SmartCharging: "NOT (SC-2.1 and SC-2.2)", ISO15118Support: "NOT (SC-2.1 and SC-2.2)" },
    async (tools) => {
      const chargingRateUnit = tools.has("SC-2.1") ? "W" : "A";
      await refusesSchedule(tools, { evseId: tools.configured.evseId, duration: 300, chargingRateUnit });
    },
  ),

  testCase("TC_K_47_CS", "Get Composite Schedule - Unknown EVSEId", BOTH_PROFILES, async (tools) => {
    const { places, configured } = tools;
    const evseId = 1 + Math.max(...places.map((place) => place.evseId));
    await refusesSchedule(tools, { evseId, duration: 300, chargingRateUnit: configured.chargingRateUnit });
  }),
];
