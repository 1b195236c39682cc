import { Seconds } from "../../../../kernel/index.js";
import type { Return } from "../../../csms/test-csms.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { transactionIdOf } from "../../states/charging.js";
import { checkSpacing, samplesIn } from "./sampled-values.js";

const LOCAL_AUTHORIZATION = "C-07 and C-08 and (LocalAuthListManagement or C-02 or C-04)";
/** Sampling intervals that are spent offline. */
const INTERVALS_OFFLINE = 3;

export const OFFLINE_CASES = [
  testCase16("TC_036", "Connection Loss During Transaction", { Core: "M" }, async (tools) => {
    const { csms, keys, state, configured } = tools;
    const { sampledInterval, patience } = configured;
    await keys.set("MeterValueSampleInterval", sampledInterval);
    await state.charging();
    const { transactionId } = state;
    const samples = (): readonly number[] =>
      samplesIn(
        csms.heard.filter(
          ({ action, payload }) => action === "MeterValues" && payload["transactionId"] === transactionId,
        ),
      ).map(({ at }) => at);
    await goesOffline(tools);
    const offline = csms.now();
    await csms.waits(Seconds((INTERVALS_OFFLINE + 1) * sampledInterval));
    const back = await csms.acceptsReconnection(Seconds(configured.bootPatience));
    await csms.until(
      () => samples().some((at) => at > back.at + sampledInterval * 1000),
      "no new samples come after the reconnection",
      Seconds(3 * sampledInterval + patience),
    );
    if (samples().filter((at) => at > offline && at < back.at).length < INTERVALS_OFFLINE)
      throw new ValidationFailed(`there are not ${INTERVALS_OFFLINE} samples of the time offline`);
    // In the order of their coming: those that waited before the new ones, and none lost.
    checkSpacing(samples(), sampledInterval);
  }),

  testCase16(
    "TC_037_1",
    "Offline Start Transaction - Valid IdTag",
    { Core: LOCAL_AUTHORIZATION },
    async (tools) => {
      await knowsLocally(tools, tools.idTags.valid);
      const back = await startsOffline(tools, tools.idTags.valid);
      const start = await tools.state.transactionStarted();
      checkHappenedBefore(String(start.payload["timestamp"]), back);
    },
  ),

  testCase16(
    "TC_037_2",
    "Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId = false",
    { Core: `${LOCAL_AUTHORIZATION} or Mode12Only and (LocalAuthListManagement or C-02 or C-04)` },
    async (tools) => {
      const { csms, keys, state, configured } = tools;
      await keys.setIfImplemented("MaxEnergyOnInvalidId", 0);
      await startsOfflineInvalid(tools, false);
      await state.transactionStarted();
      await state.expectsStatus("SuspendedEVSE");
      await csms.expectsNone("StopTransaction", Seconds(configured.quietTime));
    },
  ),

  testCase16(
    "TC_037_3",
    "Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId = true",
    { Core: LOCAL_AUTHORIZATION },
    async (tools) => {
      await startsOfflineInvalid(tools, true);
      await tools.state.transactionStarted();
      await tools.state.transactionStopped({ reason: "DeAuthorized" });
    },
  ),

  testCase16("TC_038", "Offline Stop Transaction", { Core: "C-08" }, async (tools) => {
    const { csms, state, idTags, configured } = tools;
    await state.charging();
    await goesOffline(tools);
    await state.presents(idTags.valid);
    await csms.waits(Seconds(configured.transactionDuration));
    const back = await csms.acceptsReconnection(Seconds(configured.bootPatience));
    const stop = await state.transactionStopped({ after: back.after });
    checkHappenedBefore(String(stop.payload["timestamp"]), back);
  }),

  testCase16("TC_039", "Offline Transaction", { Core: LOCAL_AUTHORIZATION }, async (tools) => {
    const { csms, tester, state, place, connectorId, idTags, configured } = tools;
    await knowsLocally(tools, idTags.valid);
    await goesOffline(tools);
    await state.presents(idTags.valid);
    await tester.plugIn(place);
    await csms.waits(Seconds(configured.transactionDuration));
    await state.presents(idTags.valid);
    await tester.unplug(place);
    const back = await csms.acceptsReconnection(Seconds(configured.bootPatience));
    const start = await csms.expectsCall("StartTransaction", { connectorId, idTag: idTags.valid });
    checkHappenedBefore(String(start.payload["timestamp"]), back);
    state.session.transactionId = transactionIdOf(start);
    await state.transactionStopped({ after: start, status: null });
  }),
];

/** The station knows the idTag as Accepted in every way that it has. */
async function knowsLocally({ keys, memory, has }: CaseTools16, idTag: string): Promise<void> {
  await keys.set("LocalAuthorizeOffline", true);
  await keys.setIfImplemented("AuthorizationCacheEnabled", true);
  await keys.setIfImplemented("AllowOfflineTxForUnknownId", true);
  if (has("C-04")) await memory.idTagCached(idTag);
  if (has("LocalAuthListManagement")) await memory.idTagLocalAuthList(idTag);
}

/** The central system cannot be reached, and the station has noticed. */
async function goesOffline({ csms }: CaseTools16): Promise<void> {
  await csms.closesConnection();
  await csms.passesAMoment();
}

/** A session begins while the central system cannot be reached; then it can. */
async function startsOffline(tools: CaseTools16, idTag: string): Promise<Return> {
  const { csms, tester, state, place, configured } = tools;
  await goesOffline(tools);
  await state.presents(idTag);
  await tester.plugIn(place);
  await csms.waits(Seconds(configured.transactionDuration));
  state.session.idTag = idTag;
  return csms.acceptsReconnection(Seconds(configured.bootPatience));
}

/** An idTag that was accepted once is refused by the central system when the station is back. */
async function startsOfflineInvalid(tools: CaseTools16, stops: boolean): Promise<void> {
  const { csms, keys, idTags } = tools;
  await keys.set("StopTransactionOnInvalidId", stops);
  idTags.know(idTags.invalid, { status: "Accepted" });
  await knowsLocally(tools, idTags.invalid);
  idTags.know(idTags.invalid, { status: "Invalid" });
  // That the list says otherwise may be told (5.10).
  csms.disregards("StatusNotification", { connectorId: 0, errorCode: "LocalListConflict" });
  await startsOffline(tools, idTags.invalid);
}

/** The time is that of what happened, not of the message. */
function checkHappenedBefore(timestamp: string, back: Return): void {
  if (Date.parse(timestamp) > back.at)
    throw new ValidationFailed(`${timestamp} is after the reconnection, but it happened before`);
}
