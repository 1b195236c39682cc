import {
  createAuthorization,
  type IdToken,
  type IdTokenInfo,
  type IdTokenType,
} from "../../../src/blocks/c-authorization/index.js";
import { CallFailed, type CallFailure } from "../../../src/csms-link/index.js";
import { createManualClock, createMemoryStore, Days, type Logger } from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";

const card = (idToken: string, type: IdTokenType = "ISO14443"): IdToken => ({ idToken, type });
const group = (idToken: string): IdToken => ({ idToken, type: "Central" });
const accepted: IdTokenInfo = { status: "Accepted" };

/** An engine whose CSMS says what it is told to and whose log is kept. */
function bench(variables: Record<string, string> = {}) {
  const lines: string[] = [];
  const plainly = (_key: string, value: unknown): unknown => (value instanceof Error ? value.message : value);
  const write = (...said: readonly unknown[]): void => void lines.push(JSON.stringify(said, plainly));
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  const csms = {
    asked: [] as string[],
    says: accepted as IdTokenInfo | Error,
  };
  const list = new Map<string, IdTokenInfo>();
  const state = { online: true };
  const clock = createManualClock();
  const store = createMemoryStore();
  const deviceModel = createFakeDeviceModel({
    "AuthCtrlr.Enabled": "true",
    "AuthCtrlr.LocalPreAuthorize": "true",
    "AuthCtrlr.LocalAuthorizeOffline": "true",
    "AuthCtrlr.OfflineTxForUnknownIdEnabled": "false",
    "AuthCtrlr.MasterPassGroupId": "",
    "AuthCacheCtrlr.Enabled": "true",
    "LocalAuthListCtrlr.SupportsExpiryDateTime": "false",
    ...variables,
  });
  const authorization = createAuthorization({
    deviceModel,
    port: {
      authorize: (idToken) => {
        csms.asked.push(idToken.idToken);
        return csms.says instanceof Error ? Promise.reject(csms.says) : Promise.resolve(csms.says);
      },
      authorizeContract: () => Promise.reject(new Error("no contract is shown here")),
    },
    contractRoots: () => [],
    localList: { find: ({ idToken }) => list.get(idToken) ?? null },
    online: () => state.online,
    clock,
    store,
    logger,
  });
  const judge = async (idToken: IdToken): Promise<string> => {
    const { info, source } = await authorization.authorize(idToken);
    return `${info.status} by ${source}`;
  };
  return { authorization, judge, csms, list, state, clock, store, deviceModel, lines };
}

test("C01.FR.02 C10.FR.04 C12.FR.02 the first time the CSMS is asked, the second time the cache answers", async () => {
  const { judge, csms } = bench();
  expect(await judge(card("04A2"))).toBe("Accepted by csms");
  expect(await judge(card("04a2"))).toBe("Accepted by cache");
  expect(csms.asked).toEqual(["04A2"]);
});

test("C10.FR.03 C12.FR.05 C12.FR.06 a refused idToken is asked about again and learned anew", async () => {
  const { authorization, judge, csms } = bench();
  authorization.learn(card("04A2"), { status: "Invalid" });
  expect(await judge(card("04A2"))).toBe("Accepted by csms");
  expect(await judge(card("04A2"))).toBe("Accepted by cache");
  expect(csms.asked).toHaveLength(1);
});

test("C10.FR.05 what a TransactionEventResponse said counts", async () => {
  const { authorization, judge, csms } = bench();
  authorization.learn(card("04A2"), accepted);
  authorization.learn(card("04A2"), { status: "NoCredit" });
  csms.says = { status: "NoCredit" };
  expect(await judge(card("04A2"))).toBe("NoCredit by csms");
});

test("C13.FR.01 C14.FR.01 the list goes before the cache", async () => {
  const { authorization, judge, list, state } = bench();
  authorization.learn(card("04A2"), accepted);
  list.set("04A2", { status: "Invalid" });
  state.online = false;
  expect(await judge(card("04A2"))).toBe("Invalid by localList");
  expect(authorization.validLocally(card("04A2"))).toBeNull();
});

test("C13.FR.02 C14.FR.02 an expiry in the list counts only where that is supported", async () => {
  const { judge, list, csms, state, deviceModel } = bench();
  list.set("04A2", { status: "Accepted", cacheExpiryDateTime: "2020-01-01T00:00:00Z" });
  expect(await judge(card("04A2"))).toBe("Accepted by localList");
  deviceModel.update("LocalAuthListCtrlr.SupportsExpiryDateTime", true);
  csms.says = { status: "Blocked" };
  expect(await judge(card("04A2"))).toBe("Blocked by csms"); // C14.FR.05
  state.online = false;
  expect(await judge(card("04A2"))).toBe("Expired by localList"); // C13.FR.05
});

test("C15.FR.01 C15.FR.08 an unknown idToken accepted offline is not cached", async () => {
  const { authorization, judge, state } = bench({ "AuthCtrlr.OfflineTxForUnknownIdEnabled": "true" });
  state.online = false;
  expect(await judge(card("04A2"))).toBe("Accepted by unknownOffline");
  expect(authorization.validLocally(card("04A2"))).toBeNull();
});

describe("when the CSMS is asked in vain", () => {
  const failed = (failure: CallFailure): CallFailed => new CallFailed("Authorize", failure);

  test.each<CallFailure>([{ kind: "timeout" }, { kind: "offline" }, { kind: "notAllowed" }])(
    "C15 no answer ($kind) leaves it to the offline rules",
    async (failure) => {
      const { authorization, judge, csms, deviceModel } = bench({ "AuthCtrlr.LocalPreAuthorize": "false" });
      csms.says = failed(failure);
      authorization.learn(card("known"), accepted);
      expect(await judge(card("known"))).toBe("Accepted by cache");
      expect(await judge(card("04A2"))).toBe("Unknown by none");
      deviceModel.update("AuthCtrlr.OfflineTxForUnknownIdEnabled", true);
      expect(await judge(card("04A2"))).toBe("Accepted by unknownOffline");
    },
  );

  test.each<CallFailure>([
    { kind: "rpcError", code: "InternalError", description: "" },
    { kind: "invalidResponse", description: "" },
  ])("an error for an answer ($kind) does not authorize", async (failure) => {
    const { authorization, judge, csms } = bench({
      "AuthCtrlr.LocalPreAuthorize": "false",
      "AuthCtrlr.OfflineTxForUnknownIdEnabled": "true",
    });
    csms.says = failed(failure);
    authorization.learn(card("known"), accepted);
    expect(await judge(card("known"))).toBe("Unknown by none");
    expect(await judge(card("04A2"))).toBe("Unknown by none");
  });

  test("a bug of ours does not authorize, and is logged", async () => {
    const { judge, csms, lines } = bench({ "AuthCtrlr.OfflineTxForUnknownIdEnabled": "true" });
    csms.says = new TypeError("broken");
    expect(await judge(card("04A2"))).toBe("Unknown by none");
    expect(lines.join("\n")).toContain("broken");
  });
});

test.each<[string, IdToken]>([
  ["C02.FR.01", card("", "NoAuthorization")],
  ["C03.FR.01 C05.FR.01", card("remote", "Central")],
])("%s type %o needs no Authorize", async (_id, idToken) => {
  const { judge, csms } = bench();
  csms.says = { status: "Invalid" };
  expect(await judge(idToken)).toBe("Accepted by notRequired");
  expect(csms.asked).toEqual([]);
});

test("C01.FR.01 with AuthCtrlr.Enabled false nobody is asked", async () => {
  const { authorization, judge, csms, deviceModel } = bench();
  expect(authorization.required).toBe(true);
  deviceModel.update("AuthCtrlr.Enabled", false);
  expect(authorization.required).toBe(false);
  expect(await judge(card("04A2"))).toBe("Accepted by notRequired");
  expect(csms.asked).toEqual([]);
});

describe("master pass", () => {
  const police: IdTokenInfo = { status: "Accepted", groupIdToken: group("police") };

  test("C12.FR.09 C16.FR.03 a token of the group is marked, from the CSMS, the cache and the list", async () => {
    const { authorization, csms, list } = bench({ "AuthCtrlr.MasterPassGroupId": "POLICE" });
    csms.says = police;
    expect(await authorization.authorize(card("m1"))).toMatchObject({ source: "csms", masterPass: true });
    expect(await authorization.authorize(card("m1"))).toMatchObject({ source: "cache", masterPass: true }); // C16.FR.04
    list.set("m2", police);
    expect(await authorization.authorize(card("m2"))).toMatchObject({
      source: "localList",
      masterPass: true,
    }); // C16.FR.05
  });

  test("C09.FR.11 not while it is blocked, nor for another group, nor without a configured group", async () => {
    const { authorization, csms, deviceModel } = bench({ "AuthCtrlr.MasterPassGroupId": "police" });
    csms.says = { ...police, status: "Blocked" };
    expect((await authorization.authorize(card("m1"))).masterPass).toBe(false);
    csms.says = { ...police, groupIdToken: group("family") };
    expect((await authorization.authorize(card("m1"))).masterPass).toBe(false);
    expect(authorization.isMasterPass(police)).toBe(true);
    deviceModel.update("AuthCtrlr.MasterPassGroupId", "");
    expect(authorization.isMasterPass(police)).toBe(false);
    expect(authorization.isMasterPass({ status: "Accepted", groupIdToken: group("") })).toBe(false);
  });
});

test("C01.FR.03 C09.FR.07 validLocally tells what is valid now, and its group, without asking", async () => {
  const { authorization, csms, state, clock } = bench({
    "AuthCtrlr.LocalPreAuthorize": "false",
    "AuthCacheCtrlr.LifeTime": "3600",
  });
  const family: IdTokenInfo = { status: "Accepted", groupIdToken: group("family") };
  authorization.learn(card("04A2"), family);
  authorization.learn(card("04A3"), { ...family, status: "Blocked" });
  state.online = false;
  expect(authorization.validLocally(card("04A2"))).toEqual(family);
  expect(authorization.validLocally(card("04A3"))).toBeNull();
  expect(authorization.validLocally(card("04A4"))).toBeNull();
  await clock.advance(Days(1));
  expect(authorization.validLocally(card("04A2"))).toBeNull();
  expect(csms.asked).toEqual([]);
});

describe("ClearCache", () => {
  test("C11.FR.03 the cache is emptied", async () => {
    const { authorization, judge } = bench();
    authorization.learn(card("04A2"), accepted);
    expect(authorization.clearCache()).toBe(true);
    expect(await judge(card("04A2"))).toBe("Accepted by csms");
  });

  test("C11.FR.04 refused while the cache is disabled, which keeps its entries", () => {
    const { authorization, deviceModel } = bench();
    authorization.learn(card("04A2"), accepted);
    deviceModel.update("AuthCacheCtrlr.Enabled", false);
    expect(authorization.clearCache()).toBe(false);
    deviceModel.update("AuthCacheCtrlr.Enabled", true);
    expect(authorization.validLocally(card("04A2"))).toEqual(accepted);
  });
});

test("C04.FR.04 no key code appears in the log", async () => {
  const { judge, csms, lines } = bench();
  const keyCode = card("987654", "KeyCode");
  for (const says of [
    accepted,
    new CallFailed("Authorize", { kind: "timeout" }),
    new CallFailed("Authorize", { kind: "rpcError", code: "GenericError", description: "" }),
    new TypeError("broken"),
  ]) {
    const { judge: judgeAnew, csms: other, lines: more } = bench();
    other.says = says;
    await judgeAnew(keyCode);
    lines.push(...more);
  }
  csms.says = { status: "Invalid" };
  await judge(keyCode);
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.join("\n")).not.toContain("987654");
});
