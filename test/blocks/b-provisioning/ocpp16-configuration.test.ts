import {
  configurationViews,
  createConfigurationOcpp16,
  loadOcpp16Keys,
} from "../../../src/blocks/b-provisioning/index.js";
import { deviceModelOf, rapid } from "../../device-model/station-under-test.js";
import { ask, respond } from "./csms.js";

const keys = loadOcpp16Keys();

interface Configuration {
  readonly configurationKey?: { readonly key: string; readonly readonly: boolean; readonly value?: string }[];
  readonly unknownKey?: string[];
}

function station(options: Parameters<typeof deviceModelOf>[0] = {}, more: typeof keys = []) {
  const deviceModel = deviceModelOf(options);
  const handlers = createConfigurationOcpp16({
    deviceModel,
    views: configurationViews(deviceModel, { upgrade: () => ({ status: "Rejected" }) }),
    keys: [...keys, ...more],
    numberOfConnectors: 2,
    featureProfiles: ["Core", "RemoteTrigger"],
  });
  const get = (...key: string[]) =>
    respond<Configuration>(handlers, "GetConfiguration", key.length > 0 ? { key } : {});
  const change = async (key: string, value: string) =>
    (await respond<{ status: string }>(handlers, "ChangeConfiguration", { key, value })).status;
  return { deviceModel, handlers, get, change };
}

/** The keys that 1.6 requires of the profiles that are built, by the chapters 9.1, 9.2 and 9.4 of its specification. */
const REQUIRED = [
  "AuthorizeRemoteTxRequests",
  "ChargeProfileMaxStackLevel",
  "ChargingScheduleAllowedChargingRateUnit",
  "ChargingScheduleMaxPeriods",
  "ClockAlignedDataInterval",
  "ConnectionTimeOut",
  "ConnectorPhaseRotation",
  "GetConfigurationMaxKeys",
  "HeartbeatInterval",
  "LocalAuthListEnabled",
  "LocalAuthListMaxLength",
  "LocalAuthorizeOffline",
  "LocalPreAuthorize",
  "MaxChargingProfilesInstalled",
  "MeterValuesAlignedData",
  "MeterValuesSampledData",
  "MeterValueSampleInterval",
  "NumberOfConnectors",
  "ResetRetries",
  "SendLocalListMaxLength",
  "StopTransactionOnEVSideDisconnect",
  "StopTransactionOnInvalidId",
  "StopTxnAlignedData",
  "StopTxnSampledData",
  "SupportedFeatureProfiles",
  "TransactionMessageAttempts",
  "TransactionMessageRetryInterval",
  "UnlockConnectorOnEVSideDisconnect",
];

test("without keys, all are listed once, the required ones among them", async () => {
  const { configurationKey = [], unknownKey } = await station().get();
  const names = configurationKey.map(({ key }) => key);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(REQUIRED));
  expect(unknownKey).toBeUndefined();
});

test("9.1.29, 9.2.2, 9.2.3 the feature profiles and the limits of the local list are shown", async () => {
  const { configurationKey } = await station().get(
    "SupportedFeatureProfiles",
    "LocalAuthListMaxLength",
    "SendLocalListMaxLength",
  );
  expect(configurationKey?.map(({ value }) => value)).toEqual(["Core,RemoteTrigger", "10000", "1000"]);
});

test.each([
  ["A,W", "Current,Power"],
  ["A", "Current"],
  ["W", "Power"],
])("9.4 what the station takes of charging profiles is shown; %s is %s", async (units, quantities) => {
  const { get, change } = station({
    initial: {
      "SmartChargingCtrlr.RateUnit": units,
      "SmartChargingCtrlr.ProfileStackLevel": 8,
      "SmartChargingCtrlr.PeriodsPerSchedule": 24,
      "SmartChargingCtrlr.Phases3to1": false,
    },
  });
  const expected = {
    ChargeProfileMaxStackLevel: "8",
    ChargingScheduleAllowedChargingRateUnit: quantities,
    ChargingScheduleMaxPeriods: "24",
    ConnectorSwitch3to1PhaseSupported: "false",
    MaxChargingProfilesInstalled: "100",
  };
  expect(await get(...Object.keys(expected))).toEqual({
    configurationKey: Object.entries(expected).map(([key, value]) => ({ key, readonly: true, value })),
  });
  for (const key of Object.keys(expected)) expect(await change(key, "1")).toBe("Rejected");
});

test("keys are known in any spelling of case; the others come back as unknown, as they were written", async () => {
  const { get } = station();
  expect(await get("heartbeatinterval", "Nonsense", "NumberOfConnectors")).toEqual({
    configurationKey: [
      { key: "HeartbeatInterval", readonly: false, value: "300" },
      { key: "NumberOfConnectors", readonly: true, value: "2" },
    ],
    unknownKey: ["Nonsense"],
  });
  expect(await get("Nonsense")).toEqual({ unknownKey: ["Nonsense"] });
});

test("GetConfigurationMaxKeys is a limit", async () => {
  const { handlers } = station();
  const key = Array.from({ length: 101 }, () => "HeartbeatInterval");
  expect(await ask(handlers, "GetConfiguration", { key })).toMatchObject({
    error: "OccurrenceConstraintViolation",
  });
});

test.each<[string, string, string, string | null]>([
  ["HeartbeatInterval", "600", "Accepted", "OCPPCommCtrlr.HeartbeatInterval"],
  ["MeterValueSampleInterval", "10", "Accepted", "SampledDataCtrlr.TxUpdatedInterval"],
  ["meterValuesSampledData", "Voltage,Current.Import", "Accepted", "SampledDataCtrlr.TxUpdatedMeasurands"],
  ["StopTxnSampledData", "", "Accepted", "SampledDataCtrlr.TxEndedMeasurands"],
  ["TransactionMessageAttempts", "5", "Accepted", "OCPPCommCtrlr.MessageAttempts[TransactionEvent]"],
  ["CpoName", "A Fleet", "Accepted", "SecurityCtrlr.OrganizationName"],
  ["LocalPreAuthorize", "true", "Accepted", "AuthCtrlr.LocalPreAuthorize"],
  ["MeterValuesSampledData", "Voltage,Nonsense", "Rejected", null],
  ["WebSocketPingInterval", "-1", "Rejected", null],
  ["HeartbeatInterval", "soon", "Rejected", null],
  ["NumberOfConnectors", "3", "Rejected", null],
  ["SupportedFeatureProfiles", "Core", "Rejected", null],
  ["SecurityProfile", "0", "Rejected", null],
  ["Nonsense", "1", "NotSupported", null],
])("ChangeConfiguration %s = %j: %s", async (key, value, status, path) => {
  const { deviceModel, change } = station();
  const before = [...deviceModel.reports()].map((report) => JSON.stringify(report));
  expect(await change(key, value)).toBe(status);
  if (path !== null) expect(deviceModel.string(path)).toBe(value);
  else expect([...deviceModel.reports()].map((report) => JSON.stringify(report))).toEqual(before);
});

test("booleans are taken in any spelling of case, as 1.6 does not say one", async () => {
  const { deviceModel, change } = station();
  expect(await change("AuthorizeRemoteTxRequests", "False")).toBe("Accepted");
  expect(deviceModel.string("AuthCtrlr.AuthorizeRemoteStart")).toBe("false");
  expect(await change("AuthorizeRemoteTxRequests", "no")).toBe("Rejected");
});

test("a variable that needs a reboot says so in 1.6 too, and a write-only one tells nothing", async () => {
  const { get, change } = station({ initial: { "SecurityCtrlr.BasicAuthPassword": "0123456789abcdef" } }, [
    {
      key: "Priority",
      access: "RW",
      type: "list",
      source: "a test",
      path: "OCPPCommCtrlr.NetworkConfigurationPriority",
    },
    { key: "Secret", access: "W", type: "string", source: "a test", path: "SecurityCtrlr.BasicAuthPassword" },
  ]);
  expect(await change("Priority", "2,1")).toBe("RebootRequired");
  expect(await get("Secret")).toEqual({ configurationKey: [{ key: "Secret", readonly: false }] });
  expect(JSON.stringify(await get())).not.toContain("0123456789abcdef");
});

test("what cannot be changed at this station is read-only", async () => {
  const { get, change } = station({ layout: rapid });
  expect(await get("UnlockConnectorOnEVSideDisconnect")).toEqual({
    configurationKey: [{ key: "UnlockConnectorOnEVSideDisconnect", readonly: true, value: "false" }],
  });
  expect(await change("UnlockConnectorOnEVSideDisconnect", "true")).toBe("Rejected");
});

describe("ConnectorPhaseRotation", () => {
  const shown = async ({ get }: Pick<ReturnType<typeof station>, "get">) =>
    (await get("ConnectorPhaseRotation")).configurationKey?.[0]?.value;

  test("shows every connector, and changes those that are named", async () => {
    const duo = station();
    expect(await shown(duo)).toBe("1.RST,2.RST");
    expect(await duo.change("ConnectorPhaseRotation", "2.TRS, 1.Unknown")).toBe("Accepted");
    expect(await shown(duo)).toBe("1.Unknown,2.TRS");
    expect(duo.deviceModel.string("Connector@2.1.PhaseRotation")).toBe("TRS");
  });

  test.each(["3.RST", "1.RRR", "1", "", "1.RTS,2.NotApplicable", "0.RST"])(
    "%j is rejected as a whole",
    async (value) => {
      const duo = station();
      expect(await duo.change("ConnectorPhaseRotation", value)).toBe("Rejected");
      expect(await shown(duo)).toBe("1.RST,2.RST");
    },
  );

  test("does not apply to direct current", async () => {
    expect(await shown(station({ layout: rapid }))).toBe("1.NotApplicable,2.NotApplicable");
  });
});
