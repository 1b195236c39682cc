import type { RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import { idTokenFromOcpp2, idTokenInfoFromOcpp2 } from "../c-authorization/index.js";
import type { LocalAuthorizationList } from "./interface.js";

type SendLocalListRequest = RequestOf<"ocpp2.0.1", "SendLocalList">;
type SendLocalListResponse = ResponseOf<"ocpp2.0.1", "SendLocalList">;
type GetLocalListVersionResponse = ResponseOf<"ocpp2.0.1", "GetLocalListVersion">;

/** SendLocalList and GetLocalListVersion of OCPP 2.0.1 and 2.1 (D01, D02). */
export function localListHandlersOcpp2(
  list: Pick<LocalAuthorizationList, "update" | "version">,
): RequestHandlers {
  return {
    SendLocalList(request: SendLocalListRequest) {
      const outcome = list.update({
        type: request.updateType,
        version: request.versionNumber,
        entries: (request.localAuthorizationList ?? []).map(({ idToken, idTokenInfo }) => ({
          idToken: idTokenFromOcpp2(idToken),
          ...(idTokenInfo && { info: idTokenInfoFromOcpp2(idTokenInfo) }),
        })),
        // As JSON without spaces, the least that it can have had on the wire.
        bytes: Buffer.byteLength(JSON.stringify(request)),
      });
      const statusInfo = outcome.status === "Accepted" ? {} : statusInfoOf(outcome);
      return { response: { status: outcome.status, ...statusInfo } satisfies SendLocalListResponse };
    },
    GetLocalListVersion: () => ({
      response: { versionNumber: list.version } satisfies GetLocalListVersionResponse,
    }),
  };
}
