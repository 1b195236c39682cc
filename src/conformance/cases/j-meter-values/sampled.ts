import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { ValidationFailed } from "../../verdict.js";
import { startsAt } from "../preparations.js";
import {
  checkContext,
  checkIntervals,
  checkMeasurands,
  checkSigned,
  configuredMeasurands,
  contextOf,
  endedMeterValues,
  meterValuesOf,
} from "./values.js";

const isPeriodic = (event: Payload): boolean => event["triggerReason"] === "MeterValuePeriodic";

/** The first meter value of an event is that of the beginning of the transaction. */
async function checkBegin({ variables }: CaseTools, event: Payload | undefined): Promise<void> {
  const [begin] = event ? meterValuesOf(event) : [];
  if (!begin) throw new ValidationFailed("the event holds no meter value of the beginning");
  checkContext(begin, "Transaction.Begin");
  checkMeasurands(begin, await configuredMeasurands(variables, "SampledDataCtrlr.TxStartedMeasurands"));
}

/** The station takes samples for the end of a transaction, which then runs for some intervals and ends. */
async function runsAndEnds({ csms, state, variables, configured }: CaseTools): Promise<void> {
  await variables.set("SampledDataCtrlr.TxEndedInterval", configured.sampledInterval);
  await variables.set("AlignedDataCtrlr.TxEndedMeasurands", "");
  await state.energyTransferStarted();
  await csms.waits(Seconds(2 * configured.sampledInterval + 0.5));
  await state.parkingBayUnoccupied();
}

async function checkEndedSampled({ csms, state, variables, configured }: CaseTools): Promise<void> {
  const values = endedMeterValues(csms, state.transactionId);
  const measurands = await configuredMeasurands(variables, "SampledDataCtrlr.TxEndedMeasurands");
  for (const value of values) {
    checkContext(value, "Sample.Periodic", "Transaction.Begin", "Transaction.End");
    checkMeasurands(value, measurands);
  }
  if (!values.some((value) => contextOf(value) === "Transaction.End"))
    throw new ValidationFailed("the event Ended holds no meter value with the context Transaction.End");
  const periodic = values.filter((value) => contextOf(value) === "Sample.Periodic");
  if (periodic.length === 0)
    throw new ValidationFailed("the event Ended holds no meter values of the intervals");
  checkIntervals(periodic, configured.sampledInterval);
}

export const SAMPLED_CASES = [
  testCase(
    "TC_J_07_CS",
    "Sampled Meter Values - EventType Started - EVSE known",
    { Core: "M" },
    async (tools) => {
      const { csms, state, variables, has } = tools;
      if (has("C-09.1")) await variables.setIfImplemented("TxCtrlr.TxStartPoint", "EVConnected");
      await state.parkingBayOccupied();
      if (has("AQ-2")) await state.authorized();
      await state.evConnectedPreSession();
      await state.energyTransferStarted();
      const started = csms.heard.find(({ payload }) => payload["eventType"] === "Started");
      await checkBegin(tools, started?.payload);
    },
  ),

  testCase(
    "TC_J_08_CS",
    "Sampled Meter Values - Context Transaction.Begin - EVSE not known",
    { Core: "C-40 and NOT AQ-8 and (C-09.2 or C-09.6)" },
    async (tools) => {
      const { csms, state, has } = tools;
      await startsAt(tools, has("C-09.2") ? "Authorized" : "ParkingBayOccupancy");
      await state.energyTransferStarted();
      const placed = csms.heard.find(
        ({ action, payload }) => action === "TransactionEvent" && payload["evse"] !== undefined,
      );
      await checkBegin(tools, placed?.payload);
    },
  ),

  testCase("TC_J_09_CS", "Sampled Meter Values - EventType Updated", { Core: "M" }, async (tools) => {
    const { csms, state, variables, configured } = tools;
    await variables.set("SampledDataCtrlr.TxUpdatedInterval", configured.sampledInterval);
    await state.energyTransferStarted();
    const events = await csms.gathers(
      "TransactionEvent",
      (gathered) => gathered.filter(isPeriodic).length >= 3,
      "three events with periodic meter values",
      { within: Seconds(3 * configured.sampledInterval + configured.patience) },
    );
    const measurands = await configuredMeasurands(variables, "SampledDataCtrlr.TxUpdatedMeasurands");
    const values = events.filter(isPeriodic).flatMap(meterValuesOf);
    for (const value of values) {
      checkContext(value, "Sample.Periodic");
      checkMeasurands(value, measurands);
    }
    checkIntervals(values, configured.sampledInterval);
  }),

  testCase("TC_J_10_CS", "Sampled Meter Values - EventType Ended", { Core: "M" }, async (tools) => {
    await runsAndEnds(tools);
    await checkEndedSampled(tools);
  }),

  testCase("TC_J_11_CS", "Sampled Meter Values - Signed", { Core: "C-42" }, async (tools) => {
    await tools.variables.set("SampledDataCtrlr.SignReadings", true);
    await runsAndEnds(tools);
    await checkEndedSampled(tools);
    checkSigned(endedMeterValues(tools.csms, tools.state.transactionId));
  }),
];
