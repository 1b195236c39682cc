import { Seconds } from "../../../../kernel/index.js";
import { testCase16 } from "../../case.js";

export const CACHE_CASES = [
  testCase16(
    "TC_007",
    "Regular Start Charging Session - Cached Id",
    { Core: "C-04" },
    async ({ keys, memory, state, has }) => {
      await keys.setIfImplemented("AuthorizationCacheEnabled", true);
      await keys.setIfImplemented("AuthorizeRemoteTxRequests", true);
      await keys.set("LocalPreAuthorize", true);
      await memory.idTagCached();
      await state.charging({ asks: false });
      if (!has("C-07") || !has("C-08")) return;
      // The same with a local start, which other editions of the case have.
      await state.presents(state.session.idTag ?? "");
      await state.transactionStopped();
      await state.unplugged();
      await state.authorized({ asks: false });
      await state.connectorOccupied();
      await state.transactionStarted();
    },
  ),

  testCase16(
    "TC_061",
    "Clear Authorization Data in Authorization Cache",
    { Core: "C-07 and C-08 and C-04" },
    async ({ csms, keys, state, idTags, configured }) => {
      const { connectionTimeOut, patience } = configured;
      await keys.setIfImplemented("AuthorizationCacheEnabled", true);
      await keys.set("LocalPreAuthorize", true);
      await keys.set("ConnectionTimeOut", connectionTimeOut);
      await state.authorized();
      // Who presents the same idTag again does not want to charge any more; else the time-out ends it.
      await state.presents(idTags.valid);
      await state.expectsStatus("Available", { within: Seconds(connectionTimeOut + patience) });
      await csms.ask("ClearCache", {}, { status: "Accepted" });
      await state.authorized();
    },
  ),
];
