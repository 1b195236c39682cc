/** Whether a key can be written: `RW`, `R`, or as the station likes. */
export type Access = "R" | "RW" | "either";

type Keys = Readonly<Record<string, Access>>;

/** The configuration keys that a station must have (chapter 9), by the profile that asks for them. */
export const REQUIRED_KEYS: Readonly<Record<string, Keys>> = {
  Core: {
    AuthorizeRemoteTxRequests: "either",
    ClockAlignedDataInterval: "RW",
    ConnectionTimeOut: "RW",
    ConnectorPhaseRotation: "RW",
    GetConfigurationMaxKeys: "R",
    HeartbeatInterval: "RW",
    LocalAuthorizeOffline: "RW",
    LocalPreAuthorize: "RW",
    MeterValuesAlignedData: "RW",
    MeterValuesSampledData: "RW",
    MeterValueSampleInterval: "RW",
    NumberOfConnectors: "R",
    ResetRetries: "RW",
    StopTransactionOnInvalidId: "RW",
    StopTxnAlignedData: "RW",
    StopTxnSampledData: "RW",
    SupportedFeatureProfiles: "R",
    TransactionMessageAttempts: "RW",
    TransactionMessageRetryInterval: "RW",
    UnlockConnectorOnEVSideDisconnect: "either",
  },
  LocalAuthListManagement: {
    LocalAuthListEnabled: "RW",
    LocalAuthListMaxLength: "R",
    SendLocalListMaxLength: "R",
  },
  SmartCharging: {
    ChargeProfileMaxStackLevel: "R",
    ChargingScheduleAllowedChargingRateUnit: "R",
    ChargingScheduleMaxPeriods: "R",
    MaxChargingProfilesInstalled: "R",
  },
};

/** The profiles that SupportedFeatureProfiles can name (9.1.29). */
export const FEATURE_PROFILES = [
  "Core",
  "FirmwareManagement",
  "LocalAuthListManagement",
  "Reservation",
  "SmartCharging",
  "RemoteTrigger",
];
