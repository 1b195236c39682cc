import { testCase16 } from "../../case.js";
import { expectsTimeOut } from "./connection-time-out.js";

export const START_SESSION_CASES = [
  testCase16(
    "TC_003",
    "Regular Charging Session - Plugin First",
    { Core: "C-07 and C-08 and NOT AQ-2" },
    async ({ state }) => {
      await state.connectorOccupied();
      await state.authorized();
      await state.transactionStarted();
    },
  ),

  testCase16(
    "TC_004_1",
    "Regular Charging Session - Identification First",
    { Core: "C-07 and C-08" },
    async ({ keys, state, configured }) => {
      await keys.set("MeterValueSampleInterval", configured.sampledInterval);
      await state.authorized();
      await state.connectorOccupied();
      await state.transactionStarted();
    },
  ),

  testCase16(
    "TC_004_2",
    "Regular Charging Session - Identification First - ConnectionTimeOut",
    { Core: "C-07" },
    async (tools) => {
      await expectsTimeOut(tools, () => tools.state.authorized());
    },
  ),
];
