/**
 * Variables that every station must have, whatever it can do (Part 2, Referenced Components and Variables;
 * required: yes, outside of the optional functional blocks).
 */
const REQUIRED: readonly { readonly name: string; readonly writable: boolean }[] = [
  { name: "OCPPCommCtrlr.MessageTimeout[Default]", writable: false },
  { name: "OCPPCommCtrlr.FileTransferProtocols", writable: false },
  { name: "OCPPCommCtrlr.NetworkConfigurationPriority", writable: true },
  { name: "OCPPCommCtrlr.NetworkProfileConnectionAttempts", writable: true },
  { name: "OCPPCommCtrlr.OfflineThreshold", writable: true },
  { name: "OCPPCommCtrlr.MessageAttempts[TransactionEvent]", writable: true },
  { name: "OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]", writable: true },
  { name: "OCPPCommCtrlr.UnlockOnEVSideDisconnect", writable: false },
  { name: "OCPPCommCtrlr.ResetRetries", writable: true },
  { name: "DeviceDataCtrlr.ItemsPerMessage[GetReport]", writable: false },
  { name: "DeviceDataCtrlr.ItemsPerMessage[GetVariables]", writable: false },
  { name: "DeviceDataCtrlr.ItemsPerMessage[SetVariables]", writable: false },
  { name: "DeviceDataCtrlr.BytesPerMessage[GetReport]", writable: false },
  { name: "DeviceDataCtrlr.BytesPerMessage[GetVariables]", writable: false },
  { name: "DeviceDataCtrlr.BytesPerMessage[SetVariables]", writable: false },
  { name: "ClockCtrlr.DateTime", writable: false },
  { name: "ClockCtrlr.TimeSource", writable: true },
  { name: "SecurityCtrlr.OrganizationName", writable: true },
  { name: "SecurityCtrlr.CertificateEntries", writable: false },
  { name: "SecurityCtrlr.SecurityProfile", writable: false },
  { name: "AuthCtrlr.AuthorizeRemoteStart", writable: false },
  { name: "AuthCtrlr.LocalAuthorizeOffline", writable: true },
  { name: "AuthCtrlr.LocalPreAuthorize", writable: true },
  { name: "TxCtrlr.EVConnectionTimeOut", writable: true },
  { name: "TxCtrlr.StopTxOnEVSideDisconnect", writable: false },
  { name: "TxCtrlr.TxStartPoint", writable: false },
  { name: "TxCtrlr.TxStopPoint", writable: false },
  { name: "TxCtrlr.StopTxOnInvalidId", writable: true },
  { name: "SampledDataCtrlr.TxEndedMeasurands", writable: true },
  { name: "SampledDataCtrlr.TxEndedInterval", writable: true },
  { name: "SampledDataCtrlr.TxStartedMeasurands", writable: true },
  { name: "SampledDataCtrlr.TxUpdatedMeasurands", writable: true },
  { name: "SampledDataCtrlr.TxUpdatedInterval", writable: true },
  { name: "AlignedDataCtrlr.Measurands", writable: true },
  { name: "AlignedDataCtrlr.Interval", writable: true },
  { name: "AlignedDataCtrlr.TxEndedMeasurands", writable: true },
  { name: "AlignedDataCtrlr.TxEndedInterval", writable: true },
  { name: "ChargingStation.Available", writable: false },
  { name: "ChargingStation.AvailabilityState", writable: false },
  { name: "ChargingStation.SupplyPhases", writable: false },
  { name: "EVSE.Available", writable: false },
  { name: "EVSE.AvailabilityState", writable: false },
  { name: "EVSE.SupplyPhases", writable: false },
  { name: "EVSE.Power", writable: false },
  { name: "Connector.Available", writable: false },
  { name: "Connector.AvailabilityState", writable: false },
  { name: "Connector.ConnectorType", writable: false },
  { name: "Connector.SupplyPhases", writable: false },
];

/** All of them, as `Component.Variable[instance]`. */
export const REQUIRED_VARIABLES: readonly string[] = REQUIRED.map(({ name }) => name);

/** Those that must be writable in every station. */
export const REQUIRED_WRITABLE: readonly string[] = REQUIRED.filter(({ writable }) => writable).map(
  ({ name }) => name,
);
