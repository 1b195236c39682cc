import { CallFailed } from "../../csms-link/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type { PresentedContract } from "../../hardware/index.js";
import { messageOf, type Clock, type Logger, type Store } from "../../kernel/index.js";
import type { Certificate } from "../../pki/index.js";
import { createAuthorizationCache, expiryOf, type AuthorizationCache } from "./authorization-cache.js";
import { decideContract, judgedTogether } from "./contract-decision.js";
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
  /** The roots that contracts of EVs are validated by: those of mobility operators, and those of V2G. */
  readonly contractRoots: () => readonly Certificate[];
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
 * The Authorization engine (C01 to C16), contracts of EVs (C07) included.
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
  return new AuthorizationEngine(abilities);
}

/** How a CSMS is asked, and whether the station may judge by itself where nobody answers. */
interface Question {
  ask(): Promise<IdTokenInfo>;
  readonly offlineToo: boolean;
}

/** A class, so that the stations of a process share its methods. */
class AuthorizationEngine implements Authorization {
  readonly #abilities: AuthorizationAbilities;
  readonly #cache: AuthorizationCache;

  constructor(abilities: AuthorizationAbilities) {
    const { deviceModel, store, clock, cacheCapacity } = abilities;
    this.#abilities = abilities;
    this.#cache = createAuthorizationCache({
      ...{ deviceModel, store, clock },
      ...(cacheCapacity !== undefined && { capacity: cacheCapacity }),
    });
  }

  authorize(idToken: IdToken): Promise<AuthorizationOutcome> {
    const ask = (): Promise<IdTokenInfo> => this.#abilities.port.authorize(idToken);
    return this.#authorize(idToken, () => this.#judge(idToken, { ask, offlineToo: true }));
  }

  authorizeContract(contract: PresentedContract): Promise<AuthorizationOutcome> {
    const emaid: IdToken = { idToken: contract.emaid, type: "eMAID" };
    return this.#authorize(emaid, () => this.#judgeContract(emaid, contract));
  }

  async #authorize(
    idToken: IdToken,
    judge: () => Promise<AuthorizationOutcome>,
  ): Promise<AuthorizationOutcome> {
    const { logger, judged: told } = this.#abilities;
    if (!this.required || !isJudged(idToken)) return this.#outcome({ status: "Accepted" }, "notRequired");
    try {
      const judged = await judge();
      logger.debug(`${printableIdToken(idToken)}: ${judged.info.status}, by ${judged.source}`);
      told?.(idToken, judged);
      return judged;
    } catch (error) {
      logger.error({ err: error }, `Judging ${printableIdToken(idToken)} failed; not accepted`);
      return this.#outcome({ status: "Unknown" }, "none");
    }
  }

  validLocally(idToken: IdToken): IdTokenInfo | null {
    const entry = this.#findEntry(idToken);
    return entry && isValid(entry) ? entry.info : null;
  }

  /** C10.FR.05 */
  learn(idToken: IdToken, info: IdTokenInfo): void {
    try {
      this.#cache.learn(idToken, info);
    } catch (error) {
      this.#abilities.logger.error({ err: error }, "The authorization cache could not be written");
    }
  }

  cached(idToken: IdToken): IdTokenInfo | null {
    return this.#cache.stored(idToken);
  }

  forgetCached(idToken: IdToken): void {
    this.#cache.forget(idToken);
  }

  clearCache(): boolean {
    if (!this.#cache.enabled) return false; // C11.FR.04
    try {
      this.#cache.clear(); // C11.FR.01
      return true;
    } catch (error) {
      this.#abilities.logger.error(`The authorization cache could not be cleared: ${messageOf(error)}`);
      return false; // C11.FR.05
    }
  }

  isMasterPass(info: IdTokenInfo): boolean {
    const group = this.#abilities.deviceModel.find("AuthCtrlr.MasterPassGroupId") ?? "";
    return group !== "" && info.groupIdToken?.idToken.toLowerCase() === group.toLowerCase();
  }

  get required(): boolean {
    return this.#abilities.deviceModel.find("AuthCtrlr.Enabled")?.toLowerCase() !== "false"; // C01.FR.01
  }

  #isOn(path: string): boolean {
    return this.#abilities.deviceModel.find(path)?.toLowerCase() === "true";
  }

  #rules(): LocalRules {
    return {
      localPreAuthorize: this.#isOn("AuthCtrlr.LocalPreAuthorize"),
      localAuthorizeOffline: this.#isOn("AuthCtrlr.LocalAuthorizeOffline"),
      offlineTxForUnknownId: this.#isOn("AuthCtrlr.OfflineTxForUnknownIdEnabled"),
      disableRemoteAuthorization: this.#isOn("AuthCtrlr.DisableRemoteAuthorization"),
      disablePostAuthorize: {
        cache: this.#isOn("AuthCacheCtrlr.DisablePostAuthorize"),
        localList: this.#isOn("LocalAuthListCtrlr.DisablePostAuthorize"),
      },
      contractValidationOffline: this.#isOn("ISO15118Ctrlr.ContractValidationOffline"),
    };
  }

  /** C13.FR.01, C14.FR.01: the list has the first word. */
  #findEntry(idToken: IdToken): LocalEntry | null {
    const { localList, clock } = this.#abilities;
    const info = localList.find(idToken);
    if (!info) return this.#cache.find(idToken);
    const expiry = this.#isOn("LocalAuthListCtrlr.SupportsExpiryDateTime") ? expiryOf(info) : null;
    return { source: "localList", info, lapsed: expiry !== null && clock.now() > expiry }; // C13.FR.05, C14.FR.05
  }

  #outcome(info: IdTokenInfo, source: AuthorizationOutcome["source"]): AuthorizationOutcome {
    return {
      info,
      source,
      // A blocked or expired master pass opens nothing (C09.FR.11).
      masterPass: info.status === "Accepted" && this.isMasterPass(info), // C12.FR.09, C16.FR.03, C16.FR.04, C16.FR.05
    };
  }

  /** C07: the chain first, then the eMAID. */
  async #judgeContract(emaid: IdToken, contract: PresentedContract): Promise<AuthorizationOutcome> {
    const { contractRoots, clock, online, port, logger } = this.#abilities;
    const decision = decideContract(contract, {
      pncEnabled: this.#isOn("ISO15118Ctrlr.PnCEnabled"),
      centralValidation: this.#isOn("ISO15118Ctrlr.CentralContractValidationAllowed"),
      roots: contractRoots(),
      online: online(),
      now: clock.now(),
    });
    if (decision.verdict === "refuse") {
      logger.warn(`the contract ${contract.emaid} is refused: ${decision.because}`);
      return this.#outcome({ status: decision.status }, "none");
    }
    const { evidence, offlineToo } = decision;
    const ask = async (): Promise<IdTokenInfo> =>
      judgedTogether(await port.authorizeContract(emaid, evidence));
    return this.#judge(emaid, { ask, offlineToo });
  }

  async #judge(idToken: IdToken, { ask, offlineToo }: Question): Promise<AuthorizationOutcome> {
    const { online, logger } = this.#abilities;
    const entry = this.#findEntry(idToken);
    const local = decideLocally(idToken.type, entry, online(), this.#rules());
    if (local.verdict !== "ask") return this.#outcome(local.info, local.source);
    try {
      const info = await ask();
      this.learn(idToken, info); // C10.FR.04, C12.FR.06
      return this.#outcome(info, "csms");
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      const token = printableIdToken(idToken);
      if (!isUnanswered(error)) {
        logger.warn(`The CSMS could not judge ${token}: ${error.message}; not accepted`);
        return this.#outcome({ status: "Unknown" }, "none");
      }
      if (!offlineToo) {
        logger.warn(`The CSMS did not answer for ${token}: ${error.message}; not accepted`);
        return this.#outcome({ status: "Invalid" }, "none");
      }
      logger.warn(`The CSMS did not answer for ${token}: ${error.message}; the offline rules decide`);
      const offline: LocalDecision = decideLocally(idToken.type, entry, false, this.#rules());
      return offline.verdict === "ask"
        ? this.#outcome({ status: "Unknown" }, "none")
        : this.#outcome(offline.info, offline.source);
    }
  }
}

/** C02.FR.01, C03.FR.01, C05.FR.01: the start button and what the CSMS itself identifies are never asked about. */
function isJudged({ type }: IdToken): boolean {
  return type !== "NoAuthorization" && type !== "Central";
}

/** Whether nobody answered, as when offline; an error or a broken response is an answer. */
function isUnanswered({ failure }: CallFailed): boolean {
  return failure.kind === "offline" || failure.kind === "timeout" || failure.kind === "notAllowed";
}
