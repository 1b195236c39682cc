import { Seconds } from "../../../../kernel/index.js";
import { testCase16 } from "../../case.js";
import { expectsTimeOut } from "./connection-time-out.js";

export const REMOTE_ACTION_CASES = [
  testCase16(
    "TC_010",
    "Remote Start Charging Session - Cable Plugged in First",
    { Core: "NOT AQ-2" },
    async ({ state }) => {
      await state.charging();
    },
  ),

  testCase16(
    "TC_011_1",
    "Remote Start Charging Session - Remote Start First",
    { Core: "M" },
    async ({ state }) => {
      await state.startedRemotely();
      await state.connectorOccupied();
      await state.transactionStarted();
    },
  ),

  testCase16("TC_011_2", "Remote Start Charging Session - Time Out", { Core: "M" }, async (tools) => {
    const { csms, tester, state, place, configured } = tools;
    await expectsTimeOut(tools, () => state.startedRemotely());
    // The authorization is spent.
    await tester.plugIn(place);
    await state.expectsStatus("Preparing");
    await csms.expectsNone("StartTransaction", Seconds(configured.quietTime));
  }),

  testCase16("TC_012", "Remote Stop Charging Session", { Core: "M" }, async ({ csms, state }) => {
    await state.charging();
    const { transactionId } = state;
    await csms.ask("RemoteStopTransaction", { transactionId }, { status: "Accepted" });
    await state.transactionStopped({ reason: "Remote", after: csms.latest });
  }),

  testCase16(
    "TC_026",
    "Remote Start Charging Session - Rejected",
    { Core: "M" },
    async ({ csms, state, connectorId, idTags, configured }) => {
      await state.charging();
      await csms.ask("RemoteStartTransaction", { connectorId, idTag: idTags.valid }, { status: "Rejected" });
      await csms.expectsNone("StopTransaction", Seconds(configured.quietTime));
    },
  ),

  // In OCA's document, but not in the list of what is certified; a laboratory may run it all the same.
  testCase16(
    "TC_027",
    "Remote Start Charging Session - No connector 0",
    { Core: "M" },
    async ({ csms, idTags, configured }) => {
      const request = { connectorId: 0, idTag: idTags.valid };
      const outcome = await csms.asksFor("RemoteStartTransaction", request);
      if (outcome.kind === "response")
        csms.check("RemoteStartTransactionResponse", outcome.payload, { status: "Rejected" });
      await csms.expectsNone("StatusNotification", Seconds(configured.quietTime));
    },
  ),

  testCase16(
    "TC_028",
    "Remote Stop Transaction - Rejected",
    { Core: "M" },
    async ({ csms, state, configured }) => {
      await state.charging();
      const transactionId = state.transactionId + 1000;
      await csms.ask("RemoteStopTransaction", { transactionId }, { status: "Rejected" });
      await csms.expectsNone("StopTransaction", Seconds(configured.quietTime));
    },
  ),
];
