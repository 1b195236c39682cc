import { oneOf } from "../../expectations/pattern.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { asksCsms } from "../c-authorization/preparations.js";
import { stopsAt } from "../preparations.js";

const MODE3 = "AQ-9 and NOT PST-Mode12Only";

/** What the station does when the EV's end of the cable is pulled. */
interface DisconnectSettings {
  readonly stopTx: boolean;
  readonly unlock: boolean;
}

async function settles({ variables }: CaseTools, { stopTx, unlock }: DisconnectSettings): Promise<void> {
  await variables.set("TxCtrlr.StopTxOnEVSideDisconnect", stopTx);
  await variables.set("OCPPCommCtrlr.UnlockOnEVSideDisconnect", unlock);
}

/** The EV's end of the cable is pulled while the EV takes no energy; the transaction must end with one of these. */
async function endsByDisconnect(tools: CaseTools, ...stoppedReasons: readonly string[]): Promise<void> {
  const { tester, state, place } = tools;
  await state.energyTransferSuspended();
  await tester.pullEvSide(place);
  await state.event({
    triggerReason: "EVCommunicationLost",
    ends: true,
    transactionInfo: { chargingState: "Idle", stoppedReason: oneOf(...stoppedReasons) },
  });
}

/** The EV's end of the cable is pulled, which ends the authorization and may end the transaction. */
async function losesAuthorization(tools: CaseTools, unlock: boolean): Promise<void> {
  const { tester, state, place } = tools;
  await settles(tools, { stopTx: true, unlock });
  await state.energyTransferSuspended();
  await tester.pullEvSide(place);
  if (state.session.transaction !== "ongoing") return;
  await state.event({
    triggerReason: "EVCommunicationLost",
    ends: "may",
    transactionInfo: { chargingState: "Idle" },
  });
}

/** The cable is taken from the station, after its driver has freed it where it is locked. */
async function takesCable(tools: CaseTools, locked: boolean): Promise<void> {
  const { tester, state, place, has, expectsConnectorStatus } = tools;
  if (has("HFS-1")) {
    const { idToken } = state.session;
    if (locked && idToken) await tester.presentToken(idToken, place.evseId);
    await tester.pullStationSide(place);
  }
  await expectsConnectorStatus("Available");
}

export const EV_SIDE_CASES = [
  testCase("TC_E_46_CS", "End of charging process 15118", { ISO15118Support: "M" }, async (tools) => {
    const { tester, state, place } = tools;
    await state.evConnectedPreSession();
    await state.authorized15118("EIM");
    await state.authorizationTold();
    await state.energyTransferStarted();
    const ends = (await tools.txPoints()).stops("Authorized", "PowerPathClosed", "EnergyTransfer");
    await tester.stopV2gSession(place.evseId);
    await state.event({
      triggerReason: "StopAuthorized",
      ends,
      transactionInfo: { chargingState: "EVConnected", ...(ends && { stoppedReason: "StoppedByEV" }) },
    });
  }),

  testCase(
    "TC_E_17_CS",
    "Stop transaction options - Deauthorized - EV side disconnect",
    { Core: "C-10.2 and C-06.2 and AQ-9 and NOT (NOT C-52 and (C-10.1 or C-10.3 or C-10.4))" },
    async (tools) => {
      await stopsAt(tools, "Authorized");
      await asksCsms(tools);
      await settles(tools, { stopTx: true, unlock: false });
      await endsByDisconnect(tools, "EVDisconnected");
      await takesCable(tools, true);
    },
  ),

  testCase(
    "TC_E_20_CS",
    "Stop transaction options - EVDisconnected - EV side (able to charge IEC 61851-1 EV)",
    {
      Core: "C-10.1 and NOT (NOT C-52 and (C-10.3 or C-10.4)) and NOT (NOT C-06.1 and NOT C-52 and C-10.2) and (AQ-9 or PST-Mode12Only)",
    },
    async (tools) => {
      await stopsAt(tools, "EVConnected");
      await tools.variables.setIfImplemented("TxCtrlr.StopTxOnEVSideDisconnect", false);
      await endsByDisconnect(tools, "EVDisconnected");
    },
  ),

  testCase(
    "TC_E_54_CS",
    "Stop transaction options - EVDisconnected - EV side (not able to charge IEC 61851-1 EV)",
    {
      Core: "C-10.1 and NOT (NOT C-52 and (C-10.2 or C-10.3 or C-10.4)) and (HFS-4 or ISO15118Support) and NOT PST-Mode12Only",
    },
    async (tools) => {
      await stopsAt(tools, "EVConnected");
      await tools.variables.setIfImplemented("TxCtrlr.StopTxOnEVSideDisconnect", false);
      await endsByDisconnect(tools, "StoppedByEV", "EVDisconnected");
    },
  ),

  testCase(
    "TC_E_37_CS",
    "Stop transaction options - PowerPathClosed - EV side disconnect",
    { Core: "C-10.3 and (C-52 or NOT (C-10.1 or C-10.4)) and (AQ-9 or PST-Mode12Only)" },
    async (tools) => {
      await stopsAt(tools, "PowerPathClosed");
      await tools.variables.setIfImplemented("TxCtrlr.StopTxOnEVSideDisconnect", false);
      await endsByDisconnect(tools, "EVDisconnected", "StoppedByEV");
    },
  ),

  testCase(
    "TC_E_24_CS",
    "Disconnect cable on EV-side - Deauthorize transaction - UnlockOnEVSideDisconnect is true",
    { Core: `HFS-1 and C-06.2 and C-12.1 and ${MODE3}` },
    async (tools) => {
      await losesAuthorization(tools, true);
      await takesCable(tools, false);
    },
  ),

  testCase(
    "TC_E_25_CS",
    "Disconnect cable on EV-side - Deauthorize transaction - UnlockOnEVSideDisconnect is false",
    { Core: "C-06.2 and C-12.2 and (AQ-9 or PST-Mode12Only)" },
    async (tools) => {
      await losesAuthorization(tools, false);
      await takesCable(tools, true);
    },
  ),

  testCase(
    "TC_E_26_CS",
    "Disconnect cable on EV-side - Suspend transaction",
    {
      Core: `(C-10.2 or C-10.5) and (C-52 or NOT (C-10.1 or C-10.3 or C-10.4)) and C-06.1 and C-12.2 and ${MODE3}`,
    },
    async (tools) => {
      const { tester, state, place, has, expectsConnectorStatus } = tools;
      await stopsAt(tools, has("C-10.2") ? "Authorized" : "ParkingBayOccupancy");
      await settles(tools, { stopTx: false, unlock: false });
      await state.energyTransferSuspended();
      await tester.pullEvSide(place);
      await state.event({ triggerReason: "EVCommunicationLost", transactionInfo: { chargingState: "Idle" } });
      if (has("HFS-2")) await expectsConnectorStatus("Available");
      await tester.plugInEvSide(place);
      if (has("HFS-2")) await expectsConnectorStatus("Occupied");
      await state.event({
        triggerReason: "CablePluggedIn",
        transactionInfo: { chargingState: "EVConnected" },
      });
      await state.event({
        triggerReason: "ChargingStateChanged",
        transactionInfo: { chargingState: "Charging" },
      });
    },
  ),

  testCase(
    "TC_E_27_CS",
    "Disconnect cable on EV-side - Suspend transaction - Fixed cable connection timeout",
    {
      Core: `(C-10.2 or C-10.5) and (C-52 or NOT (C-10.1 or C-10.3 or C-10.4)) and C-06.1 and C-12.2 and HFS-2 and ${MODE3}`,
    },
    async (tools) => {
      const { tester, state, variables, configured, place, has, expectsConnectorStatus } = tools;
      const byAuthorization = has("C-10.2");
      await stopsAt(tools, byAuthorization ? "Authorized" : "ParkingBayOccupancy");
      await settles(tools, { stopTx: false, unlock: false });
      await variables.set("TxCtrlr.EVConnectionTimeOut", configured.connectionTimeOut);
      await state.energyTransferSuspended();
      await tester.pullEvSide(place);
      await state.event({ triggerReason: "EVCommunicationLost", transactionInfo: { chargingState: "Idle" } });
      await expectsConnectorStatus("Available");
      await state.event({
        triggerReason: "EVConnectTimeout",
        ends: byAuthorization,
        ...(byAuthorization && { transactionInfo: { stoppedReason: "Timeout" } }),
      });
    },
  ),
];
