import type { DeviceModel } from "../../device-model/index.js";
import type { Clock, Store } from "../../kernel/index.js";
import type { IdToken, IdTokenInfo } from "./interface.js";
import type { LocalEntry } from "./local-decision.js";
import { storedKeyOf, storedSizeOf } from "./stored-id-token.js";

/** The Authorization Cache (C10, C11): what CSMSs last said of idTokens, whatever the status. */
export interface AuthorizationCache {
  /** `AuthCacheCtrlr.Enabled` (C10.FR.11). */
  readonly enabled: boolean;
  /** The entry, lapsed ones included; `null` where there is none or the cache is disabled. */
  find(idToken: IdToken): LocalEntry | null;
  /** Keeps the latest word on an idToken; durable when it returns. */
  learn(idToken: IdToken, info: IdTokenInfo): void;
  /** What is stored of an idToken, whether or not the cache is used now (N09). */
  stored(idToken: IdToken): IdTokenInfo | null;
  /** Forgets one idToken (N10). */
  forget(idToken: IdToken): void;
  /** Forgets all. */
  clear(): void;
}

interface CachedInfo {
  readonly info: IdTokenInfo;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** Bytes that the cache may take unless told otherwise: about a thousand idTokens. */
export const DEFAULT_CACHE_CAPACITY = 262_144;

/**
 * Makes the cache. Entries lapse by the clock when they are read, so that it needs no timer. Only hashes of
 * idTokens are stored (C10.FR.12).
 * @param capacity bytes; the limit of `AuthCacheCtrlr.Storage`, which it keeps up to date where it exists
 */
export function createAuthorizationCache({
  deviceModel,
  store,
  clock,
  capacity = DEFAULT_CACHE_CAPACITY,
}: {
  deviceModel: Pick<DeviceModel, "find" | "has" | "update">;
  store: Store;
  clock: Clock;
  capacity?: number;
}): AuthorizationCache {
  const table = store.table<CachedInfo>("authorizationCache");
  let used = 0;
  for (const [key, cached] of table.entries()) used += storedSizeOf(key, cached);

  const reportUse = (): void => {
    if (deviceModel.has("AuthCacheCtrlr.Storage")) deviceModel.update("AuthCacheCtrlr.Storage", used);
  };
  reportUse();

  const enabled = (): boolean => deviceModel.find("AuthCacheCtrlr.Enabled")?.toLowerCase() === "true";

  const hasLapsed = ({ info, updatedAt }: CachedInfo): boolean => {
    const expiry = expiryOf(info);
    if (expiry !== null) return clock.now() > expiry; // C10.FR.13
    const lifeTime = Number(deviceModel.find("AuthCacheCtrlr.LifeTime") ?? 0);
    return lifeTime > 0 && clock.now() > updatedAt + lifeTime * 1_000; // C10.FR.08, C10.FR.10
  };

  const drop = (key: string): void => {
    const cached = table.get(key);
    if (!cached) return;
    used -= storedSizeOf(key, cached);
    table.delete(key);
  };

  /** C10.FR.07: entries that authorize nobody go first, then those not heard of for the longest time. */
  const makeRoomFor = (bytes: number): void => {
    const worthKeeping = (cached: CachedInfo): number =>
      cached.info.status === "Accepted" && !hasLapsed(cached) ? 1 : 0;
    const entries = table.entries();
    used = entries.reduce((sum, [key, cached]) => sum + storedSizeOf(key, cached), 0);
    const candidates = entries
      .map(([key, cached]) => ({ key, worth: worthKeeping(cached), updatedAt: cached.updatedAt }))
      .sort((a, b) => a.worth - b.worth || a.updatedAt - b.updatedAt);
    for (const { key } of candidates) {
      if (used + bytes <= capacity) return;
      drop(key);
    }
  };

  return {
    get enabled() {
      return enabled();
    },
    find(idToken) {
      if (!enabled()) return null;
      const cached = table.get(storedKeyOf(idToken));
      return cached ? { source: "cache", info: cached.info, lapsed: hasLapsed(cached) } : null;
    },
    learn(idToken, info) {
      if (!enabled() || !isCacheable(idToken)) return;
      const key = storedKeyOf(idToken);
      const cached: CachedInfo = { info: withoutTariff(info), updatedAt: clock.now() };
      const size = storedSizeOf(key, cached);
      const before = used;
      try {
        store.transaction(() => {
          drop(key);
          // C10.FR.10 (errata 2025-01): an expiry in the past keeps an idToken out.
          if (!hasLapsed(cached) && size <= capacity) {
            if (used + size > capacity) makeRoomFor(size);
            table.put(key, cached);
            used += size;
          }
        });
      } catch (error) {
        used = before;
        throw error;
      }
      reportUse();
    },
    stored: (idToken) => table.get(storedKeyOf(idToken))?.info ?? null,
    forget(idToken) {
      drop(storedKeyOf(idToken));
      reportUse();
    },
    clear() {
      table.clear();
      used = 0;
      reportUse();
    },
  };
}

/** C02.FR.03, C03.FR.02, C05.FR.02: what a CSMS or nobody identifies by is not worth remembering. */
function isCacheable({ idToken, type }: IdToken): boolean {
  return type !== "Central" && type !== "NoAuthorization" && idToken !== "";
}

/** Milliseconds since 1970, or `null` without a readable date. */
export function expiryOf(info: IdTokenInfo): number | null {
  const expiry = Date.parse(info.cacheExpiryDateTime ?? "");
  return Number.isNaN(expiry) ? null : expiry;
}

/** Only what is known by name is kept; a personal message tells the tariff (I01.FR.01) and is not (C10.FR.09). */
function withoutTariff({
  status,
  groupIdToken,
  cacheExpiryDateTime,
  evseId,
  chargingPriority,
  language1,
  language2,
}: IdTokenInfo): IdTokenInfo {
  return {
    status,
    ...(groupIdToken !== undefined && { groupIdToken }),
    ...(cacheExpiryDateTime !== undefined && { cacheExpiryDateTime }),
    ...(evseId !== undefined && { evseId }),
    ...(chargingPriority !== undefined && { chargingPriority }),
    ...(language1 !== undefined && { language1 }),
    ...(language2 !== undefined && { language2 }),
  };
}
