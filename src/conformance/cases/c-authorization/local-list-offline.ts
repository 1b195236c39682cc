import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { IdToken } from "../../pics/pics.js";
import { expectsConnectorStatusAtLast } from "../../states/connector-status.js";
import { comesBack, emptiesItsQueue, isEnded, reconnectsSoon } from "../preparations.js";
import { stopsAndLeaves } from "../e-transactions/offline.js";
import { staysSilent, usesLocalList } from "./preparations.js";

const LOCAL = { LocalAuthListManagement: "C-30 or C-31 or C-32 or C-34" };

/** Offline the station goes by its list, and takes tokens that it does not know or not. */
async function goesByListOffline(tools: CaseTools, takesUnknown: boolean): Promise<void> {
  const { variables, configured } = tools;
  await usesLocalList(tools);
  await variables.setIfImplemented("AuthCtrlr.OfflineTxForUnknownIdEnabled", takesUnknown);
  await variables.setIfImplemented("AuthCtrlr.LocalAuthorizeOffline", true);
  await variables.setIfImplemented("OCPPCommCtrlr.OfflineThreshold", configured.retryBackOffWaitMinimum + 60);
  await reconnectsSoon(tools);
}

/** A token that is listed as not accepted is presented offline, and starts nothing (C13.FR.02). */
async function refusesOffline(tools: CaseTools, idToken: IdToken, status: string): Promise<void> {
  const { csms, tester, memory, configured, place, txPoints } = tools;
  await goesByListOffline(tools, false);
  await memory.idTokenLocalAuthList(idToken, { status });
  const points = await txPoints();
  await csms.closesConnection();
  const hasBay = configured.parkingBayEvseIds.includes(place.evseId);
  if (hasBay) await tester.setParkingBay(place.evseId, true);
  await tester.presentToken(idToken, place.evseId);
  await csms.waits(Seconds(configured.transactionDuration));
  const back = await comesBack(tools);
  if (hasBay && points.starts("ParkingBayOccupancy")) {
    const [event] = await emptiesItsQueue(tools, back, (events) => events.length > 0, "the event EVDetected");
    csms.check("TransactionEvent", event, { triggerReason: "EVDetected", offline: true });
  }
  await staysSilent(tools);
}

const stopAuthorized = ({ triggerReason }: Payload): boolean => triggerReason === "StopAuthorized";

/** All that happened before the driver stopped the session must be of the time offline. */
function checkOfflineBeforeStop({ csms }: CaseTools, events: readonly Payload[]): void {
  const stop = events.find(stopAuthorized);
  for (const event of events) {
    if (Number(event["seqNo"]) < Number(stop?.["seqNo"]))
      csms.check("TransactionEvent", event, { offline: true });
  }
}

export const LOCAL_LIST_OFFLINE_CASES = [
  testCase(
    "TC_C_21_CS",
    "Offline authorization through local authorization list - Accepted",
    LOCAL,
    async (tools) => {
      const { csms, memory, state, configured, place } = tools;
      await goesByListOffline(tools, false);
      await memory.idTokenLocalAuthList();
      const back = await state.startOfflineTransaction();
      await csms.waits(Seconds(configured.transactionDuration));
      await stopsAndLeaves(tools, "local", configured.validIdToken);
      const events = await emptiesItsQueue(
        tools,
        back,
        (gathered) => gathered.some(stopAuthorized) && gathered.some(isEnded),
        "the events StopAuthorized and Ended",
      );
      checkOfflineBeforeStop(tools, events);
      await expectsConnectorStatusAtLast(csms, place, "Available");
    },
  ),

  testCase("TC_C_22_CS", "Offline authorization through local authorization list - Invalid", LOCAL, (tools) =>
    refusesOffline(tools, tools.configured.invalidIdToken, "Invalid"),
  ),

  testCase(
    "TC_C_23_CS",
    "Offline authorization through local authorization list - Restricted",
    LOCAL,
    (tools) => refusesOffline(tools, tools.configured.blockedIdToken, "Blocked"),
  ),

  testCase("TC_C_24_CS", "Offline authorization through local authorization list - Expired", LOCAL, (tools) =>
    refusesOffline(tools, tools.configured.expiredIdToken, "Expired"),
  ),

  testCase(
    "TC_C_25_CS",
    "Offline authorization through local authorization list - Local Authorization List > Authorization Cache",
    LOCAL,
    async (tools) => {
      const { csms, tester, state, memory, variables, configured, place, has } = tools;
      const { validIdToken } = configured;
      if (has("C-49")) await memory.idTokenCached();
      await goesByListOffline(tools, true);
      await variables.setIfImplemented("TxCtrlr.StopTxOnInvalidId", false);
      await memory.idTokenLocalAuthList(validIdToken, { status: "Invalid" });
      if (!has("AQ-2")) await state.evConnectedPreSession();
      await csms.closesConnection();
      await tester.presentToken(validIdToken, place.evseId);
      await csms.waits(Seconds(configured.transactionDuration));
      await comesBack(tools);
      await staysSilent(tools);
    },
  ),
];
