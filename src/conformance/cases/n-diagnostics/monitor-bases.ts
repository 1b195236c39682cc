import { Seconds } from "../../../kernel/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { containing, oneOf, omittedOr } from "../../expectations/pattern.js";
import { componentVariable } from "../../variables.js";
import { Inconclusive, ValidationFailed } from "../../verdict.js";
import {
  ACCEPTED,
  asksForReport,
  checkReports,
  EMPTY,
  evseAvailability,
  expectsMonitoringReport,
  installsMonitor,
  reports,
  STATION_AVAILABILITY,
  watchesAvailability,
  type MonitoringData,
} from "./monitors.js";

const MANDATORY = { AdvancedDeviceManagement: "M" };

const setsBase = ({ csms }: CaseTools, monitoringBase: string) =>
  csms.ask("SetMonitoringBase", { monitoringBase }, ACCEPTED);

const clears = ({ csms }: CaseTools, id: readonly number[], results: readonly unknown[]) =>
  csms.ask("ClearVariableMonitoring", { id: [...id] }, { clearMonitoringResult: [...results] });

/** All monitors of the station, perhaps none. */
async function allMonitors(tools: CaseTools, requestId: number): Promise<readonly MonitoringData[]> {
  const status = oneOf("Accepted", "EmptyResultSet");
  const response = await asksForReport(tools, requestId, {}, { status });
  return response["status"] === "Accepted" ? expectsMonitoringReport(tools, requestId) : [];
}

const idsOf = (data: readonly MonitoringData[]): readonly number[] =>
  data.flatMap(({ variableMonitoring }) => variableMonitoring.map(({ id }) => id));

export const MONITOR_BASE_CASES = [
  testCase("TC_N_05_CS", "Set Monitoring Base - success", MANDATORY, async (tools) => {
    await setsBase(tools, "All");
    await setsBase(tools, "FactoryDefault");
    await setsBase(tools, "HardWiredOnly");
  }),

  testCase("TC_N_06_CS", "Set Monitoring Base - test removal custom monitors", MANDATORY, async (tools) => {
    const variable = STATION_AVAILABILITY;
    const variables = [{ ...componentVariable(variable) }];
    await installsMonitor(tools, { variable, type: "Delta", value: 1, severity: tools.configured.severity });
    const data = await reports(tools, 6, { variables });
    checkReports(tools, data, variable, { type: "Delta" });
    tools.csms.check("monitored variables", data.length, 1);
    await setsBase(tools, "HardWiredOnly");
    await asksForReport(tools, 7, { variables }, EMPTY);
  }),

  testCase("TC_N_16_CS", "Set Monitoring Level - Success", MANDATORY, async (tools) => {
    const { csms, tester, state, place, has, configured } = tools;
    const variable = evseAvailability(tools);
    await installsMonitor(tools, { variable, type: "Delta", value: 1, severity: 8 });
    await csms.ask("SetMonitoringLevel", { severity: 7 }, ACCEPTED);
    if (has("AQ-2")) await state.authorized();
    await tester.plugIn(place);
    await tools.expectsConnectorStatus("Occupied");
    csms.disregards("TransactionEvent");
    await csms.expectsNone("NotifyEvent", Seconds(configured.quietTime), {
      eventData: containing({ ...componentVariable(variable) }),
    });
  }),

  testCase("TC_N_17_CS", "Set Monitoring Level - Out of range", MANDATORY, async ({ csms }) => {
    const rejected = (reason: string) => ({
      status: "Rejected",
      statusInfo: omittedOr({ reasonCode: oneOf("ValueOutOfRange", reason) }),
    });
    await csms.ask("SetMonitoringLevel", { severity: 10 }, rejected("ValueTooHigh"));
    await csms.ask("SetMonitoringLevel", { severity: -1 }, rejected("ValueTooLow"));
  }),

  testCase("TC_N_18_CS", "Clear Monitoring - Success", MANDATORY, async (tools) => {
    const ids = await watchesAvailability(tools);
    const response = await clears(tools, ids, [ACCEPTED, ACCEPTED]);
    for (const id of ids)
      tools.csms.check("clearMonitoringResult", response["clearMonitoringResult"], containing({ id }));
    const variables = [STATION_AVAILABILITY, evseAvailability(tools)].map((path) => ({
      ...componentVariable(path),
    }));
    await asksForReport(tools, 18, { variables }, EMPTY);
  }),

  testCase("TC_N_19_CS", "Clear Monitoring - Not found", MANDATORY, async (tools) => {
    const ids = idsOf(await allMonitors(tools, 19));
    const id = ids.length > 0 ? Math.max(...ids) + 1 : tools.configured.unusedMonitorId;
    const statusInfo = omittedOr({ reasonCode: "NotFound" });
    await clears(tools, [id], [{ id, status: "NotFound", statusInfo }]);
  }),

  testCase("TC_N_41_CS", "Set Variable Monitoring - Return to FactoryDefault", MANDATORY, async (tools) => {
    const { preconfiguredMonitorId: id } = tools.configured;
    await setsBase(tools, "FactoryDefault");
    const all = await reports(tools, 41);
    const found = all.find(({ variableMonitoring }) => variableMonitoring.some((one) => one.id === id));
    const monitor = found?.variableMonitoring.find((one) => one.id === id);
    if (!found || !monitor) throw new Inconclusive(`there is no preconfigured monitor ${id}`);
    const { component, variable } = found;
    const severity = monitor.severity < 9 ? monitor.severity + 1 : 5;

    const response = await tools.csms.ask(
      "SetVariableMonitoring",
      { setMonitoringData: [{ ...monitor, severity, component, variable }] },
      { setMonitoringResult: [{ status: "Accepted", component, variable }] },
    );
    tools.csms.check("setMonitoringResult", response["setMonitoringResult"], containing({ id }));
    const expects = async (requestId: number, expected: number): Promise<void> => {
      const data = await reports(tools, requestId, { variables: [{ component, variable }] });
      tools.csms.check(
        "NotifyMonitoringReport",
        data,
        containing({ component, variable, variableMonitoring: containing({ id, severity: expected }) }),
      );
    };
    await expects(42, severity);
    await tools.csms.ask("SetMonitoringBase", { monitoringBase: "FactoryDefault" }, { status: "Accepted" });
    await expects(43, monitor.severity);
  }),

  testCase(
    "TC_N_44_CS",
    "Clear Monitoring - Rejected",
    { AdvancedDeviceManagement: "AQ-5" },
    async (tools) => {
      const [id] = idsOf(await allMonitors(tools, 44));
      if (id === undefined) throw new ValidationFailed("no monitor is reported, so none is hard-wired");
      await clears(tools, [id], [{ id, status: "Rejected" }]);
    },
  ),
];
