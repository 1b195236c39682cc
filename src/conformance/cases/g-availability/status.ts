import { testCase } from "../../case.js";

export const STATUS_CASES = [
  testCase(
    "TC_G_01_CS",
    "Connector status Notification - Available to Occupied",
    { Core: "M" },
    async ({ state, has }) => {
      if (has("AQ-2")) await state.authorized();
      await state.evConnectedPreSession();
      if (has("AQ-2")) await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_G_02_CS",
    "Connector status Notification - Occupied to Available",
    { Core: "M" },
    async (tools) => {
      const { csms, tester, state, place, has, expectsConnectorStatus } = tools;
      if (has("AQ-2")) {
        // A cable that can only be plugged by an authorized driver is given back by that driver.
        await state.evDisconnected();
        return;
      }
      await state.evConnectedPreSession();
      await tester.unplug(place);
      await expectsConnectorStatus("Available");
      csms.disregards("TransactionEvent");
    },
  ),
];
