import { testCase } from "../../case.js";

const LOCKABLE = { Core: "HFS-1 and NOT PST-Mode12Only" };

export const UNLOCK_CASES = [
  testCase(
    "TC_F_05_CS",
    "Remote unlock Connector - With ongoing transaction",
    LOCKABLE,
    async ({ csms, state, place }) => {
      await state.energyTransferStarted();
      await csms.ask("UnlockConnector", { ...place }, { status: "OngoingAuthorizedTransaction" });
    },
  ),

  testCase(
    "TC_F_06_CS",
    "Remote unlock Connector - Without ongoing transaction - Accepted",
    LOCKABLE,
    async ({ csms, tester, place, expectsConnectorStatus }) => {
      csms.disregards("TransactionEvent");
      await tester.plugIn(place);
      await expectsConnectorStatus("Occupied");
      await csms.ask("UnlockConnector", { ...place }, { status: "Unlocked" });
    },
  ),

  testCase(
    "TC_F_07_CS",
    "Remote unlock Connector - Without ongoing transaction - No cable connected",
    LOCKABLE,
    async ({ csms, place }) => {
      await csms.ask("UnlockConnector", { ...place }, { status: "Unlocked" });
    },
  ),

  testCase(
    "TC_F_10_CS",
    "Remote unlock Connector - Without ongoing transaction - UnknownConnector",
    LOCKABLE,
    async ({ csms, place }) => {
      await csms.ask(
        "UnlockConnector",
        { evseId: place.evseId, connectorId: 999 },
        { status: "UnknownConnector" },
      );
    },
  ),
];
