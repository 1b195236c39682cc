import type { StationSurvey } from "../station/index.js";

/** A limit of the station, as its device model has it. */
export interface Limit {
  readonly meaning: string;
  /** Path of the variable. */
  readonly variable: string;
  readonly value: string;
  readonly unit: string;
}

const LIMITS: readonly (readonly [string, string])[] = [
  ["entries in a GetReport", "DeviceDataCtrlr.ItemsPerMessage[GetReport]"],
  ["entries in a GetVariables", "DeviceDataCtrlr.ItemsPerMessage[GetVariables]"],
  ["entries in a SetVariables", "DeviceDataCtrlr.ItemsPerMessage[SetVariables]"],
  ["bytes of a GetReport", "DeviceDataCtrlr.BytesPerMessage[GetReport]"],
  ["bytes of a GetVariables", "DeviceDataCtrlr.BytesPerMessage[GetVariables]"],
  ["bytes of a SetVariables", "DeviceDataCtrlr.BytesPerMessage[SetVariables]"],
  ["length of a value that can be set", "DeviceDataCtrlr.ConfigurationValueSize"],
  ["length of a value in a report", "DeviceDataCtrlr.ReportingValueSize"],
  ["entries of the Local Authorization List", "LocalAuthListCtrlr.Entries"],
  ["entries in a SendLocalList", "LocalAuthListCtrlr.ItemsPerMessage"],
  ["bytes of a SendLocalList", "LocalAuthListCtrlr.BytesPerMessage"],
  ["bytes of the authorization cache", "AuthCacheCtrlr.Storage"],
  ["charging profiles", "SmartChargingCtrlr.Entries[ChargingProfiles]"],
  ["periods of a charging schedule", "SmartChargingCtrlr.PeriodsPerSchedule"],
  ["highest stack level", "SmartChargingCtrlr.ProfileStackLevel"],
  ["display messages", "DisplayMessageCtrlr.DisplayMessages"],
  ["characters of a personal message", "DisplayMessageCtrlr.PersonalMessageSize"],
  ["entries in a SetVariableMonitoring", "MonitoringCtrlr.ItemsPerMessage[SetVariableMonitoring]"],
  ["bytes of a SetVariableMonitoring", "MonitoringCtrlr.BytesPerMessage[SetVariableMonitoring]"],
  ["root certificates", "SecurityCtrlr.CertificateEntries"],
  ["bytes of a certificate chain", "SecurityCtrlr.MaxCertificateChainSize"],
];

/** Variables whose value says how much there is now, and only whose limit how much there can be. */
const COUNTS = ["Entries", "Storage", "DisplayMessages", "CertificateEntries"];

/** The limits of those variables that the station has: what they allow at most, or what they say. */
export function limitsOf({ describe }: StationSurvey): readonly Limit[] {
  return LIMITS.flatMap(([meaning, variable]) => {
    const found = describe(variable);
    if (!found) return [];
    const { maxLimit, unit = "" } = found.characteristics;
    const actual = found.attributes.find(({ type }) => type === "Actual")?.value;
    const value = COUNTS.includes(found.variable.name) || actual === undefined ? maxLimit : actual;
    return value === undefined ? [] : [{ meaning, variable, value: String(value), unit }];
  });
}
