import { Seconds } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { ReusableStates } from "../../states/reusable-states.js";
import { secondEvse } from "../preparations.js";
import { inGroup, masterPass, staysSilent, usesCache } from "./preparations.js";

const LOCAL = "(C-30 or C-31 or C-32)";

/** A token of the group starts a session, to which the other has or has no right. */
async function startsInGroup(tools: CaseTools, asks: "yes" | "no" = "yes"): Promise<void> {
  const { state } = tools;
  if (!tools.has("AQ-2")) await state.evConnectedPreSession();
  await state.authorized("local", { asks, idTokenInfo: inGroup(tools), eventIdTokenInfo: inGroup(tools) });
  await state.energyTransferStarted();
}

/** The master pass is presented; the station asks, and the CSMS says what it is. */
async function presentsMasterPass(tools: CaseTools): Promise<void> {
  const { csms, tester, configured, place } = tools;
  const { masterPassIdToken } = configured;
  csms.answers.always("Authorize", { idTokenInfo: masterPass(tools) });
  await tester.presentToken(masterPassIdToken, place.evseId);
  await csms.expects("Authorize", { idToken: { ...masterPassIdToken } });
  await csms.passesAMoment();
}

/** Sessions of all EVSEs of the configuration, each with a token of its own. */
async function chargesEverywhere(tools: CaseTools): Promise<readonly ReusableStates[]> {
  const { state, configured, variables } = tools;
  await variables.set("AuthCtrlr.MasterPassGroupId", configured.masterPassGroupId);
  const sessions = configured.secondEvseId === undefined ? [state] : [state, state.at(secondEvse(tools))];
  for (const [index, session] of sessions.entries()) {
    const idToken = index === 0 ? configured.validIdToken : configured.secondIdToken;
    if (!tools.has("AQ-2")) await session.evConnectedPreSession();
    await session.authorized("local", { idToken });
    await session.energyTransferStarted();
  }
  return sessions;
}

const NOTHING = async (): Promise<void> => Promise.resolve();

/** The transaction of a session is stopped by the master pass, and ends with that reason. */
async function stoppedByMasterPass(
  session: ReusableStates,
  { configured }: CaseTools,
  action: () => Promise<void>,
): Promise<void> {
  const options = { action, idToken: configured.masterPassIdToken, stoppedReason: "MasterPass" };
  await session.stopAuthorized("local", options);
  await session.evConnectedPostSession(options);
  await session.evDisconnected(options);
  await session.parkingBayUnoccupied(options);
}

/** All sessions are stopped by what the tester does first. */
async function stopsAll(
  tools: CaseTools,
  sessions: readonly ReusableStates[],
  action: () => Promise<void>,
): Promise<void> {
  for (const [index, session] of sessions.entries()) {
    await stoppedByMasterPass(session, tools, index === 0 ? action : NOTHING);
  }
}

export const GROUP_CASES = [
  testCase("TC_C_39_CS", "Authorization by GroupId - Success", { Core: LOCAL }, async (tools) => {
    const { state, configured } = tools;
    await startsInGroup(tools);
    const stop = { idToken: configured.secondIdToken, asks: true, idTokenInfo: inGroup(tools) };
    await state.stopAuthorized("local", stop);
    await state.evConnectedPostSession();
    await state.evDisconnected();
    await state.parkingBayUnoccupied();
  }),

  testCase(
    "TC_C_41_CS",
    "Authorization by GroupId - Success with Authorization Cache",
    { Core: "C-49 and (C-30 or C-31 or C-32 or C-34)" },
    async (tools) => {
      const { state, memory, configured } = tools;
      await usesCache(tools);
      await memory.idTokenCached({ idTokenInfo: inGroup(tools) });
      await memory.idTokenCached({ idToken: configured.secondIdToken, idTokenInfo: inGroup(tools) });
      await startsInGroup(tools, "no");
      await state.stopAuthorized("local", { idToken: configured.secondIdToken });
      await state.evConnectedPostSession();
      await state.evDisconnected();
      await state.parkingBayUnoccupied();
    },
  ),

  testCase(
    "TC_C_42_CS",
    "Authorization by GroupId - Not stopped by GroupId",
    { Core: LOCAL },
    async (tools) => {
      const { csms, tester, configured, place } = tools;
      await startsInGroup(tools);
      csms.answers.always("Authorize", { idTokenInfo: inGroup(tools, "Invalid") });
      await tester.presentToken(configured.invalidIdToken, place.evseId);
      await csms.expects("Authorize", { idToken: { ...configured.invalidIdToken } });
      await staysSilent(tools);
    },
  ),

  testCase(
    "TC_C_44_CS",
    "Authorization by GroupId - Invalid status with Authorization Cache",
    { Core: "C-49 and (C-30 or C-31 or C-32 or C-34)" },
    async (tools) => {
      const { csms, tester, memory, variables, configured, place } = tools;
      await usesCache(tools);
      await variables.setIfImplemented("AuthCacheCtrlr.DisablePostAuthorize", false);
      await memory.idTokenCached({ idTokenInfo: inGroup(tools) });
      await memory.idTokenCached({
        idToken: configured.invalidIdToken,
        idTokenInfo: inGroup(tools, "Invalid"),
      });
      await startsInGroup(tools, "no");
      csms.answers.always("Authorize", { idTokenInfo: inGroup(tools, "Invalid") });
      await tester.presentToken(configured.invalidIdToken, place.evseId);
      await csms.expects("Authorize", { idToken: { ...configured.invalidIdToken } });
      await staysSilent(tools);
    },
  ),

  testCase(
    "TC_C_45_CS",
    "Authorization by GroupId - Master pass - Not able to start transaction",
    { Core: `${LOCAL} and (C-07 or C-08)` },
    async (tools) => {
      const { csms, state, variables, configured } = tools;
      await variables.setIfImplemented("TxCtrlr.TxStartPoint", "Authorized");
      await variables.set("AuthCtrlr.MasterPassGroupId", configured.masterPassGroupId);
      await presentsMasterPass(tools);
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await csms.expectsNone("TransactionEvent", Seconds(configured.quietTime), {
        transactionInfo: { chargingState: "Charging" },
      });
    },
  ),

  testCase(
    "TC_C_47_CS",
    "Stop Transaction with a Master Pass - With UI - All transactions",
    { Core: `C-07 and ${LOCAL}` },
    async (tools) => {
      const sessions = await chargesEverywhere(tools);
      await stopsAll(tools, sessions, async () => {
        await presentsMasterPass(tools);
        await tools.tester.chooseToStop();
      });
    },
  ),

  testCase(
    "TC_C_48_CS",
    "Stop Transaction with a Master Pass - With UI - Specific transactions",
    { Core: `C-07 and ${LOCAL}` },
    async (tools) => {
      const [chosen, ...others] = await chargesEverywhere(tools);
      if (!chosen) return;
      await stoppedByMasterPass(chosen, tools, async () => {
        await presentsMasterPass(tools);
        await tools.tester.chooseToStop(chosen.session.place.evseId);
      });
      for (const other of others) {
        await tools.csms.expectsNone("TransactionEvent", Seconds(1), {
          transactionInfo: { transactionId: other.transactionId },
        });
      }
    },
  ),

  testCase(
    "TC_C_49_CS",
    "Stop Transaction with a Master Pass - Without UI",
    { Core: `C-08 and ${LOCAL}` },
    async (tools) => {
      const sessions = await chargesEverywhere(tools);
      await stopsAll(tools, sessions, () => presentsMasterPass(tools));
    },
  ),
];
