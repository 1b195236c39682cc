import type { RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import {
  idTokenFromIdTag,
  idTokenInfoFromIdTagInfo,
  type IdTagInfo,
  type IdTokenInfo,
} from "../c-authorization/index.js";
import type { LocalAuthorizationList } from "./interface.js";

type SendLocalListRequest = RequestOf<"ocpp1.6", "SendLocalList">;
type SendLocalListResponse = ResponseOf<"ocpp1.6", "SendLocalList">;
type GetLocalListVersionResponse = ResponseOf<"ocpp1.6", "GetLocalListVersion">;

/** Versions that mean something else in OCPP 1.6. */
const EMPTY = 0;
const NOT_SUPPORTED = -1;

/** SendLocalList and GetLocalListVersion of OCPP 1.6. */
export function localListHandlersOcpp16(
  list: Pick<LocalAuthorizationList, "enabled" | "size" | "update" | "version">,
): RequestHandlers {
  const version = (): number => {
    if (!list.enabled) return NOT_SUPPORTED;
    return list.size === 0 ? EMPTY : list.version;
  };
  return {
    SendLocalList(request: SendLocalListRequest) {
      if (!list.enabled) return { response: { status: "NotSupported" } satisfies SendLocalListResponse };
      const { status } = list.update({
        type: request.updateType,
        version: request.listVersion,
        entries: (request.localAuthorizationList ?? []).map(({ idTag, idTagInfo }) => ({
          idToken: idTokenFromIdTag(idTag),
          ...(idTagInfo && { info: listedInfo(idTagInfo) }),
        })),
        bytes: Buffer.byteLength(JSON.stringify(request)),
      });
      return { response: { status } satisfies SendLocalListResponse };
    },
    GetLocalListVersion: () => ({
      response: { listVersion: version() } satisfies GetLocalListVersionResponse,
    }),
  };
}

/** In a list of OCPP 1.6 (3.5.2) ConcurrentTx marks an idTag as valid, like Accepted. */
function listedInfo(idTagInfo: IdTagInfo): IdTokenInfo {
  const info = idTokenInfoFromIdTagInfo(idTagInfo);
  return info.status === "ConcurrentTx" ? { ...info, status: "Accepted" } : info;
}
