import { createTestPki, CSMS_HOST, type TestPki } from "../../src/conformance/index.js";
import { createManualClock, Seconds, type ManualClock } from "../../src/kernel/index.js";
import type { Station } from "../../src/station/index.js";
import { fakeCsms } from "../support/csms.js";
import type { FakeCsms } from "../support/csms-interface.js";
import { stationOn } from "../support/station.js";

const EMAID = "DEKBSC00000001";
const AT = { evseId: 1, connectorId: 1 } as const;
const CARD = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const TALKING = [{ id: 1, iso15118: true, connectors: [{ id: 1, type: "cType2" }] }];

const pki: TestPki = createTestPki(CSMS_HOST, "ECDSA-P256");
let clock: ManualClock;
let csms: FakeCsms;
let station: Station;

async function start({ variables = {}, trusted = true } = {}): Promise<void> {
  const root = await pki.moRoot();
  const chain = await pki.contractChain();
  station = stationOn(csms, clock, {
    evses: TALKING,
    variables,
    provisioning: {
      roots: trusted ? [{ use: "MORootCertificate", pem: root.certificate.pem }] : [],
      credential: null,
      contractChain: chain.map(({ pem }) => pem).join(""),
    },
  });
  await csms.expects("BootNotification");
  csms.ignores("StatusNotification", "Heartbeat", "NotifyEvent", "NotifyEVChargingNeeds");
  csms.ignores("NotifyEVChargingSchedule", "GetCertificateStatus", "SignCertificate");
  csms.answers("NotifyEVChargingNeeds", { status: "Rejected" });
  await csms.settles();
}

beforeEach(async () => {
  clock = createManualClock();
  csms = await fakeCsms({ clock });
  csms.tokens.replace([...csms.tokens.all(), { idToken: EMAID, type: "eMAID", status: "Accepted" }]);
});
afterEach(async () => {
  await station.stop();
  await csms.done();
});

const plugIn = (): unknown => station.hardware.actions.plugIn({ ...AT, side: "both" });
const begin = (identification: "PnC" | "EIM" = "PnC"): unknown =>
  station.hardware.actions.startV2gSession({ ...AT, identification });
const phase = (): string | undefined => station.hardware.evses[0]?.evCommunication?.session?.phase;
const accepts = (more: object = { certificateStatus: "Accepted" }): void =>
  csms.answers("Authorize", { idTokenInfo: { status: "Accepted" }, ...more });

/** Plugs in, shows the contract, and charges. */
async function charges(): Promise<void> {
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin();
  await csms.expects("Authorize");
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  await csms.expects("TransactionEvent", { triggerReason: "ChargingStateChanged" });
}

test("C07.FR.01 C07.FR.02 a contract is authorized by its eMAID and the hash data of its chain", async () => {
  await start();
  accepts();
  plugIn();
  await csms.expects("TransactionEvent", { eventType: "Started", triggerReason: "CablePluggedIn" });
  begin();
  const asked = await csms.expects("Authorize", { idToken: { idToken: EMAID, type: "eMAID" } });
  expect(asked["certificate"]).toBeUndefined();
  const hashData = asked["iso15118CertificateHashData"] as readonly { responderURL: string }[];
  expect(hashData.map(({ responderURL }) => responderURL)).toEqual(Array(3).fill("http://ocsp.example.com/"));
  await csms.expects("TransactionEvent", {
    eventType: "Updated",
    triggerReason: "Authorized",
    idToken: { idToken: EMAID, type: "eMAID" },
  });
  await csms.expects("TransactionEvent", {
    triggerReason: "ChargingStateChanged",
    transactionInfo: { chargingState: "Charging" },
  });
  expect(phase()).toBe("charging");
});

test.each([
  [{ status: "Invalid" }, "ContractCancelled"],
  [{ status: "Accepted" }, "CertificateRevoked"],
  [{ status: "Accepted" }, "CertificateExpired"],
  [{ status: "ConcurrentTx" }, "Accepted"],
])(
  "C07.FR.13 to C07.FR.17 nobody charges with %j and certificateStatus %s",
  async (idTokenInfo, certificateStatus) => {
    await start();
    csms.answers("Authorize", { idTokenInfo, certificateStatus });
    plugIn();
    await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
    begin();
    await csms.expects("Authorize");
    await csms.settles();
    expect(phase()).toBe("refused");
    await csms.quiet(Seconds(5));
  },
);

test("a revoked certificate is not taken offline afterwards, though its eMAID was accepted", async () => {
  await start({ variables: { "ISO15118Ctrlr.ContractValidationOffline": true } });
  accepts({ certificateStatus: "CertificateRevoked" });
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin();
  await csms.expects("Authorize");
  await csms.settles();
  await csms.goesOffline();
  begin();
  await csms.waits(Seconds(5));
  expect(phase()).toBe("refused");
});

test("C07.FR.06 without its root, the chain is handed to the CSMS where that is allowed", async () => {
  await start({ trusted: false, variables: { "ISO15118Ctrlr.CentralContractValidationAllowed": true } });
  accepts();
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin();
  const chain = await pki.contractChain();
  const asked = await csms.expects("Authorize", { idToken: { type: "eMAID" } });
  expect(asked["certificate"]).toBe(chain.map(({ pem }) => pem).join(""));
  expect(asked["iso15118CertificateHashData"]).toBeUndefined();
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
});

test.each([
  ["its root is not installed", { trusted: false }],
  [
    "PnCEnabled is false, so that the EV leaves it to its driver",
    { variables: { "ISO15118Ctrlr.PnCEnabled": false } },
  ],
])("nobody is asked of a contract where %s", async (_, how) => {
  await start(how);
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin();
  await csms.quiet(Seconds(5));
  expect(phase()).toBe("trusted" in how ? "refused" : "awaitingAuthorization");
});

test("a contract that is not that of its certificate is refused", async () => {
  await start();
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  station.hardware.actions.startV2gSession({ ...AT, identification: "PnC", emaid: "DEXYZC00000001" });
  await csms.quiet(Seconds(5));
  expect(phase()).toBe("refused");
});

const OFFLINE = {
  "ISO15118Ctrlr.ContractValidationOffline": true,
  "AuthCtrlr.OfflineTxForUnknownIdEnabled": true,
};

test.each([
  ["C07.FR.12 an unknown eMAID may charge", OFFLINE, true, "charging"],
  [
    "C07.FR.12 unless unknown ones may not",
    { ...OFFLINE, "AuthCtrlr.OfflineTxForUnknownIdEnabled": false },
    true,
    "refused",
  ],
  [
    "C07.FR.07 unless contracts are not validated",
    { ...OFFLINE, "ISO15118Ctrlr.ContractValidationOffline": false },
    true,
    "refused",
  ],
  [
    "C07.FR.09 unless nobody is authorized locally",
    { ...OFFLINE, "AuthCtrlr.LocalAuthorizeOffline": false },
    true,
    "refused",
  ],
  [
    "C07.FR.08 unless its root is not installed",
    { ...OFFLINE, "ISO15118Ctrlr.CentralContractValidationAllowed": true },
    false,
    "refused",
  ],
] as const)("offline: %s", async (_, variables, trusted, expected) => {
  await start({ variables, trusted });
  await csms.goesOffline();
  plugIn();
  begin();
  await csms.waits(Seconds(90));
  expect(phase()).toBe(expected);
  csms.ignores("TransactionEvent");
  csms.comesBack();
  await csms.waits(Seconds(60));
});

test("C07.FR.11 offline, an eMAID that the CSMS has accepted before is known", async () => {
  await start({ variables: { ...OFFLINE, "AuthCtrlr.OfflineTxForUnknownIdEnabled": false } });
  accepts();
  await charges();
  station.hardware.actions.plugOut({ ...AT, side: "both" });
  await csms.expects("TransactionEvent", { eventType: "Ended" });
  await csms.goesOffline();
  plugIn();
  begin();
  await csms.waits(Seconds(90));
  expect(phase()).toBe("charging");
});

test("C08.FR.01 by external means the driver's card is asked about, and the EV charges", async () => {
  await start();
  accepts({});
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin("EIM");
  await csms.quiet(Seconds(30));
  station.hardware.actions.presentToken(CARD);
  await csms.expects("Authorize", { idToken: CARD });
  await csms.expects("TransactionEvent", { triggerReason: "Authorized", idToken: CARD });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
});

test("C08.FR.02 a driver who was authorized before need not come again", async () => {
  await start();
  accepts({});
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  station.hardware.actions.presentToken(CARD);
  await csms.expects("Authorize");
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
  begin("EIM");
  // While the EV says what it wants, it takes none.
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "SuspendedEV" } });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
});

test("a remote start authorizes an EV that waits", async () => {
  await start();
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin("EIM");
  accepts({});
  await csms.sends("RequestStartTransaction", { evseId: 1, remoteStartId: 5, idToken: CARD });
  csms.station.answers({ status: "Accepted" });
  csms.ignores("Authorize");
  await csms.expects("TransactionEvent", { triggerReason: "RemoteStart" });
  await csms.expects("TransactionEvent", { transactionInfo: { chargingState: "Charging" } });
});

test("E15.FR.04 the EV that ends its session ends the transaction", async () => {
  await start();
  accepts();
  await charges();
  expect(station.hardware.actions.stopV2gSession(1)).toBeNull();
  await csms.expects("TransactionEvent", {
    eventType: "Ended",
    triggerReason: "StopAuthorized",
    transactionInfo: { stoppedReason: "StoppedByEV", chargingState: "EVConnected" },
  });
  await csms.quiet(Seconds(5));
});

test("E15.FR.05 where the stop point is the cable, it ends the authorization", async () => {
  await start({ variables: { "TxCtrlr.TxStopPoint": "EVConnected" } });
  accepts();
  await charges();
  station.hardware.actions.stopV2gSession(1);
  const told = await csms.expects("TransactionEvent", {
    eventType: "Updated",
    triggerReason: "StopAuthorized",
    transactionInfo: { chargingState: "EVConnected" },
  });
  expect(told["transactionInfo"]).not.toHaveProperty("stoppedReason");
  await csms.quiet(Seconds(5));
  station.hardware.actions.plugOut({ ...AT, side: "both" });
  await csms.expects("TransactionEvent", { eventType: "Ended", triggerReason: "EVCommunicationLost" });
});

test("F03 a remote stop ends the EV's session too", async () => {
  await start();
  accepts();
  await charges();
  const transactionId = station.surface.state().evses[0]?.transaction?.transactionId;
  await csms.sends("RequestStopTransaction", { transactionId });
  await csms.expects("TransactionEvent", { eventType: "Ended", triggerReason: "RemoteStop" });
  expect(phase()).toBeUndefined();
  await csms.quiet(Seconds(5));
});

test("E05 a driver whom the CSMS refuses afterwards is deauthorized, and the EV's session ends", async () => {
  await start();
  accepts();
  csms.answers("TransactionEvent", { idTokenInfo: { status: "Invalid" } });
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  begin();
  await csms.expects("Authorize");
  await csms.expects("TransactionEvent", { triggerReason: "Authorized" });
  await csms.expects("TransactionEvent", { triggerReason: "Deauthorized" });
  expect(phase()).toBeUndefined();
  await csms.quiet(Seconds(5));
});

test("an answer that comes when the EV has left is for nobody", async () => {
  await start();
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  accepts();
  begin();
  station.hardware.actions.plugOut({ ...AT, side: "both" });
  plugIn();
  begin("EIM");
  csms.ignores("TransactionEvent");
  await csms.expects("Authorize");
  await csms.quiet(Seconds(5));
  expect(phase()).toBe("awaitingAuthorization");
});

test("ConnectedEV tells of the EV while it is in a session, and ISO15118EvseId names the EVSE", async () => {
  await start();
  accepts();
  plugIn();
  await csms.expects("TransactionEvent", { triggerReason: "CablePluggedIn" });
  const read = async (): Promise<unknown[]> => {
    const wanted = ["Available", "VehicleID", "ProtocolAgreed"].map((name) => ({
      component: { name: "ConnectedEV", evse: { id: 1 } },
      variable: { name },
    }));
    const { getVariableResult } = await csms.sends("GetVariables", { getVariableData: wanted });
    return (getVariableResult as { attributeValue?: string }[]).map(
      ({ attributeValue = "" }) => attributeValue,
    );
  };
  expect(await read()).toEqual(["false", "", ""]);
  begin("EIM");
  expect(await read()).toEqual([
    "true",
    expect.stringMatching(/^02(:[0-9A-F]{2}){5}$/),
    "urn:iso:15118:2:2013:MsgDef,2,0",
  ]);
  const { setVariableResult } = await csms.sends("SetVariables", {
    setVariableData: ["DE*KBS*E1234*1", "nothing"].map((attributeValue) => ({
      component: { name: "EVSE", evse: { id: 1 } },
      variable: { name: "ISO15118EvseId" },
      attributeValue,
    })),
  });
  expect(setVariableResult).toMatchObject([{ attributeStatus: "Accepted" }, { attributeStatus: "Rejected" }]);
});

test("a station whose EVSEs do not talk ISO 15118 has none of its variables", async () => {
  station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  csms.ignores("StatusNotification");
  const { getVariableResult } = await csms.sends("GetVariables", {
    getVariableData: [{ component: { name: "ISO15118Ctrlr" }, variable: { name: "PnCEnabled" } }],
  });
  expect(getVariableResult).toMatchObject([{ attributeStatus: "UnknownComponent" }]);
});
