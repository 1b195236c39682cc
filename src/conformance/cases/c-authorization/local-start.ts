import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { IdToken } from "../../pics/pics.js";
import { asksCsms, staysSilent } from "./preparations.js";

const LOCAL = "C-30 or C-31 or C-32";
const CABLE_FIRST = `NOT AQ-2 and (${LOCAL})`;

/** A token that the CSMS refuses with that status starts nothing. */
async function refusesToStart(tools: CaseTools, idToken: IdToken, status: string): Promise<void> {
  await tools.state.authorized("local", { idToken, idTokenInfo: { status } });
  await staysSilent(tools);
}

export const LOCAL_START_CASES = [
  testCase(
    "TC_C_02_CS",
    "Local start transaction - Authorization Invalid/Unknown",
    { Core: CABLE_FIRST },
    async (tools) => {
      await asksCsms(tools);
      await tools.state.evConnectedPreSession();
      await refusesToStart(tools, tools.configured.invalidIdToken, "Invalid");
    },
  ),

  testCase(
    "TC_C_05_CS",
    "Local start transaction - Authorization invalid - Cable lock",
    { Core: `(${LOCAL}) and AQ-2` },
    async (tools) => {
      await asksCsms(tools);
      await refusesToStart(tools, tools.configured.invalidIdToken, "Invalid");
    },
  ),

  testCase(
    "TC_C_06_CS",
    "Local start transaction - Authorization Blocked",
    { Core: CABLE_FIRST },
    async (tools) => {
      await asksCsms(tools);
      await tools.state.evConnectedPreSession();
      await refusesToStart(tools, tools.configured.blockedIdToken, "Blocked");
    },
  ),

  testCase(
    "TC_C_07_CS",
    "Local start transaction - Authorization Expired",
    { Core: CABLE_FIRST },
    async (tools) => {
      await asksCsms(tools);
      await tools.state.evConnectedPreSession();
      await refusesToStart(tools, tools.configured.expiredIdToken, "Expired");
    },
  ),

  testCase(
    "TC_C_56_CS",
    "Local start transaction - Authorization Unknown",
    { Core: LOCAL },
    async (tools) => {
      await asksCsms(tools);
      if (!tools.has("AQ-2")) await tools.state.evConnectedPreSession();
      await refusesToStart(tools, tools.configured.invalidIdToken, "Unknown");
    },
  ),

  testCase("TC_C_04_CS", "Local Stop Transaction - Different idToken", { Core: LOCAL }, async (tools) => {
    const { csms, tester, state, configured, place } = tools;
    await asksCsms(tools);
    await state.energyTransferStarted();
    const { secondIdToken } = configured;
    csms.answers.next("Authorize", { idTokenInfo: { status: "Accepted" } });
    await tester.presentToken(secondIdToken, place.evseId);
    await csms.expects("Authorize", { idToken: { ...secondIdToken } });
    await staysSilent(tools);
  }),
];
