import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { omittedOr } from "../../expectations/pattern.js";
import { asksCsms } from "../c-authorization/preparations.js";
import { chargingProfile, PROFILE_ID, toldOfRates } from "./profiles.js";
import { reports } from "./reports.js";

/** A transaction is started by the CSMS, with a profile for it; gives the profile. */
async function startsWithProfile(tools: CaseTools): Promise<Payload> {
  const { state, has } = tools;
  await asksCsms(tools);
  // Where a lock keeps EVs out until somebody is authorized, the EV is connected afterwards.
  if (!has("AQ-2")) await state.evConnectedPreSession();
  const profile = chargingProfile(tools, "TxProfile", { kind: "Relative" });
  await state.authorized("remote", { request: { chargingProfile: profile } });
  await state.energyTransferStarted();
  return profile;
}

/** RequestStartTransaction with a profile (K05). */
export const REMOTE_START_CASES = [
  testCase(
    "TC_K_37_CS",
    "Remote start transaction with charging profile - Success",
    { SmartCharging: "M" },
    async (tools) => {
      toldOfRates(tools);
      const profile = await startsWithProfile(tools);
      // The profile is now that of the transaction, and may say so.
      const transactionId = omittedOr(tools.state.transactionId);
      await reports(tools, { chargingProfile: { chargingProfileId: [PROFILE_ID] } }, [
        { evseId: tools.configured.evseId, profile: { ...profile, transactionId } },
      ]);
    },
  ),

  testCase(
    "TC_K_38_CS",
    "Remote start transaction with charging profile - Ignore chargingProfile",
    { Core: "NOT SmartCharging" },
    async (tools) => {
      await startsWithProfile(tools);
    },
  ),
];
