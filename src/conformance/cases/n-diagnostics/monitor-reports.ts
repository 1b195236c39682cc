import { testCase } from "../../case.js";
import { componentVariable } from "../../variables.js";
import { ValidationFailed } from "../../verdict.js";
import {
  asksForReport,
  checkReports,
  checkTypes,
  EMPTY,
  evseAvailability,
  expectsMonitoringReport,
  installsMonitor,
  installsMonitors,
  reports,
  SEVERITY,
  settingOf,
  STATION_AVAILABILITY,
  watchesAvailability,
  type MonitoringData,
} from "./monitors.js";

const MANDATORY = { AdvancedDeviceManagement: "M" };

const idsOf = (data: readonly MonitoringData[]): readonly number[] =>
  data.flatMap(({ variableMonitoring }) => variableMonitoring.map(({ id }) => id));

export const MONITOR_REPORT_CASES = [
  testCase("TC_N_01_CS", "Get Monitoring Report - with monitoringCriteria", MANDATORY, async (tools) => {
    const { configured } = tools;
    const { severity, thresholdVariable: variable, alignedInterval, numericDelta } = configured;
    const numeric = configured.numericDeltaVariable;
    const ids = await installsMonitors(
      tools,
      { variable, severity, type: "LowerThreshold", value: configured.lowerThreshold },
      { variable, severity, type: "UpperThreshold", value: configured.upperThreshold },
      { variable, severity, type: "Periodic", value: alignedInterval },
      { variable: numeric, severity, type: "Delta", value: numericDelta },
      { variable: numeric, severity, type: "PeriodicClockAligned", value: alignedInterval },
    );
    const [lower, upper, periodic, delta, aligned] = ids;
    const steps: readonly [criteria: string[], types: string[], expected: (number | undefined)[]][] = [
      [["ThresholdMonitoring"], ["UpperThreshold", "LowerThreshold"], [lower, upper]],
      [
        ["ThresholdMonitoring", "DeltaMonitoring"],
        ["UpperThreshold", "LowerThreshold", "Delta"],
        [lower, upper, delta],
      ],
      [
        ["DeltaMonitoring", "PeriodicMonitoring"],
        ["Delta", "Periodic", "PeriodicClockAligned"],
        [delta, periodic, aligned],
      ],
    ];
    for (const [index, [criteria, types, expected]] of steps.entries()) {
      const data = await reports(tools, 100 + index, { criteria });
      checkTypes(data, types);
      const missing = expected.find((id) => id !== undefined && !idsOf(data).includes(id));
      if (missing !== undefined) throw new ValidationFailed(`monitor ${missing} is not reported`);
    }
  }),

  testCase("TC_N_02_CS", "Get Monitoring Report - with component/variable", MANDATORY, async (tools) => {
    await watchesAvailability(tools);
    const data = await reports(tools, 2, {
      variables: [
        { ...componentVariable(STATION_AVAILABILITY) },
        { component: { name: "EVSE", evse: { id: tools.configured.evseId } } },
      ],
    });
    checkReports(tools, data, STATION_AVAILABILITY, { type: "Delta" });
    checkReports(tools, data, evseAvailability(tools), { type: "Delta" });
    const others = data.find(
      ({ component: { name }, variable }) =>
        name !== "EVSE" && (name !== "ChargingStation" || variable["name"] !== "AvailabilityState"),
    );
    if (others) throw new ValidationFailed(`monitors of ${String(others.component["name"])} are reported`);
    checkTypes(
      data.filter(({ variable }) => variable["name"] === "AvailabilityState"),
      ["Delta"],
    );
  }),

  testCase(
    "TC_N_03_CS",
    "Get Monitoring Report - with component criteria and component/variable",
    MANDATORY,
    async (tools) => {
      const { alignedInterval: value } = tools.configured;
      await watchesAvailability(tools);
      // Not every station tells its power, and the case asks for nothing of it.
      await tools.csms.request("SetVariableMonitoring", {
        setMonitoringData: [
          settingOf({ variable: "ChargingStation.Power", type: "Periodic", value, severity: SEVERITY }),
        ],
      });
      const variables = [STATION_AVAILABILITY, evseAvailability(tools)].map((path) => ({
        ...componentVariable(path),
      }));
      await asksForReport(tools, 3, { criteria: ["ThresholdMonitoring"], variables }, EMPTY);
      const data = await reports(tools, 4, { criteria: ["DeltaMonitoring"], variables });
      checkTypes(data, ["Delta"]);
      checkReports(tools, data, STATION_AVAILABILITY, { type: "Delta" });
      checkReports(tools, data, evseAvailability(tools), { type: "Delta" });
      const ofFirst = tools.csms.heard.some(
        ({ action, payload }) => action === "NotifyMonitoringReport" && payload["requestId"] === 3,
      );
      if (ofFirst) throw new ValidationFailed("something is reported for the empty result");
    },
  ),

  testCase("TC_N_47_CS", "Get Monitoring report - Report all", MANDATORY, async (tools) => {
    await watchesAvailability(tools);
    const data = await reports(tools, 47);
    checkReports(tools, data, STATION_AVAILABILITY, { type: "Delta" });
    checkReports(tools, data, evseAvailability(tools), { type: "Delta" });
  }),

  testCase("TC_N_53_CS", "Alert Event - Persistent over reboot", MANDATORY, async (tools) => {
    const { thresholdVariable: variable, upperThreshold: value, severity } = tools.configured;
    const id = await installsMonitor(tools, { variable, severity, type: "UpperThreshold", value });
    await tools.state.booted();
    await asksForReport(tools, 53, { criteria: ["ThresholdMonitoring"] }, { status: "Accepted" });
    const data = await expectsMonitoringReport(tools, 53);
    checkReports(tools, data, variable, { id, type: "UpperThreshold", value });
  }),
];
