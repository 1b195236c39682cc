import { createManualClock, createSilentLogger } from "../../src/kernel/index.js";
import { createSandboxCsms, SANDBOX_TOKENS, type SandboxCsms } from "../../src/sandbox-csms/index.js";
import { rawStation, type RawStation } from "./raw-station.js";
import { loadValidators } from "../../src/protocol/index.js";

const at = "2026-01-01T00:00:00.000Z";
const hash = { hashAlgorithm: "SHA256", issuerNameHash: "a", issuerKeyHash: "b", serialNumber: "1" };
const meterValue = [{ timestamp: at, sampledValue: [{ value: 1 }] }];
const schedule = { id: 1, chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] };
const profile = {
  id: 1,
  stackLevel: 0,
  chargingProfilePurpose: "TxProfile",
  chargingProfileKind: "Absolute",
  chargingSchedule: [schedule],
};
const eventData = {
  eventId: 1,
  timestamp: at,
  trigger: "Delta",
  actualValue: "1",
  eventNotificationType: "HardWiredNotification",
  component: { name: "Connector" },
  variable: { name: "AvailabilityState" },
};
const report = { component: { name: "A" }, variable: { name: "B" }, variableAttribute: [{ value: "1" }] };
const variableMonitoring = [{ id: 1, transaction: false, value: 1, type: "UpperThreshold", severity: 5 }];
const monitor = { component: { name: "A" }, variable: { name: "B" }, variableMonitoring };
const transactionEvent = {
  eventType: "Started",
  timestamp: at,
  triggerReason: "CablePluggedIn",
  seqNo: 0,
  transactionInfo: { transactionId: "T1" },
  evse: { id: 1, connectorId: 1 },
};

const OCPP_201: Record<string, object> = {
  Authorize: { idToken: { idToken: "04A2B3C4D5E680", type: "ISO14443" } },
  BootNotification: { reason: "PowerUp", chargingStation: { model: "Duo-22", vendorName: "Kerbside" } },
  ClearedChargingLimit: { chargingLimitSource: "EMS" },
  DataTransfer: { vendorId: "org.example" },
  FirmwareStatusNotification: { status: "Idle" },
  Get15118EVCertificate: { iso15118SchemaVersion: "urn:iso:15118:2", action: "Install", exiRequest: "AA==" },
  GetCertificateStatus: { ocspRequestData: { ...hash, responderURL: "http://ocsp.example" } },
  Heartbeat: {},
  LogStatusNotification: { status: "Idle" },
  MeterValues: { evseId: 1, meterValue },
  NotifyChargingLimit: { chargingLimit: { chargingLimitSource: "EMS" } },
  NotifyCustomerInformation: { data: "", seqNo: 0, generatedAt: at, requestId: 1 },
  NotifyDisplayMessages: { requestId: 1 },
  NotifyEVChargingNeeds: {
    evseId: 1,
    chargingNeeds: {
      requestedEnergyTransfer: "AC_three_phase",
      acChargingParameters: { energyAmount: 1, evMinCurrent: 6, evMaxCurrent: 16, evMaxVoltage: 400 },
    },
  },
  NotifyEVChargingSchedule: { timeBase: at, evseId: 1, chargingSchedule: schedule },
  NotifyEvent: { generatedAt: at, seqNo: 0, eventData: [eventData] },
  NotifyMonitoringReport: { requestId: 1, seqNo: 0, generatedAt: at, monitor: [monitor] },
  NotifyReport: { requestId: 1, seqNo: 0, generatedAt: at, reportData: [report] },
  PublishFirmwareStatusNotification: { status: "Idle" },
  ReportChargingProfiles: { requestId: 1, chargingLimitSource: "CSO", evseId: 1, chargingProfile: [profile] },
  ReservationStatusUpdate: { reservationId: 1, reservationUpdateStatus: "Expired" },
  SecurityEventNotification: { type: "SettingSystemTime", timestamp: at },
  SignCertificate: { csr: "csr" },
  StatusNotification: { timestamp: at, connectorStatus: "Available", evseId: 1, connectorId: 1 },
  TransactionEvent: transactionEvent,
};

const OCPP_21: Record<string, object> = {
  NotifyMonitoringReport: {
    requestId: 1,
    seqNo: 0,
    generatedAt: at,
    monitor: [
      {
        ...monitor,
        variableMonitoring: [{ ...variableMonitoring[0], eventNotificationType: "CustomMonitor" }],
      },
    ],
  },
  BatterySwap: { batteryData: [{ evseId: 1, serialNumber: "1", soC: 50, soH: 90 }], eventType: "BatteryIn", idToken: { idToken: "1", type: "Local" }, requestId: 1 }, // prettier-ignore
  ClosePeriodicEventStream: { id: 1 },
  GetCertificateChainStatus: { certificateStatusRequests: [{ source: "OCSP", urls: ["http://ocsp.example"], certificateHashData: hash }] }, // prettier-ignore
  NotifyDERAlarm: { controlType: "FreqDroop", timestamp: at },
  NotifyDERStartStop: { controlId: "1", started: true, timestamp: at },
  NotifyPriorityCharging: { transactionId: "T1", activated: true },
  NotifySettlement: { pspRef: "1", status: "Settled", settlementAmount: 1, settlementTime: at },
  OpenPeriodicEventStream: { constantStreamData: { id: 1, params: {}, variableMonitoringId: 1 } },
  PullDynamicScheduleUpdate: { chargingProfileId: 1 },
  ReportDERControl: { requestId: 1 },
  VatNumberValidation: { vatNumber: "NL1" },
};

const OCPP_16: Record<string, object> = {
  Authorize: { idTag: "04A2B3C4D5E680" },
  BootNotification: { chargePointVendor: "Kerbside", chargePointModel: "Duo-22" },
  DataTransfer: { vendorId: "org.example" },
  DiagnosticsStatusNotification: { status: "Idle" },
  FirmwareStatusNotification: { status: "Downloaded" },
  Heartbeat: {},
  LogStatusNotification: { status: "Idle" },
  MeterValues: { connectorId: 1, meterValue: [{ timestamp: at, sampledValue: [{ value: "1" }] }] },
  SecurityEventNotification: { type: "SettingSystemTime", timestamp: at },
  SignCertificate: { csr: "csr" },
  SignedFirmwareStatusNotification: { status: "Idle" },
  StartTransaction: { connectorId: 1, idTag: "04A2B3C4D5E680", meterStart: 0, timestamp: at },
  StatusNotification: { connectorId: 1, errorCode: "NoError", status: "Available" },
  StopTransaction: { meterStop: 1, timestamp: at, transactionId: 1 },
};

let csms: SandboxCsms;
const problems: string[] = [];
const stations: RawStation[] = [];
const connect = async (identity: string, version: string): Promise<RawStation> => {
  const station = await rawStation(`${csms.ocppUrl}/${identity}`, { protocols: [version] });
  stations.push(station);
  return station;
};

beforeAll(async () => {
  csms = await createSandboxCsms({
    ocppPort: 0,
    httpPort: 0,
    clock: createManualClock(),
    logger: createSilentLogger(),
    validators: loadValidators,
  });
  csms.peer.events.on("problem", ({ description }) => problems.push(description));
});
afterAll(async () => {
  for (const station of stations) station.close();
  await csms.stop();
});
afterEach(() => expect(problems.splice(0)).toEqual([]));

describe.each([
  ["ocpp2.0.1", OCPP_201],
  ["ocpp2.1", { ...OCPP_201, ...OCPP_21 }],
  ["ocpp1.6", OCPP_16],
])("in %s", (version, requests) => {
  test.each(Object.keys(requests))("%s gets a response that its schema allows", async (action) => {
    const station = await connect(`${version}-${action}`, version);
    // A response of ours against its schema would come as a CALLERROR and be told as a problem.
    const [type, , payload] = await station.call(action, requests[action]);
    expect([type, payload]).toEqual([3, expect.any(Object)]);
  });
});

test("BootNotification is accepted with the interval and the time of the CSMS", async () => {
  const station = await connect("boots", "ocpp2.0.1");
  expect(await station.call("BootNotification", OCPP_201["BootNotification"])).toEqual([
    3,
    expect.any(String),
    { status: "Accepted", interval: 300, currentTime: at },
  ]);
});

describe("the tokens of the sandbox", () => {
  const rows = SANDBOX_TOKENS.map(
    ({ idToken, type, status, group }) => [idToken, type, status, group] as const,
  );

  test("are those that the contract names", () => {
    expect(rows).toEqual([
      ["04A2B3C4D5E680", "ISO14443", "Accepted", "FLEET-A"],
      ["04A2B3C4D5E681", "ISO14443", "Accepted", "FLEET-A"],
      ["04A2B3C4D5E682", "ISO14443", "Accepted", undefined],
      ["04A2B3C4D5E6B0", "ISO14443", "Blocked", undefined],
      ["04A2B3C4D5E6E0", "ISO14443", "Expired", undefined],
      ["1234", "KeyCode", "Accepted", undefined],
      ["MASTER-0001", "ISO14443", "Accepted", "MASTERPASS"],
    ]);
  });

  test.each(rows)("%s of type %s is %s, group %s", async (idToken, type, status, group) => {
    const station = await connect("tokens", "ocpp2.0.1");
    const groupIdToken = { idToken: group, type: "Central" };
    expect(await station.call("Authorize", { idToken: { idToken: idToken.toLowerCase(), type } })).toEqual([
      3,
      expect.any(String),
      { idTokenInfo: group === undefined ? { status } : { status, groupIdToken } },
    ]);
    const older = await connect("tokens16", "ocpp1.6");
    expect(await older.call("Authorize", { idTag: idToken })).toEqual([
      3,
      expect.any(String),
      { idTagInfo: group === undefined ? { status } : { status, parentIdTag: group } },
    ]);
  });

  test.each([
    ["04A2B3C4D5E680", "Accepted"],
    ["04A2B3C4D5E6B0", "ContractCancelled"],
    ["04A2B3C4D5E6E0", "ContractCancelled"],
    ["04FFFFFFFFFFFF", "ContractCancelled"],
  ])("C07.FR.13 C07.FR.14 the certificate of %s is %s", async (idToken, certificateStatus) => {
    const station = await connect("contracts", "ocpp2.0.1");
    const [, , response] = await station.call("Authorize", {
      idToken: { idToken, type: "ISO14443" },
      certificate: "-----BEGIN CERTIFICATE-----",
    });
    expect(response).toMatchObject({ certificateStatus });
  });

  test.each([
    ["a token that nobody knows", { idToken: "04FFFFFFFFFFFF", type: "ISO14443" }, "Unknown"],
    ["a known name of another type", { idToken: "1234", type: "ISO14443" }, "Unknown"],
    ["C02.FR.02 a start without authorization", { idToken: "", type: "NoAuthorization" }, "Accepted"],
    ["a Central token that this CSMS did not make", { idToken: "made-up", type: "Central" }, "Unknown"],
  ])("%s is answered %#", async (_name, idToken, status) => {
    const station = await connect("unknown-tokens", "ocpp2.0.1");
    const [, , response] = await station.call("TransactionEvent", { ...transactionEvent, idToken });
    expect(response).toEqual({ idTokenInfo: { status } });
  });

  test("an unknown idTag is Invalid in 1.6", async () => {
    const station = await connect("unknown16", "ocpp1.6");
    expect((await station.call("Authorize", { idTag: "nobody" }))[2]).toEqual({
      idTagInfo: { status: "Invalid" },
    });
  });
});

test("E02.FR.04 a transaction event with a token is answered with its group, the end with a cost of 0", async () => {
  const station = await connect("events", "ocpp2.0.1");
  const idToken = { idToken: "04A2B3C4D5E681", type: "ISO14443" };
  const started = await station.call("TransactionEvent", { ...transactionEvent, idToken, meterValue });
  expect(started[2]).toEqual({
    idTokenInfo: { status: "Accepted", groupIdToken: { idToken: "FLEET-A", type: "Central" } },
  });
  const ended = await station.call("TransactionEvent", {
    ...transactionEvent,
    eventType: "Ended",
    seqNo: 3,
    transactionInfo: { transactionId: "T1", stoppedReason: "EVDisconnected" },
    meterValue: [{ timestamp: at, sampledValue: [{ value: 1.5, unitOfMeasure: { unit: "kWh" } }] }],
  });
  expect(ended[2]).toEqual({ totalCost: 0 });
  expect(csms.transactions.of("events")).toEqual([
    {
      transactionId: "T1",
      evseId: 1,
      connectorId: 1,
      idToken: "04A2B3C4D5E681",
      startedAt: at,
      endedAt: at,
      stoppedReason: "EVDisconnected",
      meterStart: 1,
      meterLast: 1500,
      lastSeqNo: 3,
      missingSeqNos: [1, 2],
      totalCost: 0,
    },
  ]);
});

test("in 1.6 a StartTransaction that is sent again gets the same transactionId, another one the next", async () => {
  const station = await connect("starts16", "ocpp1.6");
  const start = OCPP_16["StartTransaction"];
  const first = (await station.call("StartTransaction", start))[2] as { transactionId: number };
  const again = (await station.call("StartTransaction", start))[2] as { transactionId: number };
  const other = (await station.call("StartTransaction", { ...start, connectorId: 2 }))[2] as {
    transactionId: number;
  };
  expect(again.transactionId).toBe(first.transactionId);
  expect(other.transactionId).not.toBe(first.transactionId);
  await station.call("StopTransaction", {
    transactionId: first.transactionId,
    meterStop: 700,
    timestamp: at,
  });
  expect(csms.transactions.find("starts16", String(first.transactionId))).toMatchObject({
    meterStart: 0,
    meterLast: 700,
    endedAt: at,
  });
});
