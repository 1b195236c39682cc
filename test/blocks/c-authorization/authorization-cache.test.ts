import {
  createAuthorizationCache,
  type AuthorizationCache,
} from "../../../src/blocks/c-authorization/authorization-cache.js";
import type { IdToken, IdTokenInfo, IdTokenType } from "../../../src/blocks/c-authorization/index.js";
import {
  createManualClock,
  createMemoryStore,
  Hours,
  Seconds,
  toTimestamp,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

const card = (idToken: string, type: IdTokenType = "ISO14443"): IdToken => ({ idToken, type });
const accepted: IdTokenInfo = { status: "Accepted" };

function bench(variables: Record<string, string> = {}, capacity?: number) {
  const clock: ManualClock = createManualClock();
  const store: Store = createMemoryStore();
  const deviceModel = createFakeDeviceModel({
    "AuthCacheCtrlr.Enabled": "true",
    "AuthCacheCtrlr.Storage": "0",
    ...variables,
  });
  const open = (): AuthorizationCache =>
    createAuthorizationCache({ deviceModel, store, clock, ...(capacity !== undefined && { capacity }) });
  return { clock, store, deviceModel, cache: open(), reopen: open };
}

test("C10.FR.01 C12.FR.06 the latest word is kept, whatever the status", () => {
  const { cache } = bench();
  cache.learn(card("04A2"), accepted);
  cache.learn(card("04A2"), { status: "Blocked", groupIdToken: { idToken: "family", type: "Central" } });
  expect(cache.find(card("04a2"))).toEqual({
    source: "cache",
    info: { status: "Blocked", groupIdToken: { idToken: "family", type: "Central" } },
    lapsed: false,
  });
  expect(cache.find(card("04A2", "ISO15693"))).toBeNull();
});

test("C10.FR.02 it survives a reboot, and so does the count of its bytes", () => {
  const { cache, reopen, deviceModel } = bench();
  cache.learn(card("04A2"), accepted);
  const used = deviceModel.string("AuthCacheCtrlr.Storage");
  expect(Number(used)).toBeGreaterThan(0);
  deviceModel.update("AuthCacheCtrlr.Storage", 0);
  expect(reopen().find(card("04A2"))?.info).toEqual(accepted);
  expect(deviceModel.string("AuthCacheCtrlr.Storage")).toBe(used);
});

test("C10.FR.12 C04.FR.04 no idToken is stored in the clear", () => {
  const { cache, store } = bench();
  cache.learn(card("04A2B3C4D5E680"), accepted);
  cache.learn(card("1234", "KeyCode"), accepted);
  const stored = JSON.stringify(store.table("authorizationCache").entries());
  expect(stored).not.toMatch(/04A2B3C4D5E680|1234"/i);
});

test.each<[string, IdToken]>([
  ["C02.FR.03", card("", "NoAuthorization")],
  ["C03.FR.02 C05.FR.02", card("abc", "Central")],
])("%s %o is not cached", (_id, idToken) => {
  const { cache, store } = bench();
  cache.learn(idToken, accepted);
  expect(store.table("authorizationCache").entries()).toEqual([]);
});

test("C10.FR.09 a tariff in the response is not cached", () => {
  const { cache, store } = bench();
  const withTariff: IdTokenInfo & { tariff: object } = { status: "Accepted", tariff: { tariffId: "night" } };
  cache.learn(card("04A2"), withTariff);
  expect(JSON.stringify(store.table("authorizationCache").entries())).not.toContain("night");
});

test("C10.FR.10 an entry lapses LifeTime after its last update", async () => {
  const { cache, clock } = bench({ "AuthCacheCtrlr.LifeTime": "60" });
  cache.learn(card("04A2"), accepted);
  await clock.advance(Seconds(60));
  expect(cache.find(card("04A2"))?.lapsed).toBe(false);
  cache.learn(card("04A2"), accepted);
  await clock.advance(Seconds(60));
  expect(cache.find(card("04A2"))?.lapsed).toBe(false);
  await clock.advance(Seconds(1));
  expect(cache.find(card("04A2"))?.lapsed).toBe(true);
});

test("C10.FR.08 without a LifeTime nothing lapses, and no timer runs", async () => {
  const { cache, clock } = bench();
  cache.learn(card("04A2"), accepted);
  await clock.advance(Hours(100_000));
  expect(cache.find(card("04A2"))?.lapsed).toBe(false);
  expect(clock.pending()).toEqual([]);
});

test("C10.FR.13 cacheExpiryDateTime goes before LifeTime", async () => {
  const { cache, clock } = bench({ "AuthCacheCtrlr.LifeTime": "60" });
  cache.learn(card("04A2"), { ...accepted, cacheExpiryDateTime: toTimestamp(clock.now() + 3_600_000) });
  await clock.advance(Hours(1));
  expect(cache.find(card("04A2"))?.lapsed).toBe(false);
  await clock.advance(Seconds(1));
  expect(cache.find(card("04A2"))?.lapsed).toBe(true);
});

test("C10.FR.10 an expiry in the past keeps an idToken out and removes it", () => {
  const { cache, clock } = bench();
  const past = { ...accepted, cacheExpiryDateTime: toTimestamp(clock.now() - 1) };
  cache.learn(card("04A2"), past);
  expect(cache.find(card("04A2"))).toBeNull();
  cache.learn(card("04A2"), accepted);
  cache.learn(card("04A2"), past);
  expect(cache.find(card("04A2"))).toBeNull();
});

test("C10.FR.07 when full, entries that authorize nobody go first, then the oldest", async () => {
  const { cache, clock, deviceModel } = bench({}, 500);
  const learnLater = async (name: string, info: IdTokenInfo): Promise<void> => {
    await clock.advance(Seconds(1));
    cache.learn(card(name), info);
  };
  await learnLater("oldest", accepted);
  await learnLater("blocked", { status: "Blocked" });
  await learnLater("newer", accepted);
  const present = (): string[] =>
    ["oldest", "blocked", "newer", "fourth", "fifth"].filter((name) => cache.find(card(name)) !== null);
  expect(present()).toEqual(["oldest", "blocked", "newer"]);
  await learnLater("fourth", accepted);
  await learnLater("fifth", accepted);
  expect(present()).not.toContain("blocked");
  expect(present()).toContain("fifth");
  await learnLater("oldest", accepted);
  await learnLater("sixth", accepted);
  expect(cache.find(card("newer"))).toBeNull();
  expect(cache.find(card("oldest"))).not.toBeNull();
  expect(deviceModel.integer("AuthCacheCtrlr.Storage")).toBeLessThanOrEqual(500);
});

test("C10.FR.07 what is larger than the whole cache is not kept and drives nothing out", () => {
  const { cache } = bench({}, 500);
  cache.learn(card("04A2"), accepted);
  cache.learn(card("04A3"), { ...accepted, groupIdToken: { idToken: "x".repeat(512), type: "Central" } });
  expect(cache.find(card("04A3"))).toBeNull();
  expect(cache.find(card("04A2"))).not.toBeNull();
});

test("C10.FR.11 disabled, it neither learns nor tells", () => {
  const { cache, deviceModel } = bench();
  cache.learn(card("04A2"), accepted);
  deviceModel.update("AuthCacheCtrlr.Enabled", false);
  cache.learn(card("04A3"), accepted);
  expect(cache.find(card("04A2"))).toBeNull();
  deviceModel.update("AuthCacheCtrlr.Enabled", true);
  expect(cache.find(card("04A2"))).not.toBeNull();
  expect(cache.find(card("04A3"))).toBeNull();
});

test("C11.FR.01 cleared, it is empty", () => {
  const { cache, deviceModel } = bench();
  cache.learn(card("04A2"), accepted);
  cache.clear();
  expect(cache.find(card("04A2"))).toBeNull();
  expect(deviceModel.string("AuthCacheCtrlr.Storage")).toBe("0");
});
