import { Seconds } from "../../../kernel/index.js";
import { all, containing, oneOf, present } from "../../expectations/pattern.js";
import { testCase } from "../../case.js";
import { asksCsms } from "../c-authorization/preparations.js";
import { startsAt } from "../preparations.js";

const LOCAL = "C-30 or C-31 or C-32 or C-33 or C-34 or C-35 or ISO15118Support";

/** A meter value with everything that makes it a signed one (J). */
const SIGNED = {
  encodingMethod: present,
  publicKey: present,
  signedMeterData: present,
  signingMethod: present,
};

export const START_CASES = [
  testCase(
    "TC_E_01_CS",
    "Start transaction options - PowerPathClosed",
    { Core: "C-09.4 and (C-51 or NOT (C-09.1 or C-09.2 or C-09.3 or C-09.6))" },
    async (tools) => {
      const { state } = tools;
      await startsAt(tools, "PowerPathClosed");
      await state.authorized();
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_02_CS",
    "Start transaction options - EnergyTransfer",
    { Core: "C-09.5 and (C-51 or NOT (C-09.1 or C-09.2 or C-09.3 or C-09.4 or C-09.6))" },
    async (tools) => {
      const { tester, state, place, expectsConnectorStatus } = tools;
      await startsAt(tools, "EnergyTransfer");
      await state.authorized();
      await tester.plugIn(place);
      await expectsConnectorStatus("Occupied");
      await state.event({
        triggerReason: oneOf("ChargingStateChanged", "Authorized"),
        transactionInfo: { chargingState: "Charging" },
        more: { evse: { id: place.evseId, connectorId: place.connectorId } },
      });
    },
  ),

  testCase(
    "TC_E_03_CS",
    "Local start transaction - Cable plugin first - Success",
    { Core: `NOT AQ-2 and (${LOCAL})` },
    async (tools) => {
      const { state } = tools;
      await asksCsms(tools);
      await state.evConnectedPreSession();
      await state.authorized("local");
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_04_CS",
    "Local start transaction - Authorization first - Success",
    { Core: "C-30 or C-31 or C-32 or C-33 or C-35" },
    async (tools) => {
      const { state } = tools;
      await asksCsms(tools);
      await state.parkingBayOccupied();
      await state.authorized("local");
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_05_CS",
    "Local start transaction - Authorization first - Cable plugin timeout",
    { Core: LOCAL },
    async (tools) => {
      const { state, variables, configured, txPoints } = tools;
      await variables.set("TxCtrlr.EVConnectionTimeOut", configured.connectionTimeOut);
      await asksCsms(tools);
      await variables.setIfImplemented("AuthCacheCtrlr.Enabled", false);
      await state.authorized("local");
      const { session } = state;
      if (session.transaction === "ongoing") {
        const ends = (await txPoints()).stops("Authorized");
        await state.event({
          triggerReason: "EVConnectTimeout",
          ends,
          ...(ends && { transactionInfo: { stoppedReason: "Timeout" } }),
        });
      } else {
        await tools.csms.waits(Seconds(configured.connectionTimeOut + 1));
      }
      // The driver has gone nowhere: the bay is as it was, and a transaction that goes on is the same.
      if (session.transaction === "ended") {
        const { bayOccupied } = session;
        state.forget();
        session.bayOccupied = bayOccupied;
      } else {
        session.authorized = "no";
      }
      await state.authorized("local");
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_09_CS",
    "Start transaction options - EVConnected",
    { Core: "C-09.1 and (C-51 or NOT C-09.6)" },
    async (tools) => {
      const { state } = tools;
      await startsAt(tools, "EVConnected");
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await state.authorized();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_10_CS",
    "Start transaction options - Authorized - Local",
    { Core: `C-09.2 and (${LOCAL})` },
    async (tools) => {
      const { state } = tools;
      await startsAt(tools, "Authorized");
      await asksCsms(tools);
      await state.authorized("local");
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_11_CS",
    "Start transaction options - DataSigned",
    { Core: "C-09.3 and (C-51 or NOT (C-09.1 or C-09.2 or C-09.6))" },
    async (tools) => {
      const { tester, state, variables, place, expectsConnectorStatus } = tools;
      await startsAt(tools, "DataSigned");
      await variables.set("SampledDataCtrlr.SignReadings", true);
      await state.authorized();
      await tester.plugIn(place);
      await expectsConnectorStatus("Occupied");
      await state.event({
        triggerReason: "SignedDataReceived",
        more: {
          evse: { id: place.evseId, connectorId: place.connectorId },
          meterValue: containing({
            sampledValue: all({ context: "Transaction.Begin", signedMeterValue: SIGNED }),
          }),
        },
      });
      await state.event({
        triggerReason: "ChargingStateChanged",
        transactionInfo: { chargingState: "Charging" },
      });
    },
  ),

  testCase(
    "TC_E_12_CS",
    "Start transaction options - ParkingBayOccupied",
    { Core: "C-09.6" },
    async (tools) => {
      const { state } = tools;
      await startsAt(tools, "ParkingBayOccupancy");
      await state.parkingBayOccupied();
      await state.authorized();
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_13_CS",
    "Start transaction options - Authorized - Remote",
    { Core: "C-09.2" },
    async (tools) => {
      const { state } = tools;
      await startsAt(tools, "Authorized");
      await asksCsms(tools);
      await state.authorized("remote");
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_E_38_CS",
    "Local start transaction - EV not ready",
    { Core: "NOT C-09.5 and NOT PST-Mode12Only" },
    async ({ state }) => {
      await state.authorized();
      await state.evConnectedPreSession(false);
      if (state.session.chargingState === "SuspendedEV") return;
      await state.event({
        triggerReason: "ChargingStateChanged",
        transactionInfo: { chargingState: "SuspendedEV" },
      });
    },
  ),

  testCase(
    "TC_E_52_CS",
    "Local start transaction - Authorization first - DisableRemoteAuthorization",
    { Core: "C-58 and (C-30 or C-31 or C-32 or C-34) and (C-49 or LocalAuthListManagement)" },
    async ({ csms, tester, state, variables, configured, place, has }) => {
      const quiet = Seconds(configured.quietTime);
      await variables.setIfImplemented("AuthCtrlr.Enabled", true);
      await variables.set("AuthCtrlr.DisableRemoteAuthorization", true);
      await state.parkingBayOccupied();
      await tester.presentToken(configured.validIdToken, place.evseId);
      await csms.expectsNone("Authorize", quiet);
      // Where a lock keeps the cable from being plugged, that is the refusal.
      if (has("AQ-2")) return csms.expectsNone("TransactionEvent", quiet);
      await state.evConnectedPreSession();
      await csms.expectsNone("TransactionEvent", quiet, { transactionInfo: { chargingState: "Charging" } });
    },
  ),
];
