import type { DeviceModel } from "../../device-model/index.js";
import type { Clock, Store, Table } from "../../kernel/index.js";
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
 * @param abilities their `capacity` in bytes is the limit of `AuthCacheCtrlr.Storage`, which it keeps up to date where it exists
 */
export function createAuthorizationCache(abilities: CacheAbilities): AuthorizationCache {
  return new StoredCache(abilities);
}

interface CacheAbilities {
  readonly deviceModel: Pick<DeviceModel, "find" | "has" | "update">;
  readonly store: Store;
  readonly clock: Clock;
  readonly capacity?: number;
}

/** A class, so that the stations of a process share its methods. */
class StoredCache implements AuthorizationCache {
  readonly #abilities: CacheAbilities;
  readonly #capacity: number;
  readonly #table: Table<CachedInfo>;
  #used: number;

  constructor(abilities: CacheAbilities) {
    this.#abilities = abilities;
    this.#capacity = abilities.capacity ?? DEFAULT_CACHE_CAPACITY;
    this.#table = abilities.store.table("authorizationCache");
    this.#used = sizeOfAll(this.#table.entries());
    this.#reportUse();
  }

  get enabled(): boolean {
    return this.#abilities.deviceModel.find("AuthCacheCtrlr.Enabled")?.toLowerCase() === "true";
  }

  find(idToken: IdToken): LocalEntry | null {
    if (!this.enabled) return null;
    const cached = this.#table.get(storedKeyOf(idToken));
    return cached ? { source: "cache", info: cached.info, lapsed: this.#hasLapsed(cached) } : null;
  }

  learn(idToken: IdToken, info: IdTokenInfo): void {
    const { store, clock } = this.#abilities;
    if (!this.enabled || !isCacheable(idToken)) return;
    const key = storedKeyOf(idToken);
    const cached: CachedInfo = { info: withoutTariff(info), updatedAt: clock.now() };
    const size = storedSizeOf(key, cached);
    const before = this.#used;
    try {
      store.transaction(() => {
        this.#drop(key);
        // C10.FR.10 (errata 2025-01): an expiry in the past keeps an idToken out.
        if (!this.#hasLapsed(cached) && size <= this.#capacity) {
          if (this.#used + size > this.#capacity) this.#makeRoomFor(size);
          this.#table.put(key, cached);
          this.#used += size;
        }
      });
    } catch (error) {
      this.#used = before;
      throw error;
    }
    this.#reportUse();
  }

  stored(idToken: IdToken): IdTokenInfo | null {
    return this.#table.get(storedKeyOf(idToken))?.info ?? null;
  }

  forget(idToken: IdToken): void {
    this.#drop(storedKeyOf(idToken));
    this.#reportUse();
  }

  clear(): void {
    this.#table.clear();
    this.#used = 0;
    this.#reportUse();
  }

  #reportUse(): void {
    const { deviceModel } = this.#abilities;
    if (deviceModel.has("AuthCacheCtrlr.Storage")) deviceModel.update("AuthCacheCtrlr.Storage", this.#used);
  }

  #hasLapsed({ info, updatedAt }: CachedInfo): boolean {
    const { deviceModel, clock } = this.#abilities;
    const expiry = expiryOf(info);
    if (expiry !== null) return clock.now() > expiry; // C10.FR.13
    const lifeTime = Number(deviceModel.find("AuthCacheCtrlr.LifeTime") ?? 0);
    return lifeTime > 0 && clock.now() > updatedAt + lifeTime * 1_000; // C10.FR.08, C10.FR.10
  }

  #drop(key: string): void {
    const cached = this.#table.get(key);
    if (!cached) return;
    this.#used -= storedSizeOf(key, cached);
    this.#table.delete(key);
  }

  /** C10.FR.07: entries that authorize nobody go first, then those not heard of for the longest time. */
  #makeRoomFor(bytes: number): void {
    const worthKeeping = (cached: CachedInfo): number =>
      cached.info.status === "Accepted" && !this.#hasLapsed(cached) ? 1 : 0;
    const entries = this.#table.entries();
    this.#used = sizeOfAll(entries);
    const candidates = entries
      .map(([key, cached]) => ({ key, worth: worthKeeping(cached), updatedAt: cached.updatedAt }))
      .sort((a, b) => a.worth - b.worth || a.updatedAt - b.updatedAt);
    for (const { key } of candidates) {
      if (this.#used + bytes <= this.#capacity) return;
      this.#drop(key);
    }
  }
}

const sizeOfAll = (entries: readonly [string, CachedInfo][]): number =>
  entries.reduce((sum, [key, cached]) => sum + storedSizeOf(key, cached), 0);

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
