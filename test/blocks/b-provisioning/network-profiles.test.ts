import {
  createNetworkProfiles,
  type NetworkProfile,
  type NetworkProfileWish,
} from "../../../src/blocks/b-provisioning/index.js";
import { createMemoryStore, createSilentLogger, type Store } from "../../../src/kernel/index.js";
import { duoDeviceModel } from "../../support/device-model.js";

const CONFIGURED: NetworkProfile = {
  url: "ws://csms/ocpp",
  securityProfile: 1,
  versions: ["ocpp2.0.1"],
  messageTimeout: null,
};
const WISH: NetworkProfileWish = {
  url: "wss://other/ocpp",
  securityProfile: 2,
  version: "ocpp2.0.1",
  transport: "JSON",
  messageTimeout: 20,
  needsVpn: false,
  needsApn: false,
};
const PRIORITY = "OCPPCommCtrlr.NetworkConfigurationPriority";

function bench({
  configured = CONFIGURED,
  store = createMemoryStore(),
  has = {},
  variables = {},
}: {
  configured?: NetworkProfile;
  store?: Store;
  has?: { root?: boolean; certificate?: boolean; password?: boolean };
  variables?: Record<string, string>;
} = {}) {
  const deviceModel = duoDeviceModel(variables, store);
  const profiles = createNetworkProfiles({
    configured,
    versions: ["ocpp2.0.1", "ocpp1.6"],
    prerequisites: {
      hasCsmsRoot: () => has.root ?? true,
      hasStationCertificate: () => has.certificate ?? true,
      hasPassword: () => has.password ?? true,
    },
    deviceModel,
    store,
    logger: createSilentLogger(),
  });
  const sets = (priority: string) =>
    deviceModel.set({ name: "OCPPCommCtrlr" }, { name: "NetworkConfigurationPriority" }, "Actual", priority)
      .status;
  return { deviceModel, profiles, store, sets };
}

const at2 = { ...CONFIGURED, url: "wss://csms/ocpp", securityProfile: 2 } as const;

test.each([
  ["B09.FR.05", 999, {}, "InvalidConfSlot", CONFIGURED],
  ["B09.FR.05", 0, {}, "InvalidConfSlot", CONFIGURED],
  ["B09.FR.04", 2, { securityProfile: 1, url: "ws://other" }, "NoSecurityDowngrade", at2],
  ["B09.FR.02", 2, { securityProfile: 4 }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { url: "ws://other" }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { url: "no url" }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { transport: "SOAP" }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { version: null }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { version: "ocpp2.1" }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { messageTimeout: 0 }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { needsVpn: true }, "InvalidNetworkConf", CONFIGURED],
  ["B09.FR.02", 2, { needsApn: true }, "InvalidNetworkConf", CONFIGURED],
] as const)("%s: slot %s with %j is rejected as %s", (_id, slot, change, reasonCode, configured) => {
  const { profiles } = bench({ configured });
  expect(profiles.set(slot, { ...WISH, ...change } as NetworkProfileWish)).toMatchObject({
    status: "Rejected",
    reasonCode,
  });
  if (slot !== 999) expect(profiles.profile(slot)).toBeNull();
});

test("B09.FR.01: a good profile is stored and outlives a restart", () => {
  const { profiles, store } = bench();
  expect(profiles.set(2, WISH)).toEqual({ status: "Accepted" });
  expect(bench({ store }).profiles.profile(2)).toEqual({
    url: "wss://other/ocpp",
    securityProfile: 2,
    versions: ["ocpp2.0.1"],
    messageTimeout: 20,
  });
});

test("B09.FR.31: with AllowSecurityProfileDowngrade from 3 to 2, but never to 1", () => {
  const configured = { ...at2, securityProfile: 3 } as const;
  const variables = { "SecurityCtrlr.AllowSecurityProfileDowngrade": "true" };
  const { profiles } = bench({ configured, variables });
  expect(profiles.set(2, WISH).status).toBe("Accepted");
  expect(profiles.set(3, { ...WISH, url: "ws://x", securityProfile: 1 }).reasonCode).toBe(
    "NoSecurityDowngrade",
  );
});

test("B10.FR.01, B10.FR.02: the priority list takes slots that hold a profile, and no others", () => {
  const { profiles, sets } = bench();
  expect(sets("2,1")).toBe("Rejected");
  profiles.set(2, WISH);
  expect(sets("2,1")).toBe("RebootRequired");
  expect(sets("2,3")).toBe("Rejected");
});

test.each([
  ["A05.FR.02", { root: false }, 2],
  ["A05.FR.03", { certificate: false }, 3],
  ["A00.FR.302", { password: false }, 2],
])("%s: without its prerequisite a higher security profile cannot be chosen", (_id, has, securityProfile) => {
  const { profiles, sets } = bench({ has });
  profiles.set(2, { ...WISH, securityProfile });
  expect(sets("2,1")).toBe("Rejected");
});

test("A05.FR.06: once the higher profile has worked, the lower ones are gone, after a restart too", () => {
  const { profiles, store, sets } = bench();
  profiles.set(2, WISH);
  sets("2,1");
  const next = bench({ store });
  expect(next.profiles.priority()).toEqual([2, 1]);
  expect(next.profiles.connected(2)).toBe(false);
  expect(next.deviceModel.string("SecurityCtrlr.SecurityProfile")).toBe("2");
  expect(next.deviceModel.string(PRIORITY)).toBe("2");
  expect(next.deviceModel.string("OCPPCommCtrlr.ActiveNetworkProfile")).toBe("2");
  expect(next.deviceModel.string("OCPPCommCtrlr.MessageTimeout[Default]")).toBe("20");
  expect(next.profiles.profile(1)).toBeNull();
  const last = bench({ store });
  expect(last.profiles.priority()).toEqual([2]);
  expect(last.deviceModel.string("SecurityCtrlr.SecurityProfile")).toBe("2");
});

test("B10.FR.10: a connection with another slot than the last one is one with another CSMS", () => {
  const { profiles } = bench();
  expect(profiles.connected(1)).toBe(false);
  expect(profiles.connected(1)).toBe(false);
  expect(profiles.connected(2)).toBe(true);
});

test("A00.FR.005: who changes the station's configuration has the last word", () => {
  const { profiles, store, sets } = bench();
  profiles.set(2, WISH);
  sets("2,1");
  bench({ store }).profiles.connected(2);
  const changed = bench({ store, configured: { ...CONFIGURED, url: "ws://elsewhere/ocpp" } });
  expect(changed.profiles.priority()).toEqual([1]);
  expect(changed.profiles.profile(1)?.url).toBe("ws://elsewhere/ocpp");
  expect(changed.deviceModel.string("SecurityCtrlr.SecurityProfile")).toBe("1");
});
