import type { Payload } from "../../../protocol/index.js";
import { presents } from "./authorized.js";
import type { ReusableStates16 } from "./reusable-states.js";
import type { StateContext16 } from "./state-context.js";

/** The memory states of OCPP 1.6. */
export interface MemoryStates16 {
  /** The idTag is in the Authorization Cache, the valid one unless told, by a whole session. */
  idTagCached(idTag?: string): Promise<void>;
  /** The Local Authorization List has the idTag, the valid one unless told, as Accepted, and no other. */
  idTagLocalAuthList(idTag?: string): Promise<void>;
  setChargingProfile(connectorId: number, csChargingProfiles: Payload): Promise<void>;
}

export function createMemoryStates16(context: StateContext16, state: ReusableStates16): MemoryStates16 {
  const { csms, keys, idTags } = context;
  return {
    async idTagCached(idTag = idTags.valid) {
      await keys.setIfImplemented("AuthorizationCacheEnabled", true);
      await state.charging({ idTag });
      await presents(context, state.session, idTag);
      await state.transactionStopped();
      await state.unplugged();
    },
    async idTagLocalAuthList(idTag = idTags.valid) {
      await keys.set("LocalAuthListEnabled", true);
      await csms.ask(
        "SendLocalList",
        {
          listVersion: 1,
          updateType: "Full",
          localAuthorizationList: [{ idTag, idTagInfo: { status: "Accepted" } }],
        },
        { status: "Accepted" },
      );
    },
    async setChargingProfile(connectorId, csChargingProfiles) {
      await csms.ask("SetChargingProfile", { connectorId, csChargingProfiles }, { status: "Accepted" });
    },
  };
}
