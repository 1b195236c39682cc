import { testCase16 } from "../../case.js";
import { sends } from "./list-updates.js";

export const LISTED_ID_CASES = [
  testCase16(
    "TC_008",
    "Regular Start Charging Session - Id in Local Authorization List",
    { LocalAuthListManagement: "M" },
    async (tools) => {
      const { csms, keys, state, idTags, has } = tools;
      await keys.set("LocalPreAuthorize", true);
      await keys.setIfImplemented("AuthorizationCacheEnabled", false);
      await keys.set("LocalAuthListEnabled", true);
      await keys.setIfImplemented("AuthorizeRemoteTxRequests", true);
      const { listVersion } = await csms.request("GetLocalListVersion");
      await sends(tools, Math.max(0, Number(listVersion)) + 1, "Full", [
        { idTag: idTags.valid, idTagInfo: { status: "Accepted" } },
      ]);
      await state.charging({ asks: false });
      if (!has("C-07") || !has("C-08")) return;

      // The same with the reader: nobody is asked either (3.5).
      await state.presents(idTags.valid);
      await state.transactionStopped();
      await state.unplugged();
      await state.authorized({ asks: false });
      await state.connectorOccupied();
      await state.transactionStarted();
    },
  ),
];
