import { Seconds } from "../../../../kernel/index.js";
import { oneOf } from "../../../expectations/pattern.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import type { Status } from "../../states/session.js";

/** The words of 4.9 for a connector whose transaction goes on without an EV. */
const EV_SIDE_DISCONNECTED = "EV side disconnected";

export const STOP_SESSION_CASES = [
  testCase16(
    "TC_068",
    "Stop transaction - IdTag in StopTransaction matches IdTag in StartTransaction",
    { Core: "C-07 and C-08" },
    async (tools) => {
      const { csms, state, idTags, configured } = tools;
      await occupyOthers(tools);
      await state.charging();
      await state.presents(idTags.second);
      await csms.expectsNone("Authorize", Seconds(configured.quietTime));
      await csms.expectsNone("StopTransaction", Seconds(configured.quietTime));
      await state.presents(idTags.valid);
      await state.transactionStopped({ stop: { idTag: idTags.valid } });
    },
  ),

  testCase16(
    "TC_069",
    "Stop transaction - ParentIdTag in StopTransaction matches ParentIdTag in StartTransaction",
    { Core: "C-07 and C-08" },
    async (tools) => {
      const { csms, state, idTags } = tools;
      for (const idTag of [idTags.valid, idTags.second])
        idTags.know(idTag, { status: "Accepted", parentIdTag: idTags.parent });
      await occupyOthers(tools);
      await state.charging();
      await state.presents(idTags.second);
      await csms.expects("Authorize", { idTag: idTags.second });
      await state.transactionStopped({ stop: { idTag: idTags.second } });
    },
  ),

  testCase16(
    "TC_005_1",
    "EV Side Disconnected - StopTransactionOnEVSideDisconnect = true - UnlockConnectorOnEVSideDisconnect = true",
    { Core: "C-06.Yes and NOT FixedCable and NOT Mode12Only" },
    async (tools) => {
      const { tester, state, place } = tools;
      await prepareEvSide(tools, { stops: true, unlocks: true });
      await state.charging();
      await tester.pullEvSide(place);
      await state.transactionStopped({ reason: "EVDisconnected" });
      await tester.pullStationSide(place);
      await state.expectsStatus("Available");
    },
  ),

  testCase16(
    "TC_005_2",
    "EV Side Disconnected - StopTransactionOnEVSideDisconnect = true - UnlockConnectorOnEVSideDisconnect = false",
    { Core: "C-06.Yes" },
    async (tools) => {
      const { csms, tester, state, place, connectorId, has } = tools;
      await prepareEvSide(tools, { stops: true, unlocks: false });
      await state.charging();
      await tester.pullEvSide(place);
      await state.transactionStopped({ reason: "EVDisconnected", status: ["Finishing", "Available"] });
      const status = has("FixedCable") ? "NotSupported" : "Unlocked";
      await csms.ask("UnlockConnector", { connectorId }, { status });
      if (has("FixedCable")) return;
      await tester.pullStationSide(place);
      if (state.session.status !== "Available") await state.expectsStatus("Available");
    },
  ),

  testCase16(
    "TC_005_3",
    "EV Side Disconnected - StopTransactionOnEVSideDisconnect = false - UnlockConnectorOnEVSideDisconnect = false",
    { Core: "C-06.No and NOT Mode12Only" },
    async (tools) => {
      const { csms, tester, state, place, connectorId, configured, has } = tools;
      await prepareEvSide(tools, { stops: false, unlocks: false });
      await state.charging();
      await tester.pullEvSide(place);
      const info = EV_SIDE_DISCONNECTED;
      await state.expectsStatus(["SuspendedEV", "SuspendedEVSE"], { info });
      await csms.mayExpect(
        "StatusNotification",
        { connectorId, status: oneOf("SuspendedEV", "SuspendedEVSE"), info },
        { within: Seconds(1) },
      );
      await csms.expectsNone("StopTransaction", Seconds(configured.quietTime));
      const { transactionId } = state;
      await csms.ask("RemoteStopTransaction", { transactionId }, { status: "Accepted" });
      const status: readonly Status[] = has("FixedCable") ? ["Finishing", "Available"] : ["Finishing"];
      await state.transactionStopped({ reason: "Remote", status, after: csms.latest });
    },
  ),
];

/** EVs at the other connectors, so that a strange idTag cannot be meant to start a transaction there. */
async function occupyOthers({ state, connectors, connectorId }: CaseTools16): Promise<void> {
  for (const other of connectors)
    if (other.connectorId !== connectorId) await state.at(other.connectorId).connectorOccupied();
}

/** What happens when the cable is unplugged at the EV; a key that cannot be written stays as it is declared (C-06). */
async function prepareEvSide(
  { keys }: CaseTools16,
  { stops, unlocks }: { readonly stops: boolean; readonly unlocks: boolean },
): Promise<void> {
  await keys.setIfImplemented("StopTransactionOnEVSideDisconnect", stops);
  await keys.setIfImplemented("UnlockConnectorOnEVSideDisconnect", unlocks);
}
