import { createManualClock, createMemoryStore, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn } from "../support/station.js";

async function booted() {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const store = createMemoryStore();
  const switchOn = (seed: number) => stationOn(csms, clock, { version: "ocpp1.6", store, seed });
  const station = switchOn(7);
  csms.ignores("Heartbeat", "StatusNotification", "SecurityEventNotification", "MeterValues");
  await csms.expects("BootNotification");
  await csms.settles();
  const shown = async (key: string) => {
    const { configurationKey } = await csms.sends("GetConfiguration", { key: [key] });
    return (configurationKey as { key: string; readonly: boolean; value?: string }[] | undefined)?.[0];
  };
  const change = async (key: string, value: string) =>
    (await csms.sends("ChangeConfiguration", { key, value }))["status"];
  return { csms, station, switchOn, shown, change };
}

const NOT_BOOLEAN = ["", "yes", "1", "truefalse"];
const NOT_SECONDS = ["", "-1", "1.5", "soon", "1e3", "99999999999"];
const MEASURANDS = [
  "Energy.Active.Import.Register,Nonsense",
  "Voltage,Voltage",
  "Voltage,,Voltage",
  "voltage",
];
const BOTH = "Voltage,Current.Import";

/** Every key that can be changed: a value that differs from its first, and values that are refused. */
const WRITABLE: readonly (readonly [key: string, other: string, refused: readonly string[]])[] = [
  ["AllowOfflineTxForUnknownId", "true", NOT_BOOLEAN],
  ["AuthorizationCacheEnabled", "false", NOT_BOOLEAN],
  ["AuthorizeRemoteTxRequests", "false", NOT_BOOLEAN],
  ["ClockAlignedDataInterval", "60", NOT_SECONDS],
  ["ConnectionTimeOut", "33", NOT_SECONDS],
  ["ConnectorPhaseRotation", "1.RTS,2.Unknown", ["", "1.RST,2.RST,3.RST", "1.XYZ", "RST"]],
  ["CpoName", "Another CPO", ["x".repeat(65)]],
  ["HeartbeatInterval", "77", NOT_SECONDS],
  ["LocalAuthListEnabled", "false", NOT_BOOLEAN],
  ["LocalAuthorizeOffline", "false", NOT_BOOLEAN],
  ["LocalPreAuthorize", "true", NOT_BOOLEAN],
  ["MaxEnergyOnInvalidId", "500", NOT_SECONDS],
  ["MeterValuesAlignedData", BOTH, MEASURANDS],
  ["MeterValueSampleInterval", "11", NOT_SECONDS],
  ["MeterValuesSampledData", BOTH, MEASURANDS],
  ["MinimumStatusDuration", "5", NOT_SECONDS],
  ["ResetRetries", "1", ["", "-1", "many"]],
  ["StopTransactionOnEVSideDisconnect", "false", NOT_BOOLEAN],
  ["StopTransactionOnInvalidId", "false", NOT_BOOLEAN],
  ["StopTxnAlignedData", BOTH, MEASURANDS],
  ["StopTxnSampledData", BOTH, MEASURANDS],
  ["TransactionMessageAttempts", "7", ["", "-1", "0", "many"]],
  ["TransactionMessageRetryInterval", "7", NOT_SECONDS],
  ["UnlockConnectorOnEVSideDisconnect", "false", NOT_BOOLEAN],
  ["WebSocketPingInterval", "0", NOT_SECONDS],
];

/** Every key that is only shown, with its value. */
const READ_ONLY: readonly (readonly [key: string, value: string])[] = [
  ["AdditionalRootCertificateCheck", "false"],
  ["CertificateSignedMaxChainSize", "10000"],
  ["CertificateStoreMaxLength", "20"],
  ["ChargeProfileMaxStackLevel", "20"],
  ["ChargingScheduleAllowedChargingRateUnit", "Current,Power"],
  ["ChargingScheduleMaxPeriods", "1024"],
  ["ConnectorPhaseRotationMaxLength", "2"],
  ["ConnectorSwitch3to1PhaseSupported", "true"],
  ["GetConfigurationMaxKeys", "100"],
  ["LocalAuthListMaxLength", "10000"],
  ["MaxChargingProfilesInstalled", "100"],
  ["MessageTimeout", "30"],
  ["MeterValuesAlignedDataMaxLength", "8"],
  ["MeterValuesSampledDataMaxLength", "8"],
  ["NumberOfConnectors", "2"],
  ["ReserveConnectorZeroSupported", "true"],
  ["SendLocalListMaxLength", "1000"],
  ["StopTxnAlignedDataMaxLength", "8"],
  ["StopTxnSampledDataMaxLength", "8"],
  [
    "SupportedFeatureProfiles",
    "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation,SmartCharging",
  ],
  ["SupportedFeatureProfilesMaxLength", "6"],
  ["SupportedFileTransferProtocols", "FTP,FTPS,HTTP,HTTPS"],
];

/** Those that have a test of their own. */
const OTHERS = ["SecurityProfile"];

test("GetConfiguration without keys shows every key of 1.6 that can be read, by its name and access", async () => {
  const { csms, station } = await booted();
  const { configurationKey, unknownKey } = await csms.sends("GetConfiguration", {});
  const listed = (configurationKey as { key: string; readonly: boolean }[]).map(({ key, readonly }) => [
    key,
    readonly,
  ]);
  const known = [
    ...WRITABLE.map(([key]) => [key, false]),
    ...READ_ONLY.map(([key]) => [key, true]),
    ...OTHERS.map((key) => [key, false]),
  ];
  expect(new Map(listed as [string, boolean][])).toEqual(new Map(known as [string, boolean][]));
  expect(unknownKey).toBeUndefined();
  await station.stop();
  await csms.done();
});

test.each(WRITABLE)("%s can be changed to %j, at once and for good", async (key, other, refused) => {
  const { csms, station, switchOn, shown, change } = await booted();
  const first = await shown(key);
  expect(first).toMatchObject({ key, readonly: false });
  expect(first?.value).not.toBe(other);
  for (const value of refused) expect([value, await change(key, value)]).toEqual([value, "Rejected"]);
  expect(await shown(key)).toEqual(first);
  expect(await change(key, other)).toBe("Accepted"); // no key of 1.6 waits for a reboot
  expect(await shown(key)).toEqual({ key, readonly: false, value: other });
  await station.stop();
  const again = switchOn(8);
  if (key !== "HeartbeatInterval") {
    await csms.expects("BootNotification");
    expect((await shown(key))?.value).toBe(other);
  } else await csms.expects("BootNotification"); // whose answer names it anew (4.2)
  await csms.waits(Seconds(1));
  await again.stop();
  await csms.done();
});

test.each(READ_ONLY)("%s is %j, and cannot be changed", async (key, value) => {
  const { csms, station, shown, change } = await booted();
  expect(await shown(key)).toEqual({ key, readonly: true, value });
  expect(await change(key, value)).toBe("Rejected");
  expect(await shown(key)).toEqual({ key, readonly: true, value });
  await station.stop();
  await csms.done();
});

test("a key that the station has no use for is NotSupported: there are no lamps", async () => {
  const { csms, station, change } = await booted();
  for (const key of ["BlinkRepeat", "LightIntensity", "Testing"])
    expect(await change(key, "1")).toBe("NotSupported");
  const { unknownKey } = await csms.sends("GetConfiguration", { key: ["BlinkRepeat", "LightIntensity"] });
  expect(unknownKey).toEqual(["BlinkRepeat", "LightIntensity"]);
  await station.stop();
  await csms.done();
});
