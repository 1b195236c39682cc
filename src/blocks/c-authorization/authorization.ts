import { CallFailed } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, type Clock, type Logger, type Store } from "../../kernel/index.js";
import { createAuthorizationCache, expiryOf } from "./authorization-cache.js";
import { printableIdToken } from "./id-token.js";
import type {
  Authorization,
  AuthorizationOutcome,
  AuthorizePort,
  IdToken,
  IdTokenInfo,
  LocalListLookup,
} from "./interface.js";
import {
  decideLocally,
  isValid,
  type LocalDecision,
  type LocalEntry,
  type LocalRules,
} from "./local-decision.js";

/** What {@link createAuthorization} needs. */
export interface AuthorizationAbilities {
  readonly deviceModel: Pick<DeviceModel, "find" | "has" | "update">;
  /** How to ask the CSMS. */
  readonly port: AuthorizePort;
  readonly localList: LocalListLookup;
  /** Told of every token that was judged. */
  readonly judged?: (idToken: IdToken, outcome: AuthorizationOutcome) => void;
  /** Whether a CSMS can be asked now. */
  readonly online: () => boolean;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
  /** Bytes that the cache may take; the limit of `AuthCacheCtrlr.Storage`. */
  readonly cacheCapacity?: number;
}

/**
 * The Authorization engine (C01 to C16).
 *
 * Where the CSMS is asked and no answer comes (connection lost, time-out, not registered), the driver is judged
 * by the offline rules, for nobody can be reached; where it answers with an error, the idToken is not accepted.
 * An idToken of type Central is taken as authorized, because it comes from the CSMS itself: callers pass one on
 * only from a request of the CSMS, never from a reader.
 *
 * @example
 * const { info, masterPass } = await authorization.authorize({ idToken: "04A2B3C4", type: "ISO14443" });
 * if (info.status === "Accepted" && !masterPass) start();
 */
export function createAuthorization(abilities: AuthorizationAbilities): Authorization {
  const { deviceModel, port, localList, online, clock, store, logger, cacheCapacity } = abilities;
  const cache = createAuthorizationCache({
    deviceModel,
    store,
    clock,
    ...(cacheCapacity !== undefined && { capacity: cacheCapacity }),
  });

  const isOn = (path: string): boolean => deviceModel.find(path)?.toLowerCase() === "true";
  const required = (): boolean => deviceModel.find("AuthCtrlr.Enabled")?.toLowerCase() !== "false"; // C01.FR.01

  const rules = (): LocalRules => ({
    localPreAuthorize: isOn("AuthCtrlr.LocalPreAuthorize"),
    localAuthorizeOffline: isOn("AuthCtrlr.LocalAuthorizeOffline"),
    offlineTxForUnknownId: isOn("AuthCtrlr.OfflineTxForUnknownIdEnabled"),
    disableRemoteAuthorization: isOn("AuthCtrlr.DisableRemoteAuthorization"),
    disablePostAuthorize: {
      cache: isOn("AuthCacheCtrlr.DisablePostAuthorize"),
      localList: isOn("LocalAuthListCtrlr.DisablePostAuthorize"),
    },
    contractValidationOffline: isOn("ISO15118Ctrlr.ContractValidationOffline"),
  });

  /** C13.FR.01, C14.FR.01: the list has the first word. */
  const findEntry = (idToken: IdToken): LocalEntry | null => {
    const info = localList.find(idToken);
    if (!info) return cache.find(idToken);
    const expiry = isOn("LocalAuthListCtrlr.SupportsExpiryDateTime") ? expiryOf(info) : null;
    return { source: "localList", info, lapsed: expiry !== null && clock.now() > expiry }; // C13.FR.05, C14.FR.05
  };

  const isMasterPass = (info: IdTokenInfo): boolean => {
    const group = deviceModel.find("AuthCtrlr.MasterPassGroupId") ?? "";
    return group !== "" && info.groupIdToken?.idToken.toLowerCase() === group.toLowerCase();
  };

  const outcome = (info: IdTokenInfo, source: AuthorizationOutcome["source"]): AuthorizationOutcome => ({
    info,
    source,
    // A blocked or expired master pass opens nothing (C09.FR.11).
    masterPass: info.status === "Accepted" && isMasterPass(info), // C12.FR.09, C16.FR.03, C16.FR.04, C16.FR.05
  });

  const learn = (idToken: IdToken, info: IdTokenInfo): void => {
    try {
      cache.learn(idToken, info);
    } catch (error) {
      logger.error({ err: error }, "The authorization cache could not be written");
    }
  };

  const judge = async (idToken: IdToken): Promise<AuthorizationOutcome> => {
    const entry = findEntry(idToken);
    const local = decideLocally(idToken.type, entry, online(), rules());
    if (local.verdict !== "ask") return outcome(local.info, local.source);
    try {
      const info = await port.authorize(idToken);
      learn(idToken, info); // C10.FR.04, C12.FR.06
      return outcome(info, "csms");
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      const token = printableIdToken(idToken);
      if (!isUnanswered(error)) {
        logger.warn(`The CSMS could not judge ${token}: ${error.message}; not accepted`);
        return outcome({ status: "Unknown" }, "none");
      }
      logger.warn(`The CSMS did not answer for ${token}: ${error.message}; the offline rules decide`);
      const offline: LocalDecision = decideLocally(idToken.type, entry, false, rules());
      return offline.verdict === "ask"
        ? outcome({ status: "Unknown" }, "none")
        : outcome(offline.info, offline.source);
    }
  };

  return {
    async authorize(idToken) {
      if (!required() || !isJudged(idToken)) return outcome({ status: "Accepted" }, "notRequired");
      try {
        const judged = await judge(idToken);
        logger.debug(`${printableIdToken(idToken)}: ${judged.info.status}, by ${judged.source}`);
        abilities.judged?.(idToken, judged);
        return judged;
      } catch (error) {
        logger.error({ err: error }, `Judging ${printableIdToken(idToken)} failed; not accepted`);
        return outcome({ status: "Unknown" }, "none");
      }
    },
    validLocally(idToken) {
      const entry = findEntry(idToken);
      return entry && isValid(entry) ? entry.info : null;
    },
    learn, // C10.FR.05
    cached: (idToken) => cache.stored(idToken),
    forgetCached: (idToken) => cache.forget(idToken),
    clearCache() {
      if (!cache.enabled) return false; // C11.FR.04
      try {
        cache.clear(); // C11.FR.01
        return true;
      } catch (error) {
        logger.error(`The authorization cache could not be cleared: ${messageOf(error)}`);
        return false; // C11.FR.05
      }
    },
    isMasterPass,
    get required() {
      return required();
    },
  };
}

/** C02.FR.01, C03.FR.01, C05.FR.01: the start button and what the CSMS itself identifies are never asked about. */
function isJudged({ type }: IdToken): boolean {
  return type !== "NoAuthorization" && type !== "Central";
}

/** Whether nobody answered, as when offline; an error or a broken response is an answer. */
function isUnanswered({ failure }: CallFailed): boolean {
  return failure.kind === "offline" || failure.kind === "timeout" || failure.kind === "notAllowed";
}
