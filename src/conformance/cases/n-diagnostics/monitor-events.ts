import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import {
  containing,
  oneOf,
  omittedOr,
  present,
  satisfying,
  type Condition,
} from "../../expectations/pattern.js";
import { componentVariable } from "../../variables.js";
import { ValidationFailed } from "../../verdict.js";
import {
  ACCEPTED,
  asksForReport,
  EMPTY,
  eventsOf,
  expectsEvent,
  installsMonitor,
  setsLevel,
  SEVERITY,
} from "./monitors.js";

const MANDATORY = { AdvancedDeviceManagement: "M" };

const above = (limit: number): Condition =>
  satisfying(`a number above ${limit}`, (value) => value !== "" && Number(value) > limit);
const notAbove = (limit: number): Condition =>
  satisfying(`a number not above ${limit}`, (value) => value !== "" && Number(value) <= limit);

/** The transaction that goes on in the session, where the station has told of one. */
const transactionId = ({ state }: CaseTools): unknown => state.session.transactionId ?? present;

/** An UpperThreshold on the configured variable; gives its id. */
const watchesUpperThreshold = async (tools: CaseTools, value: number): Promise<number> => {
  const variable = tools.configured.thresholdVariable;
  const id = await installsMonitor(tools, { variable, type: "UpperThreshold", value, severity: SEVERITY });
  await setsLevel(tools);
  return id;
};

/** Returning below the upper threshold and dropping below the lower one, in one message or two. */
async function expectsFallingPower(tools: CaseTools, upperId: number, lowerId: number): Promise<void> {
  const { csms, configured } = tools;
  const { thresholdVariable: variable, upperThreshold, lowerThreshold } = configured;
  const told: Payload[] = [];
  const of = (id: number) => told.find((event) => event["variableMonitoringId"] === id);
  const messages = await csms.gathers(
    "NotifyEvent",
    (payloads) => {
      told.splice(0, told.length, ...payloads.flatMap(eventsOf));
      return of(upperId) !== undefined && of(lowerId) !== undefined;
    },
    "the events of both monitors",
    { within: Seconds(configured.patience) },
  );
  for (const message of messages) csms.check("NotifyEvent", message, { seqNo: 0, generatedAt: present });
  const both = {
    ...componentVariable(variable),
    ...{ eventId: present, timestamp: present, trigger: "Alerting", eventNotificationType: "CustomMonitor" },
    transactionId: transactionId(tools),
  };
  csms.check("event of the upper threshold", of(upperId), {
    ...both,
    actualValue: notAbove(upperThreshold),
    cleared: true,
  });
  csms.check("event of the lower threshold", of(lowerId), {
    ...both,
    actualValue: notAbove(lowerThreshold),
    cleared: omittedOr(false),
  });
}

export const MONITOR_EVENT_CASES = [
  testCase("TC_N_20_CS", "Alert Event - Threshold value exceeded", MANDATORY, async (tools) => {
    const { csms, state, configured } = tools;
    const { thresholdVariable: variable, upperThreshold, lowerThreshold: value } = configured;
    await csms.ask("SetMonitoringBase", { monitoringBase: "All" }, ACCEPTED);
    const upperId = await watchesUpperThreshold(tools, upperThreshold);
    await state.energyTransferStarted();
    await expectsEvent(tools, {
      ...{ id: upperId, variable, trigger: "Alerting", cleared: omittedOr(false) },
      actualValue: above(upperThreshold),
      transactionId: transactionId(tools),
    });
    const lowerId = await installsMonitor(tools, {
      ...{ variable, type: "LowerThreshold", value, severity: SEVERITY },
    });
    await state.stopAuthorized();
    await expectsFallingPower(tools, upperId, lowerId);
  }),

  testCase(
    "TC_N_21_CS",
    "Alert Event - Caused by hardwired trigger",
    { AdvancedDeviceManagement: "AQ-5" },
    async ({ csms, tester, place }) => {
      await tester.setConnectorFault(place, true);
      const hardWired = containing({ eventNotificationType: "HardWiredNotification" });
      await csms.expects("NotifyEvent", { seqNo: 0, generatedAt: present, eventData: hardWired });
    },
  ),

  testCase("TC_N_24_CS", "Set Variable Monitoring - Periodic event", MANDATORY, async (tools) => {
    const { thresholdVariable: variable, alignedInterval: value } = tools.configured;
    const id = await installsMonitor(tools, { variable, type: "Periodic", value, severity: SEVERITY });
    await setsLevel(tools);
    const times: number[] = [];
    while (times.length < 3) {
      const { timestamp } = await expectsEvent(tools, { id, variable, trigger: "Periodic" });
      times.push(Date.parse(String(timestamp)));
    }
    times.slice(1).forEach((time, index) => {
      const passed = (time - (times[index] ?? 0)) / 1_000;
      if (Math.abs(passed - value) > 1)
        throw new ValidationFailed(`the event came after ${passed} s instead of ${value} s`);
    });
  }),

  testCase("TC_N_45_CS", "Alert Event - Delta value exceeded", MANDATORY, async (tools) => {
    const { numericDeltaVariable: variable, numericDelta: value } = tools.configured;
    const id = await installsMonitor(tools, { variable, type: "Delta", value, severity: SEVERITY });
    await setsLevel(tools);
    await tools.state.energyTransferStarted();
    await expectsEvent(tools, { id, variable, trigger: "Delta" });
  }),

  testCase(
    "TC_N_48_CS",
    "Alert Event - Variable monitoring on write only",
    { AdvancedDeviceManagement: "AQ-10" },
    async (tools) => {
      const { csms, state, password, configured } = tools;
      const variable = "SecurityCtrlr.BasicAuthPassword";
      const setsPassword = async (attributeValue: string): Promise<void> => {
        const before = csms.connections;
        const response = await csms.ask(
          "SetVariables",
          { setVariableData: [{ ...componentVariable(variable), attributeValue }] },
          { setVariableResult: [{ attributeStatus: oneOf("Accepted", "RebootRequired") }] },
        );
        csms.asksForPassword(attributeValue);
        const [result] = response["setVariableResult"] as readonly { readonly attributeStatus: string }[];
        if (result?.attributeStatus === "RebootRequired") await state.booted();
        else await csms.expectsNewConnection(before);
      };
      const { severity } = configured;
      const id = await installsMonitor(tools, { variable, type: "Delta", value: 1, severity });
      await setsPassword([...password].reverse().join(""));
      await expectsEvent(tools, { id, variable, actualValue: "" });
      // What was before is brought back for whoever tests next.
      await setsPassword(password);
    },
  ),

  testCase(
    "TC_N_51_CS",
    "Set Variable Monitoring - Modifying a VariableMonitor and trigger",
    MANDATORY,
    async (tools) => {
      const { thresholdVariable: variable, quietUpperThreshold, upperThreshold: value } = tools.configured;
      const id = await watchesUpperThreshold(tools, quietUpperThreshold);
      await tools.state.energyTransferStarted();
      await installsMonitor(tools, { id, variable, type: "UpperThreshold", value, severity: SEVERITY });
      // The errata ask for a value above the former threshold; only the new one has been passed (N07.FR.11, N07.FR.16).
      await expectsEvent(tools, { id, variable, trigger: "Alerting", actualValue: above(value) });
    },
  ),

  testCase("TC_N_52_CS", "Set Variable Monitoring - Removing a VariableMonitor", MANDATORY, async (tools) => {
    const { csms, state, configured } = tools;
    const { thresholdVariable: variable, upperThreshold, quietTime } = configured;
    const id = await watchesUpperThreshold(tools, upperThreshold);
    await state.energyTransferStarted();
    await expectsEvent(tools, { id, variable, trigger: "Alerting" });
    await csms.ask(
      "ClearVariableMonitoring",
      { id: [id] },
      { clearMonitoringResult: [{ id, status: "Accepted" }] },
    );
    const variables = [{ ...componentVariable(variable) }];
    await asksForReport(tools, 52, { criteria: ["ThresholdMonitoring"], variables }, EMPTY);
    await state.stopAuthorized();
    await csms.expectsNone("NotifyEvent", Seconds(quietTime), {
      eventData: containing({ variableMonitoringId: id }),
    });
  }),

  testCase("TC_N_56_CS", "Alert Event - Delta value NOT numeric exceeded", MANDATORY, async (tools) => {
    const { csms, tester, state, place, has, configured } = tools;
    const variable = configured.otherDeltaVariable;
    const id = await installsMonitor(tools, { variable, type: "Delta", value: 1, severity: SEVERITY });
    await setsLevel(tools);
    if (has("AQ-2")) await state.authorized();
    await tester.plugIn(place);
    csms.disregards("TransactionEvent");
    await expectsEvent(tools, { id, variable, trigger: "Delta" });
  }),
];
