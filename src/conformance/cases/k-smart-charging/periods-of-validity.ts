import { testCase } from "../../case.js";
import { hasSchedule } from "./composite.js";
import {
  BOTH_PROFILES,
  chargingProfile,
  earlier,
  inSeconds,
  inUnit,
  setsProfile,
  toldOfRates,
} from "./profiles.js";

/** From when to when a profile limits, as the composite schedule tells it. */
export const VALIDITY_CASES = [
  testCase("TC_K_21_CS", "Set Charging Profile - ValidFrom", BOTH_PROFILES, async (tools) => {
    const { evseId } = tools.configured;
    const validFrom = inSeconds(tools, 300);
    const profile = chargingProfile(tools, "TxDefaultProfile", {
      kind: "Relative",
      validFrom,
      duration: null,
    });
    await setsProfile(tools, evseId, profile);
    await hasSchedule(tools, { evseId, duration: 400 }, [{}, { from: validFrom, limit: inUnit(tools, 6) }]);
  }),

  testCase("TC_K_22_CS", "Set Charging Profile - ValidTo", BOTH_PROFILES, async (tools) => {
    const { csms, places } = tools;
    const validTo = inSeconds(tools, 300);
    const profile = chargingProfile(tools, "TxDefaultProfile", {
      validFrom: earlier(tools),
      validTo,
      startSchedule: csms.now(),
      duration: null,
    });
    await setsProfile(tools, 0, profile);
    // The start of the schedule shall have passed by the station's clock too.
    await csms.passesAMoment();
    const evseIds = [...new Set(places.map(({ evseId }) => evseId))];
    for (const evseId of [0, ...evseIds]) {
      const limit = inUnit(tools, 6) * (evseId === 0 ? evseIds.length : 1);
      await hasSchedule(tools, { evseId, duration: 400 }, [{ limit }, { from: validTo }]);
    }
  }),

  testCase("TC_K_23_CS", "Set Charging Profile - StartSchedule", BOTH_PROFILES, async (tools) => {
    const { evseId } = tools.configured;
    const startSchedule = inSeconds(tools, 60);
    const profile = chargingProfile(tools, "TxDefaultProfile", { startSchedule, duration: null });
    await setsProfile(tools, evseId, profile);
    await hasSchedule(tools, { evseId, duration: 300 }, [
      {},
      { from: startSchedule, limit: inUnit(tools, 6) },
    ]);
  }),

  testCase(
    "TC_K_28_CS",
    "Set Charging Profile - TxDefaultProfile with transaction ongoing",
    BOTH_PROFILES,
    async (tools) => {
      const { state, variables, configured } = tools;
      const { evseId, deviation } = configured;
      await variables.set("SmartChargingCtrlr.LimitChangeSignificance", 1);
      await state.energyTransferStarted();
      toldOfRates(tools);
      const profile = chargingProfile(tools, "TxDefaultProfile", {
        startSchedule: earlier(tools),
        duration: 400 + deviation,
      });
      await setsProfile(tools, evseId, profile);
      await hasSchedule(tools, { evseId, duration: 300 }, [{ limit: inUnit(tools, 6) }]);
    },
  ),
];
