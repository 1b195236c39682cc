import { Seconds } from "../../../kernel/index.js";
import { oneOf, omittedOr } from "../../expectations/pattern.js";
import { testCase } from "../../case.js";
import { ValidationFailed } from "../../verdict.js";
import { asksCsms, deauthorized, startsOffline } from "../c-authorization/preparations.js";
import { emptiesItsQueue, stopsAt } from "../preparations.js";

const LOCAL = "C-30 or C-31 or C-32 or C-35";
/** Mandatory in Part 5, with the prerequisite of Part 6 that the stop point Authorized can be had. */
const TIMEOUT_STOPS = "C-52 or C-10.2";

export const STOP_CASES = [
  testCase("TC_E_06_CS", "Local Stop Transaction - Accepted", { Core: LOCAL }, async (tools) => {
    const { state } = tools;
    await asksCsms(tools);
    await state.energyTransferStarted();
    await state.stopAuthorized("local");
    await state.evConnectedPostSession();
    await state.evDisconnected();
    await state.parkingBayUnoccupied();
  }),

  testCase(
    "TC_E_07_CS",
    "Stop transaction options - PowerPathClosed - Local stop",
    { Core: `C-10.3 and (C-52 or NOT C-10.2) and (${LOCAL})` },
    async (tools) => {
      const { csms, state } = tools;
      await stopsAt(tools, "PowerPathClosed");
      await state.energyTransferStarted();
      await state.stopAuthorized("local");
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_E_08_CS",
    "Stop transaction options - EnergyTransfer stopped - StopAuthorized",
    { Core: "C-10.4 and (C-52 or NOT (C-10.2 or C-10.3))" },
    async (tools) => {
      const { csms, state } = tools;
      await stopsAt(tools, "EnergyTransfer");
      await state.energyTransferStarted();
      await state.stopAuthorized();
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_E_14_CS",
    "Stop transaction options - EVDisconnected - Charging Station side",
    { Core: "HFS-1 and C-10.1 and (C-52 or NOT (C-10.2 or C-10.3 or C-10.4))" },
    async (tools) => {
      const { tester, state, place, configured, expectsConnectorStatus } = tools;
      await stopsAt(tools, "EVConnected");
      await state.evConnectedPostSession();
      await tester.unplug(place);
      await expectsConnectorStatus("Available");
      await state.event({
        triggerReason: "EVCommunicationLost",
        ends: true,
        transactionInfo: {
          chargingState: "Idle",
          stoppedReason:
            configured.stop === "remote"
              ? oneOf("Remote", "EVDisconnected")
              : omittedOr(oneOf("Local", "EVDisconnected")),
        },
      });
    },
  ),

  testCase(
    "TC_E_15_CS",
    "Stop transaction options - StopAuthorized - Local",
    { Core: `C-10.2 and (${LOCAL})` },
    async (tools) => {
      const { csms, state } = tools;
      await stopsAt(tools, "Authorized");
      await state.energyTransferStarted();
      await state.stopAuthorized("local", { stoppedReason: omittedOr("Local") });
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_E_16_CS",
    "Stop transaction options - Deauthorized - Invalid idToken",
    { Core: "(C-10.2 or C-10.3) and (C-30 or C-31 or C-32 or ISO15118Support) and C-01" },
    async (tools) => {
      const { csms, state, memory, has } = tools;
      if (has("C-49")) await memory.idTokenCached();
      await stopsAt(tools, has("C-10.2") ? "Authorized" : "PowerPathClosed");
      await asksCsms(tools);
      await startsOffline(tools, { stopTx: true, maxEnergy: 0 });
      csms.answers.always("TransactionEvent", (event) =>
        event["idToken"] === undefined ? {} : { idTokenInfo: { status: "Invalid" } },
      );
      const events = await emptiesItsQueue(
        tools,
        await state.startOfflineTransaction(),
        (gathered) => gathered.some(deauthorized),
        "the event Deauthorized",
      );
      csms.check("TransactionEvent", events.find(deauthorized), {
        eventType: "Ended",
        transactionInfo: { stoppedReason: "DeAuthorized" },
      });
    },
  ),

  testCase(
    "TC_E_19_CS",
    "Stop transaction options - ParkingBayUnoccupied",
    { Core: "C-10.5 and (C-52 or NOT (C-10.1 or C-10.2 or C-10.3 or C-10.4))" },
    async (tools) => {
      const { csms, state } = tools;
      await stopsAt(tools, "ParkingBayOccupancy");
      await state.evDisconnected();
      await state.parkingBayUnoccupied();
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_E_21_CS",
    "Stop transaction options - StopAuthorized - Remote",
    { Core: "C-10.2" },
    async (tools) => {
      const { csms, state } = tools;
      await stopsAt(tools, "Authorized");
      await state.energyTransferStarted();
      await state.stopAuthorized("remote");
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_E_22_CS",
    "Stop transaction options - EnergyTransfer stopped - SuspendedEV",
    { Core: "C-10.4" },
    async (tools) => {
      await stopsAt(tools, "EnergyTransfer");
      await tools.state.energyTransferStarted();
      await tools.state.energyTransferSuspended();
    },
  ),

  testCase(
    "TC_E_35_CS",
    "Stop transaction options - PowerPathClosed - Remote stop",
    { Core: "C-10.3 and (C-52 or NOT C-10.2)" },
    async (tools) => {
      const { csms, state } = tools;
      await stopsAt(tools, "PowerPathClosed");
      await state.energyTransferStarted();
      await state.stopAuthorized("remote");
      csms.check("the transaction", state.session.transaction, "ended");
    },
  ),

  testCase(
    "TC_E_39_CS",
    "Stop transaction options - Deauthorized - timeout",
    { Core: TIMEOUT_STOPS },
    async (tools) => {
      const { csms, tester, state, variables, configured, place, txPoints, expectsConnectorStatus } = tools;
      await stopsAt(tools, "Authorized");
      await variables.set("TxCtrlr.EVConnectionTimeOut", configured.connectionTimeOut);
      await asksCsms(tools);
      await state.authorized();
      const points = await txPoints();
      if (state.session.transaction === "ongoing") {
        await state.event({
          triggerReason: "EVConnectTimeout",
          ends: points.starts("ParkingBayOccupancy") ? "may" : true,
          transactionInfo: points.starts("ParkingBayOccupancy") ? {} : { stoppedReason: "Timeout" },
        });
      } else {
        await csms.waits(Seconds(configured.connectionTimeOut + 1));
      }
      if (tools.has("AQ-2")) return;
      await tester.plugIn(place);
      await expectsConnectorStatus("Occupied");
      const told = await csms.mayExpect("TransactionEvent", { triggerReason: "CablePluggedIn" });
      const info = told?.["transactionInfo"] as { readonly chargingState?: string } | undefined;
      if (info?.chargingState === "Charging")
        throw new ValidationFailed("the station charges although the authorization has timed out");
      await csms.expectsNone("TransactionEvent", Seconds(configured.quietTime));
    },
  ),
];
