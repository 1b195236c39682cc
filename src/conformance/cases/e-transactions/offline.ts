import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { IdToken } from "../../pics/pics.js";
import { inGroup } from "../c-authorization/preparations.js";
import { comesBack, emptiesItsQueue, goesOffline, isEnded, reconnectsSoon } from "../preparations.js";

/** The driver stops the session by token or, where the CSMS has started it, at the EV, and drives away. */
export async function stopsAndLeaves(
  { tester, state, place, configured, has }: CaseTools,
  way: "local" | "remote",
  idToken: IdToken | undefined = state.session.idToken,
): Promise<void> {
  if (way === "remote") {
    await tester.suspendByEv(place.evseId);
    await tester.pullEvSide(place);
    if (has("HFS-1")) await tester.pullStationSide(place);
  } else {
    if (idToken) await tester.presentToken(idToken, place.evseId);
    else await tester.pressStop(place.evseId);
    await tester.unplug(place);
  }
  if (configured.parkingBayEvseIds.includes(place.evseId)) await tester.setParkingBay(place.evseId, false);
}

/** The session is stopped offline; when the station is back, it tells so. */
async function stopsOffline(tools: CaseTools, idToken?: IdToken): Promise<void> {
  await goesOffline(tools);
  await stopsAndLeaves(tools, "local", idToken);
  const back = await comesBack(tools);
  await emptiesItsQueue(tools, back, (gathered) => gathered.some(isEnded), "the end of the transaction");
}

export const OFFLINE_CASES = [
  testCase(
    "TC_E_43_CS",
    "Offline Behaviour - Transaction during offline period",
    { Core: "(C-01 and (C-30 or C-31 or C-32 or C-33 or C-34 or ISO15118Support)) or C-35" },
    async (tools) => {
      const { csms, memory, has } = tools;
      if (has("C-49")) await memory.idTokenCached();
      await reconnectsSoon(tools);
      const events = await emptiesItsQueue(
        tools,
        await memory.transactionEventsInQueueEnded(),
        (gathered) => gathered.some(isEnded),
        "the end of the transaction",
      );
      csms.check("the first event", events[0], { eventType: "Started" });
    },
  ),

  testCase(
    "TC_E_44_CS",
    "Offline Behaviour - Stop transaction during offline period",
    { Core: "C-30 or C-31 or C-32 or C-33 or C-34 or C-35 or ISO15118Support" },
    async (tools) => {
      await tools.state.energyTransferStarted();
      await stopsOffline(tools);
    },
  ),

  testCase(
    "TC_E_45_CS",
    "Offline Behaviour - Stop transaction during offline period - Same GroupId",
    { Core: "(C-30 or C-31 or C-32 or C-34) and (LocalAuthListManagement or C-49)" },
    async (tools) => {
      const { state, memory, configured, has } = tools;
      const { secondIdToken } = configured;
      if (has("C-49")) await memory.idTokenCached({ idToken: secondIdToken, idTokenInfo: inGroup(tools) });
      if (has("LocalAuthListManagement")) await memory.idTokenLocalAuthList(secondIdToken, inGroup(tools));
      await state.authorized("local", { idTokenInfo: inGroup(tools), eventIdTokenInfo: inGroup(tools) });
      await state.energyTransferStarted();
      await stopsOffline(tools, secondIdToken);
    },
  ),
];
