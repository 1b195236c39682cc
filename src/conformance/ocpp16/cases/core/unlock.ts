import { Seconds } from "../../../../kernel/index.js";
import { testCase16 } from "../../case.js";

export const UNLOCK_CASES = [
  testCase16(
    "TC_017_1",
    "Unlock connector - no charging session running (Not fixed cable)",
    { Core: "NOT FixedCable and NOT Mode12Only" },
    async ({ csms, connectorId, configured }) => {
      await csms.ask("UnlockConnector", { connectorId }, { status: "Unlocked" });
      await csms.expectsNone("StatusNotification", Seconds(configured.quietTime));
    },
  ),

  testCase16(
    "TC_017_2",
    "Unlock connector - no charging session running (Fixed cable)",
    { Core: "FixedCable or Mode12Only" },
    async ({ csms, connectorId }) => {
      await csms.ask("UnlockConnector", { connectorId }, { status: "NotSupported" });
    },
  ),

  testCase16(
    "TC_018_1",
    "Unlock Connector - With Charging Session (Not fixed cable)",
    { Core: "NOT FixedCable and NOT Mode12Only" },
    async ({ csms, state, connectorId }) => {
      await state.charging();
      await csms.ask("UnlockConnector", { connectorId }, { status: "Unlocked" });
      await state.transactionStopped({ reason: "UnlockCommand" });
      await state.unplugged();
    },
  ),

  testCase16(
    "TC_018_2",
    "Unlock Connector - With Charging Session (Fixed cable)",
    { Core: "FixedCable or Mode12Only" },
    async ({ csms, state, connectorId, configured }) => {
      await state.charging();
      await csms.ask("UnlockConnector", { connectorId }, { status: "NotSupported" });
      await csms.expectsNone("StopTransaction", Seconds(configured.quietTime));
    },
  ),

  testCase16(
    "TC_030",
    "Unlock Connector - Unlock Failure",
    { Core: "LockFailure and NOT FixedCable" },
    async ({ csms, tester, place, connectorId }) => {
      await tester.setUnlockFailure(place, true);
      await csms.ask("UnlockConnector", { connectorId }, { status: "UnlockFailed" });
      // The station may tell that the lock is broken (4.9).
      csms.disregards("StatusNotification", { errorCode: "ConnectorLockFailure" });
    },
  ),

  testCase16(
    "TC_031",
    "Unlock Connector - Unknown Connector",
    { Core: "M" },
    async ({ csms, connectors }) => {
      const connectorId = connectors.length + 1;
      await csms.ask("UnlockConnector", { connectorId }, { status: "NotSupported" });
    },
  ),
];
