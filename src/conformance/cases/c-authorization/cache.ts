import { Seconds } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { IdToken } from "../../pics/pics.js";
import { asksCsms, deauthorized, staysSilent, takesCableBack, usesCache } from "./preparations.js";

const CACHE = "C-49";

/** A token is cached as not accepted; presented again, the station asks the CSMS, which says `now` (C12.FR.05). */
async function asksAgain(tools: CaseTools, idToken: IdToken, cachedAs: string, now: string): Promise<void> {
  const { memory, state, variables } = tools;
  await usesCache(tools);
  await variables.setIfImplemented("AuthCacheCtrlr.DisablePostAuthorize", false);
  await memory.idTokenCached({ idToken, idTokenInfo: { status: cachedAs } });
  if (!tools.has("AQ-2")) await state.evConnectedPreSession();
  await state.authorized(undefined, { idToken, idTokenInfo: { status: now } });
  if (now === "Accepted") await state.energyTransferStarted();
  else await staysSilent(tools);
}

export const CACHE_CASES = [
  testCase(
    "TC_C_08_CS",
    "Authorization through authorization cache - Accepted",
    { Core: CACHE },
    async (tools) => {
      const { memory, state } = tools;
      await usesCache(tools);
      await memory.idTokenCached();
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await state.authorized(undefined, { asks: "no" });
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_C_09_CS",
    "Authorization through authorization cache - Invalid & Not Accepted",
    { Core: CACHE },
    (tools) => asksAgain(tools, tools.configured.invalidIdToken, "Invalid", "Invalid"),
  ),

  testCase("TC_C_10_CS", "Authorization through authorization cache - Blocked", { Core: CACHE }, (tools) =>
    asksAgain(tools, tools.configured.blockedIdToken, "Blocked", "Blocked"),
  ),

  testCase("TC_C_11_CS", "Authorization through authorization cache - Expired", { Core: CACHE }, (tools) =>
    asksAgain(tools, tools.configured.expiredIdToken, "Expired", "Expired"),
  ),

  testCase(
    "TC_C_12_CS",
    "Authorization through authorization cache - Invalid & Accepted",
    { Core: CACHE },
    (tools) => asksAgain(tools, tools.configured.validIdToken, "Invalid", "Accepted"),
  ),

  testCase(
    "TC_C_13_CS",
    "Authorization through authorization cache - Accepted but cable not connected yet",
    { Core: CACHE },
    async (tools) => {
      const { memory, state } = tools;
      await usesCache(tools);
      await memory.idTokenCached();
      await state.parkingBayOccupied();
      await state.authorized(undefined, { asks: "no" });
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_C_32_CS",
    "Store Authorization Data in the Authorization Cache - Persistent over reboot",
    { Core: CACHE },
    async (tools) => {
      const { memory, state } = tools;
      await usesCache(tools);
      await memory.idTokenCached();
      await state.booted();
      await state.authorized("local", { asks: "no" });
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_C_33_CS",
    "Store Authorization Data in the Authorization Cache - Update on AuthorizeResponse",
    { Core: CACHE },
    async (tools) => {
      const { csms, state } = tools;
      await usesCache(tools);
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await state.authorized();
      await state.energyTransferStarted();
      await state.evConnectedPostSession();
      await state.evDisconnected();
      await state.parkingBayUnoccupied();
      state.forget();
      await state.parkingBayOccupied();
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await state.authorized(undefined, { asks: "no", eventIdTokenInfo: { status: "Invalid" } });
      // What the station does about it is not asked here.
      csms.disregards("TransactionEvent");
    },
  ),

  testCase(
    "TC_C_34_CS",
    "Store Authorization Data in the Authorization Cache - Update on TransactionEventResponse",
    { Core: CACHE },
    async (tools) => {
      const { csms, memory, state, variables, tester, place, configured, txPoints } = tools;
      await usesCache(tools);
      await variables.setIfImplemented("TxCtrlr.StopTxOnInvalidId", true);
      await variables.setIfImplemented("TxCtrlr.MaxEnergyOnInvalidId", 0);
      await memory.idTokenCached();
      const points = await txPoints();
      const pluggedFirst = !points.starts("Authorized") && !tools.has("AQ-2");
      if (pluggedFirst) await state.evConnectedPreSession();
      await state.authorized(undefined, { asks: "no", eventIdTokenInfo: { status: "Invalid" } });
      if (state.session.transaction === "none") {
        // Energy is all that starts the transaction: the CSMS can say so only then.
        await state.evConnectedPreSession();
        await state.energyTransferStarted();
      }
      await csms.gathers("TransactionEvent", (events) => events.some(deauthorized), "the event Deauthorized");
      csms.disregards("TransactionEvent");
      if (state.session.plugged) await takesCableBack(tools);
      if (configured.parkingBayEvseIds.includes(place.evseId)) {
        await tester.setParkingBay(place.evseId, false);
        await tester.setParkingBay(place.evseId, true);
      }
      state.forget();
      state.session.bayOccupied = true;
      await state.authorized(undefined, { idTokenInfo: { status: "Invalid" } });
    },
  ),

  testCase(
    "TC_C_36_CS",
    "Store Authorization Data in the Authorization Cache - LocalPreAuthorize = false",
    { Core: CACHE },
    async (tools) => {
      const { memory, state, variables } = tools;
      await memory.idTokenCached();
      await variables.set("AuthCtrlr.LocalPreAuthorize", false);
      await state.authorized(undefined, { idTokenInfo: { status: "Invalid" } });
      await staysSilent(tools);
    },
  ),

  testCase(
    "TC_C_37_CS",
    "Clear Authorization Data in Authorization Cache - Accepted",
    { Core: CACHE },
    async (tools) => {
      const { csms, memory, state } = tools;
      await usesCache(tools);
      await memory.idTokenCached();
      await csms.ask("ClearCache", {}, { status: "Accepted" });
      await state.parkingBayOccupied();
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await state.authorized();
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_C_38_CS",
    "Clear Authorization Data in Authorization Cache - Rejected",
    { Core: CACHE },
    async ({ csms, memory, variables }) => {
      await memory.idTokenCached();
      await variables.set("AuthCacheCtrlr.Enabled", false);
      await csms.ask("ClearCache", {}, { status: "Rejected" });
    },
  ),

  testCase(
    "TC_C_46_CS",
    "Store Authorization Data in the Authorization Cache - LifeTime",
    { Core: "C-49 and C-53" },
    async (tools) => {
      const { csms, memory, state, variables, configured } = tools;
      const lifeTime = Math.ceil(configured.transactionDuration);
      await usesCache(tools);
      await variables.set("AuthCacheCtrlr.LifeTime", lifeTime);
      await memory.idTokenCached();
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      await csms.waits(Seconds(lifeTime + 0.5));
      await state.authorized("local");
      // Charging begins where the cable is plugged; that is not asked here.
      csms.disregards("TransactionEvent");
    },
  ),

  testCase(
    "TC_C_57_CS",
    "Authorization through authorization cache - DisablePostAuthorize",
    { Core: "C-59 and C-49" },
    async (tools) => {
      const { csms, memory, state, tester, variables, configured, place } = tools;
      const { invalidIdToken, quietTime } = configured;
      await asksCsms(tools);
      await usesCache(tools);
      await memory.idTokenCached({ idToken: invalidIdToken, idTokenInfo: { status: "Invalid" } });
      await variables.set("AuthCacheCtrlr.DisablePostAuthorize", true);
      if (!tools.has("AQ-2")) await state.evConnectedPreSession();
      if (configured.start === "remote") {
        await csms.request("RequestStartTransaction", {
          idToken: { ...invalidIdToken },
          remoteStartId: 57,
          evseId: place.evseId,
        });
      } else {
        await tester.presentToken(invalidIdToken, place.evseId);
      }
      await csms.expectsNone("Authorize", Seconds(quietTime));
      await csms.expectsNone("TransactionEvent", Seconds(0), { triggerReason: "Authorized" });
    },
  ),
];
