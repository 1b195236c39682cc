import {
  createManualClock,
  createMemoryStore,
  Minutes,
  Seconds,
  type Store,
} from "../../src/kernel/index.js";
import type { OcppVersion } from "../../src/protocol/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const card = (idToken: string) => ({ idToken, type: "ISO14443" });
const CARD = card("04A2B3C4D5E680");
const OTHER = card("04A2B3C4D5E681");
const ABLE = {
  "AuthCtrlr.LocalPreAuthorize": true,
  "TxCtrlr.TxStartPoint": "Authorized",
  "TxCtrlr.TxStopPoint": "Authorized",
};

type Info = Readonly<Record<string, unknown>>;
const listed = (idToken: object, idTokenInfo: Info = { status: "Accepted" }) => ({ idToken, idTokenInfo });
const full = (versionNumber: number, ...localAuthorizationList: object[]) => ({
  updateType: "Full",
  versionNumber,
  ...(localAuthorizationList.length > 0 && { localAuthorizationList }),
});
const differential = (versionNumber: number, ...entries: object[]) => ({
  ...full(versionNumber, ...entries),
  updateType: "Differential",
});

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const version: OcppVersion = options.version ?? "ocpp2.0.1";
  const csms = await fakeCsms({ clock, version });
  const station = stationOn(csms, clock, { ...options, variables: { ...ABLE, ...options.variables } });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification");
  await csms.settles();
  const set = async (path: string, attributeValue: string) => {
    const [component = "", variable = ""] = path.split(".");
    await csms.sends("SetVariables", {
      setVariableData: [{ component: { name: component }, variable: { name: variable }, attributeValue }],
    });
    csms.station.answers({ setVariableResult: [{ attributeStatus: "Accepted" }] });
  };
  const end = async () => {
    await station.stop();
    await csms.done();
  };
  return { clock, csms, station, actions: station.hardware.actions, set, end };
}

describe.each<OcppVersion>(["ocpp2.0.1", "ocpp2.1"])("%s", (version) => {
  test("D01 D02 full and differential lists, their versions, and a version that is too low", async () => {
    const { csms, end } = await booted({ version });
    const says = async (versionNumber: number) => {
      await csms.sends("GetLocalListVersion", {});
      csms.station.answers({ versionNumber });
    };
    await says(0);
    await csms.sends("SendLocalList", full(4, listed(CARD)));
    csms.station.answers({ status: "Accepted" });
    await says(4);
    await csms.sends("SendLocalList", differential(4, listed(OTHER)));
    csms.station.answers({ status: "VersionMismatch" });
    await says(4);
    await csms.sends("SendLocalList", differential(5, { idToken: CARD }, listed(OTHER)));
    csms.station.answers({ status: "Accepted" });
    await csms.sends("SendLocalList", differential(9));
    csms.station.answers({ status: "Accepted" });
    await csms.sends("SendLocalList", full(1));
    csms.station.answers({ status: "Accepted" });
    await says(1);
    await end();
  });

  test("what is no list is refused with its reason, and the list stays", async () => {
    const { csms, end } = await booted({ version });
    await csms.sends("SendLocalList", full(4, listed(CARD)));
    for (const [update, reasonCode] of [
      [full(0, listed(CARD)), "ValuePositiveOnly"],
      [full(5, listed(CARD), listed(card("04a2b3c4d5e680"))), "InvalidValue"],
      [full(5, { idToken: CARD }), "MissingParam"],
      [full(5, ...Array.from({ length: 1001 }, (_, n) => listed(card(`T${n}`)))), "TooManyElements"],
      [full(5, ...Array.from({ length: 1000 }, (_, n) => listed(card(`T${n}`), bulky))), "TooLargeElement"],
    ] as const) {
      await csms.sends("SendLocalList", update);
      csms.station.answers({ status: "Failed", statusInfo: { reasonCode } });
    }
    for (const broken of [
      {},
      { ...full(5), updateType: "Half" },
      { ...full(5), localAuthorizationList: [{}] },
    ]) {
      expect((await csms.asks("SendLocalList", broken)).kind).toBe("callError");
    }
    await csms.sends("GetLocalListVersion", {});
    csms.station.answers({ versionNumber: 4 });
    await end();
  });
});

const bulky: Info = { status: "Accepted", personalMessage: { format: "UTF8", content: "x".repeat(250) } };

test("D01.FR.12 reports show the list, its limits and what it holds", async () => {
  const { csms, end } = await booted();
  await csms.sends("SendLocalList", full(1, listed(CARD), listed(OTHER, { status: "Blocked" })));
  await csms.sends("GetReport", {
    requestId: 1,
    componentVariable: [{ component: { name: "LocalAuthListCtrlr" } }],
  });
  const { reportData } = await csms.expects("NotifyReport", { requestId: 1 });
  const shown = (
    reportData as {
      variable: { name: string };
      variableAttribute: { value: string; mutability: string }[];
      variableCharacteristics: { maxLimit?: number };
    }[]
  ).map(({ variable, variableAttribute: [attribute], variableCharacteristics: { maxLimit } }) => [
    variable.name,
    attribute?.value,
    attribute?.mutability,
    maxLimit,
  ]);
  expect(shown.sort()).toEqual([
    ["Available", "true", "ReadOnly", undefined],
    ["BytesPerMessage", "262144", "ReadOnly", 262144],
    ["DisablePostAuthorize", "false", "ReadWrite", undefined],
    ["Enabled", "true", "ReadWrite", undefined],
    ["Entries", "2", "ReadOnly", 10000],
    ["ItemsPerMessage", "1000", "ReadOnly", 1000],
    ["Storage", expect.stringMatching(/^1\d\d$/), "ReadOnly", 4194304],
    ["SupportsExpiryDateTime", "true", "ReadOnly", undefined],
  ]);
  await end();
});

test("C14.FR.02 a listed card charges without a question; C09.FR.07 one of its group stops it", async () => {
  const { csms, actions, end } = await booted();
  const family = { status: "Accepted", groupIdToken: { idToken: "FAMILY", type: "Central" } };
  await csms.sends("SendLocalList", full(1, listed(CARD, family), listed(OTHER, family)));
  actions.presentToken(CARD, 1);
  await csms.expects("TransactionEvent", { eventType: "Started", idToken: CARD });
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  actions.presentToken(OTHER, 1);
  await csms.expects("TransactionEvent", { eventType: "Ended", idToken: OTHER });
  await end();
});

test("C14.FR.03 a listed card that is not accepted is asked about, and the CSMS decides", async () => {
  const { csms, actions, end } = await booted();
  await csms.sends("SendLocalList", full(1, listed(CARD, { status: "Invalid" })));
  actions.presentToken(CARD, 1);
  await csms.expects("Authorize", { idToken: CARD });
  await csms.expects("TransactionEvent", { eventType: "Started", idToken: CARD });
  await end();
});

test("C14.FR.03 with DisablePostAuthorize it is refused without a question", async () => {
  const { csms, actions, set, end } = await booted();
  await set("LocalAuthListCtrlr.DisablePostAuthorize", "true");
  await csms.sends("SendLocalList", full(1, listed(CARD, { status: "Invalid" })));
  actions.presentToken(CARD, 1);
  await csms.quiet(Seconds(5));
  await end();
});

test("C14.FR.04 C14.FR.05 a listed card counts until its cacheExpiryDateTime", async () => {
  const { csms, clock, actions, end } = await booted();
  const cacheExpiryDateTime = new Date(clock.now() + Minutes(5)).toISOString();
  await csms.sends("SendLocalList", full(1, listed(CARD, { status: "Accepted", cacheExpiryDateTime })));
  actions.presentToken(CARD, 1);
  await csms.expects("TransactionEvent", { eventType: "Started" });
  actions.presentToken(CARD, 1);
  await csms.expects("TransactionEvent", { eventType: "Ended" });
  await csms.waits(Minutes(6));
  actions.presentToken(CARD, 1);
  await csms.expects("Authorize", { idToken: CARD });
  await csms.expects("TransactionEvent", { eventType: "Started" });
  await end();
});

test("C13.FR.01 C13.FR.04 offline the list goes before the cache, and unknown cards are taken where that is allowed", async () => {
  const { csms, actions, end } = await booted({
    variables: { "AuthCtrlr.OfflineTxForUnknownIdEnabled": true },
  });
  // The card is cached as accepted, and listed as invalid.
  actions.presentToken(CARD, 1);
  await csms.expects("Authorize");
  await csms.expects("TransactionEvent", { eventType: "Started" });
  actions.presentToken(CARD, 1);
  await csms.expects("TransactionEvent", { eventType: "Ended" });
  await csms.sends("SendLocalList", full(1, listed(CARD, { status: "Invalid" })));
  await csms.goesOffline();
  actions.presentToken(CARD, 1);
  actions.presentToken(OTHER, 2);
  await csms.waits(Seconds(2));
  csms.comesBack();
  await csms.expects("TransactionEvent", { eventType: "Started", offline: true, idToken: OTHER });
  await csms.quiet(Seconds(5));
  await end();
});

test("D01.FR.13 a disabled list is not used, takes nothing, and is there again when it is enabled", async () => {
  const { csms, actions, set, end } = await booted();
  await csms.sends("SendLocalList", full(3, listed(CARD)));
  await set("LocalAuthListCtrlr.Enabled", "false");
  await csms.sends("GetLocalListVersion", {});
  csms.station.answers({ versionNumber: 0 });
  await csms.sends("SendLocalList", full(4));
  csms.station.answers({ status: "Failed", statusInfo: { reasonCode: "NotEnabled" } });
  actions.presentToken(CARD, 1);
  await csms.expects("Authorize");
  await csms.expects("TransactionEvent", { eventType: "Started" });
  await set("LocalAuthListCtrlr.Enabled", "true");
  await csms.sends("GetLocalListVersion", {});
  csms.station.answers({ versionNumber: 3 });
  await end();
});

test("a station without a list serves no message about it", async () => {
  const { csms, end } = await booted({ variables: { "LocalAuthListCtrlr.Available": false } });
  for (const [action, payload] of [
    ["GetLocalListVersion", {}],
    ["SendLocalList", full(1)],
  ] as const) {
    expect(await csms.asks(action, payload)).toMatchObject({ kind: "callError" });
    csms.station.refuses("NotSupported");
  }
  await end();
});

test("the tester can have lists refused, and taken again", async () => {
  const { csms, station, end } = await booted();
  const { actions } = station.surface;
  expect(actions.setFault({ kind: "LocalListRefused" }, true)).toBeNull();
  await csms.sends("SendLocalList", full(1, listed(CARD)));
  csms.station.answers({ status: "Failed" });
  await csms.sends("GetLocalListVersion", {});
  csms.station.answers({ versionNumber: 0 });
  expect(actions.setFault({ kind: "LocalListRefused" }, false)).toBeNull();
  await csms.sends("SendLocalList", full(1, listed(CARD)));
  csms.station.answers({ status: "Accepted" });
  await end();
});

test("N09.FR.05 N10.FR.03 N10.FR.06 what the list holds is reported and never cleared", async () => {
  const { csms, end } = await booted();
  const group = { idToken: "FAMILY", type: "Central" };
  await csms.sends("SendLocalList", full(1, listed(CARD, { status: "Blocked", groupIdToken: group })));
  for (const [requestId, clear] of [
    [1, false],
    [2, true],
    [3, false],
  ] as const) {
    await csms.sends("CustomerInformation", { requestId, report: true, clear, idToken: CARD });
    csms.station.answers({ status: "Accepted" });
    await csms.expects("NotifyCustomerInformation", {
      requestId,
      data: "Local Authorization List: Blocked, group FAMILY",
    });
  }
  await csms.sends("GetLocalListVersion", {});
  csms.station.answers({ versionNumber: 1 });
  await end();
});

test("D01.FR.10 the list survives a power cut right behind the answer, with thousands of idTokens", async () => {
  const store: Store = createMemoryStore();
  const first = await booted({ store });
  for (let part = 0; part < 5; part++) {
    const entries = Array.from({ length: 1000 }, (_, n) => listed(card(`CARD-${part * 1000 + n}`)));
    await first.csms.sends("SendLocalList", (part === 0 ? full : differential)(part + 1, ...entries));
    first.csms.station.answers({ status: "Accepted" });
  }
  first.station.surface.reboot({ powerOffSeconds: 1 });
  await first.csms.expects("BootNotification", { reason: "PowerUp" });
  await first.csms.sends("GetLocalListVersion", {});
  first.csms.station.answers({ versionNumber: 5 });
  first.csms.answers("TransactionEvent", { idTokenInfo: { status: "Accepted" } });
  first.actions.presentToken(card("card-4999"), 1);
  await first.csms.expects("TransactionEvent", { eventType: "Started" });
  await first.end();
});

test("OCPP 1.6: the same list by its own messages and keys", async () => {
  const { csms, actions, end } = await booted({ version: "ocpp1.6" });
  const list = (listVersion: number, updateType: string, ...localAuthorizationList: object[]) =>
    csms.sends("SendLocalList", { listVersion, updateType, localAuthorizationList });
  const says = async (listVersion: number) => {
    await csms.sends("GetLocalListVersion", {});
    csms.station.answers({ listVersion });
  };
  await says(0);
  await list(3, "Full", {
    idTag: CARD.idToken,
    idTagInfo: { status: "ConcurrentTx", parentIdTag: "FAMILY" },
  });
  csms.station.answers({ status: "Accepted" });
  await says(3);
  await list(3, "Differential", { idTag: OTHER.idToken, idTagInfo: { status: "Accepted" } });
  csms.station.answers({ status: "VersionMismatch" });
  await list(4, "Full", { idTag: OTHER.idToken });
  csms.station.answers({ status: "Failed" });
  await csms.sends("GetConfiguration", { key: ["SupportedFeatureProfiles"] });
  csms.station.answers({
    configurationKey: [
      { value: "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation,SmartCharging" },
    ],
  });
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  actions.presentToken(CARD, 1);
  await csms.expects("StartTransaction", { idTag: CARD.idToken });
  csms.ignores("MeterValues");
  await csms.sends("ChangeConfiguration", { key: "LocalAuthListEnabled", value: "false" });
  csms.station.answers({ status: "Accepted" });
  await says(-1);
  await list(9, "Full");
  csms.station.answers({ status: "NotSupported" });
  await csms.sends("ChangeConfiguration", { key: "LocalAuthListEnabled", value: "true" });
  await list(9, "Differential", { idTag: CARD.idToken });
  csms.station.answers({ status: "Accepted" });
  await says(0);
  await end();
});

test.each<[string, string, boolean]>([
  ["Accepted", "Blocked", true],
  ["Accepted", "Accepted", false],
  ["Accepted", "ConcurrentTx", false],
  ["Invalid", "Accepted", true],
])(
  "OCPP 1.6, 5.10: listed as %s while StartTransaction says %s is told as a conflict: %s",
  async (inList, said, conflict) => {
    const { csms, actions, end } = await booted({ version: "ocpp1.6" });
    const localAuthorizationList = [{ idTag: CARD.idToken, idTagInfo: { status: inList } }];
    await csms.sends("SendLocalList", { listVersion: 1, updateType: "Full", localAuthorizationList });
    csms.answers("StartTransaction", { transactionId: 1, idTagInfo: { status: said } });
    csms.ignores("MeterValues", "StopTransaction", "Authorize");
    actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
    actions.presentToken(CARD, 1);
    await csms.expects("StartTransaction");
    await csms.settles();
    const told = csms.station.connection.frames.filter(
      ({ action, payload }) =>
        action === "StatusNotification" &&
        (payload as { errorCode?: string }).errorCode === "LocalListConflict",
    );
    expect(told.map(({ payload }) => (payload as { connectorId: number }).connectorId)).toEqual(
      conflict ? [0] : [],
    );
    await end();
  },
);
