import { Seconds } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { asksCsms } from "../c-authorization/preparations.js";

const REMOTE = "(C-36 or C-37 or C-38 or C-39)";

/** Remote start before the cable, with or without asking the CSMS about the token it has sent. */
async function startsRemotely(tools: CaseTools, authorizes: boolean): Promise<void> {
  const { state, variables } = tools;
  await asksCsms(tools);
  await variables.setIfImplemented("AuthCtrlr.AuthorizeRemoteStart", authorizes);
  await state.parkingBayOccupied();
  await state.authorized("remote");
  await state.energyTransferStarted();
}

export const REMOTE_START_STOP_CASES = [
  testCase(
    "TC_F_01_CS",
    "Remote start transaction - Cable plugin first",
    { Core: `NOT AQ-2 and ${REMOTE}` },
    async (tools) => {
      const { state } = tools;
      await asksCsms(tools);
      await state.evConnectedPreSession();
      await state.authorized("remote");
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_F_02_CS",
    "Remote start transaction - Remote start first - AuthorizeRemoteStart is true",
    { Core: `C-48.1 and ${REMOTE}` },
    (tools) => startsRemotely(tools, true),
  ),

  testCase(
    "TC_F_03_CS",
    "Remote start transaction - Remote start first - AuthorizeRemoteStart is false",
    { Core: `C-48.2 and ${REMOTE}` },
    (tools) => startsRemotely(tools, false),
  ),

  testCase(
    "TC_F_04_CS",
    "Remote start transaction - Remote start first - Cable plugin timeout",
    { Core: "M" },
    async (tools) => {
      const { csms, state, variables, configured, txPoints, has } = tools;
      await asksCsms(tools);
      await variables.set("TxCtrlr.EVConnectionTimeOut", configured.connectionTimeOut);
      if (has("C-09.2")) await variables.setIfImplemented("TxCtrlr.TxStartPoint", "Authorized");
      await state.authorized("remote");
      const { session } = state;
      const points = await txPoints();
      if (session.transaction === "ongoing") {
        await state.event({
          triggerReason: "EVConnectTimeout",
          ends: points.stops("Authorized", "PowerPathClosed") ? true : "may",
        });
      } else {
        await csms.waits(Seconds(configured.connectionTimeOut + 1));
      }
      if (session.transaction === "ongoing") session.authorized = "no";
      else {
        const { bayOccupied } = session;
        state.forget();
        session.bayOccupied = bayOccupied;
      }
      await state.authorized("remote");
    },
  ),

  testCase("TC_F_08_CS", "Remote stop transaction - Success", { Core: "M" }, async ({ state }) => {
    await state.energyTransferStarted();
    await state.stopAuthorized("remote");
  }),

  testCase(
    "TC_F_09_CS",
    "Remote stop transaction - Rejected",
    { Core: "M" },
    async ({ csms, state, configured }) => {
      await state.energyTransferStarted();
      await csms.ask(
        "RequestStopTransaction",
        { transactionId: "no-such-transaction" },
        { status: "Rejected" },
      );
      await csms.expectsNone("TransactionEvent", Seconds(configured.quietTime));
    },
  ),
];
