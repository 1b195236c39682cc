import { testCase } from "../../case.js";
import { oneOf, omitted, omittedOr, present } from "../../expectations/pattern.js";
import { componentVariable } from "../../variables.js";
import {
  checkReports,
  evseAvailability,
  installsMonitor,
  installsMonitors,
  NO_ERROR,
  reports,
  SEVERITY,
  setsMonitors,
  STATION_AVAILABILITY,
  type MonitorWish,
} from "./monitors.js";

const MANDATORY = { AdvancedDeviceManagement: "M" };
const ACCEPTED = { status: "Accepted", id: present, statusInfo: NO_ERROR };

const delta = (variable: string, severity: number): MonitorWish => ({
  ...{ variable, severity },
  type: "Delta",
  value: 1,
});

export const MONITOR_SETTING_CASES = [
  testCase(
    "TC_N_08_CS",
    "Set Variable Monitoring - one setMonitoringData element",
    MANDATORY,
    async (tools) => {
      const variable = evseAvailability(tools);
      await installsMonitor(tools, delta(variable, 8));
      const data = await reports(tools, 8, { variables: [{ ...componentVariable(variable) }] });
      checkReports(tools, data, variable, { type: "Delta" });
    },
  ),

  testCase(
    "TC_N_09_CS",
    "Set Variable Monitoring - Multiple elements on different component and variable",
    MANDATORY,
    async (tools) => {
      const { severity } = tools.configured;
      const variables = [evseAvailability(tools), STATION_AVAILABILITY];
      const ids = await installsMonitors(tools, ...variables.map((variable) => delta(variable, severity)));
      const data = await reports(tools, 9, {
        variables: variables.map((variable) => ({ ...componentVariable(variable) })),
      });
      variables.forEach((variable, index) =>
        checkReports(tools, data, variable, { id: ids[index], type: "Delta", severity }),
      );
    },
  ),

  testCase(
    "TC_N_10_CS",
    "Set Variable Monitoring - Multiple monitors on the same component and variable",
    MANDATORY,
    async (tools) => {
      const variable = evseAvailability(tools);
      await installsMonitors(tools, delta(variable, 8), delta(variable, 7));
    },
  ),

  testCase(
    "TC_N_11_CS",
    "Set Variable Monitoring - Unknown component",
    MANDATORY,
    async ({ csms, configured: { severity } }) => {
      await setsMonitors(csms, [
        {
          ...delta("EVSE@99.AvailabilityState", severity),
          result: {
            id: omitted,
            status: oneOf("UnknownComponent", "Rejected"),
            statusInfo: omittedOr({ reasonCode: oneOf("UnknownEvse", "NotFound") }),
          },
        },
        {
          ...{ variable: "NonExistent.Power", type: "UpperThreshold", value: 1234, severity },
          result: {
            id: omitted,
            status: oneOf("UnknownComponent", "UnknownVariable"),
            statusInfo: omittedOr({ reasonCode: "NotFound" }),
          },
        },
      ]);
    },
  ),

  testCase(
    "TC_N_12_CS",
    "Set Variable Monitoring - Value out of range - Delta monitor",
    MANDATORY,
    async ({ csms, configured: { severity, numericDeltaVariable: variable } }) => {
      const reasonCode = oneOf("ValueOutOfRange", "ValuePositiveOnly");
      const result = { id: omitted, status: "Rejected", statusInfo: omittedOr({ reasonCode }) };
      await setsMonitors(csms, [{ ...delta(variable, severity), value: -1, result }]);
    },
  ),

  testCase(
    "TC_N_13_CS",
    "Set Variable Monitoring - Value out of range - Threshold monitor",
    MANDATORY,
    async ({ csms, configured: { severity, limitedVariable: variable, valueBeyondLimit: value } }) => {
      const reasonCode = "ValueOutOfRange";
      const result = { id: omitted, status: "Rejected", statusInfo: omittedOr({ reasonCode }) };
      await setsMonitors(csms, [{ variable, severity, type: "UpperThreshold", value, result }]);
    },
  ),

  testCase(
    "TC_N_15_CS",
    "Set Variable Monitoring - Duplicate Variable type/severity combination",
    MANDATORY,
    async (tools) => {
      const wish = delta(evseAvailability(tools), tools.configured.severity);
      const statusInfo = omittedOr({ reasonCode: "InvalidValue" });
      await setsMonitors(tools.csms, [
        { ...wish, result: ACCEPTED },
        { ...wish, result: { status: "Duplicate", statusInfo } },
      ]);
    },
  ),

  testCase("TC_N_37_CS", "Set Variable Monitoring - Unknown Variable", MANDATORY, async (tools) => {
    const { evseId, severity } = tools.configured;
    const wish = delta(`EVSE@${evseId}.unknownVariable`, severity);
    await setsMonitors(tools.csms, [{ ...wish, result: { status: "UnknownVariable" } }]);
  }),

  testCase(
    "TC_N_39_CS",
    "Set Variable Monitoring - Component/Variable combination does NOT correspond",
    MANDATORY,
    async (tools) => {
      const { severity, otherDeltaVariable, numericDeltaVariable } = tools.configured;
      const id = await installsMonitor(tools, delta(otherDeltaVariable, severity));
      await setsMonitors(tools.csms, [
        { ...delta(numericDeltaVariable, severity), id, result: { status: "Rejected" } },
      ]);
      const data = await reports(tools, 39);
      checkReports(tools, data, otherDeltaVariable, { id, value: 1, type: "Delta" });
    },
  ),

  testCase("TC_N_40_CS", "Set Variable Monitoring - Replace Variable Monitor", MANDATORY, async (tools) => {
    const variable = evseAvailability(tools);
    const id = await installsMonitor(tools, delta(variable, SEVERITY));
    await installsMonitor(tools, { ...delta(variable, 4), id });
    const data = await reports(tools, 40, {
      criteria: ["DeltaMonitoring"],
      variables: [{ ...componentVariable(variable) }],
    });
    checkReports(tools, data, variable, { id, severity: 4 });
  }),

  testCase(
    "TC_N_43_CS",
    "Set Variable Monitoring - First SetMonitoringData and third SetMonitoringData are valid, but the second contains an out of range value",
    MANDATORY,
    async ({ csms, configured }) => {
      const { severity, thresholdVariable: variable, numericDeltaVariable } = configured;
      const { upperThreshold, lowerThreshold } = configured;
      await setsMonitors(csms, [
        { variable, severity, type: "UpperThreshold", value: upperThreshold, result: ACCEPTED },
        { ...delta(numericDeltaVariable, severity), value: -1, result: { status: "Rejected" } },
        { variable, severity, type: "LowerThreshold", value: lowerThreshold, result: ACCEPTED },
      ]);
    },
  ),
];
