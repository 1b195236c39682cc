import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { ValidationFailed } from "../../verdict.js";
import {
  checkContext,
  checkIntervals,
  checkMeasurands,
  checkSigned,
  configuredMeasurands,
  endedMeterValues,
  meterValuesOf,
} from "./values.js";

const REGISTER = "Energy.Active.Import.Register";

const isClockEvent = (event: Payload): boolean => event["triggerReason"] === "MeterValueClock";

/** Meter values of the clock, as the station is told to take them. */
async function checkAligned({ variables }: CaseTools, payloads: readonly Payload[]): Promise<void> {
  const measurands = await configuredMeasurands(variables, "AlignedDataCtrlr.Measurands");
  for (const value of payloads.flatMap(meterValuesOf)) {
    checkContext(value, "Sample.Clock");
    checkMeasurands(value, measurands);
  }
}

/** The station collects clock-aligned values for the end of a transaction, and nothing else. */
async function collectsForTheEnd({ variables, configured }: CaseTools): Promise<void> {
  await variables.set("AlignedDataCtrlr.TxEndedInterval", configured.alignedInterval);
  await variables.set("AlignedDataCtrlr.TxEndedMeasurands", REGISTER);
  await variables.set("SampledDataCtrlr.TxEndedMeasurands", "");
  await variables.setIfImplemented("AlignedDataCtrlr.SendDuringIdle", false);
}

/** Long enough for two values at least. */
const someIntervals = (seconds: number): number => 2 * seconds + 0.5;

async function checkEndedAligned(tools: CaseTools): Promise<void> {
  const { csms, state, variables, configured } = tools;
  const values = endedMeterValues(csms, state.transactionId);
  const measurands = await configuredMeasurands(variables, "AlignedDataCtrlr.TxEndedMeasurands");
  for (const value of values) {
    checkContext(value, "Sample.Clock");
    checkMeasurands(value, measurands);
  }
  checkIntervals(values, configured.alignedInterval);
}

export const CLOCK_ALIGNED_CASES = [
  testCase(
    "TC_J_01_CS",
    "Clock-aligned Meter Values - No transaction ongoing",
    { Core: "M" },
    async (tools) => {
      const { csms, variables, configured } = tools;
      await variables.set("AlignedDataCtrlr.Interval", configured.alignedInterval);
      const within = Seconds(3 * configured.alignedInterval + configured.patience);
      const payloads = await csms.gathers(
        "MeterValues",
        (all) => all.length >= 3,
        "three messages with meter values",
        {
          within,
        },
      );
      await checkAligned(tools, payloads);
    },
  ),

  testCase("TC_J_02_CS", "Clock-aligned Meter Values - Transaction ongoing", { Core: "M" }, async (tools) => {
    const { csms, state, variables, configured } = tools;
    await variables.set("AlignedDataCtrlr.Interval", configured.alignedInterval);
    await variables.setIfImplemented("AlignedDataCtrlr.SendDuringIdle", false);
    await variables.setIfImplemented("SampledDataCtrlr.RegisterValuesWithoutPhases", false);
    await state.energyTransferStarted();
    const events = await csms.gathers(
      "TransactionEvent",
      (gathered) => gathered.filter(isClockEvent).length >= 2,
      "two events with clock-aligned meter values",
      { within: Seconds(2 * configured.alignedInterval + configured.patience) },
    );
    await checkAligned(tools, events.filter(isClockEvent));
    const others = csms.heard.filter(({ action }) => action === "MeterValues");
    await checkAligned(
      tools,
      others.map(({ payload }) => payload),
    );
  }),

  testCase("TC_J_03_CS", "Clock-aligned Meter Values - EventType Ended", { Core: "M" }, async (tools) => {
    const { csms, state, configured } = tools;
    await collectsForTheEnd(tools);
    await state.energyTransferStarted();
    await csms.waits(Seconds(someIntervals(configured.alignedInterval)));
    await state.parkingBayUnoccupied();
    await checkEndedAligned(tools);
  }),

  testCase("TC_J_04_CS", "Clock-aligned Meter Values - Signed", { Core: "C-40 and C-42" }, async (tools) => {
    const { csms, state, variables, configured } = tools;
    await collectsForTheEnd(tools);
    await variables.set("AlignedDataCtrlr.SignReadings", true);
    await state.energyTransferStarted();
    await csms.waits(Seconds(someIntervals(configured.alignedInterval)));
    await state.parkingBayUnoccupied();
    await checkEndedAligned(tools);
    checkSigned(endedMeterValues(csms, state.transactionId));
  }),

  testCase(
    "TC_J_06_CS",
    "Clock-aligned Meter Values - No Meter Values during transaction",
    { Core: "C-28" },
    async (tools) => {
      const { csms, state, variables, configured } = tools;
      const interval = Seconds(configured.alignedInterval);
      const within = Seconds(configured.alignedInterval + configured.patience);
      await variables.set("AlignedDataCtrlr.SendDuringIdle", true);
      await variables.set("AlignedDataCtrlr.Interval", configured.alignedInterval);
      const one = (all: readonly Payload[]): boolean => all.length >= 1;
      await checkAligned(
        tools,
        await csms.gathers("MeterValues", one, "meter values while idle", { within }),
      );

      await state.energyTransferStarted();
      const before = csms.heard.length;
      await csms.waits(Seconds(configured.alignedInterval + 1));
      const sent = csms.heard
        .slice(before)
        .find(({ action, payload }) => action === "MeterValues" || isClockEvent(payload));
      if (sent)
        throw new ValidationFailed(`${sent.action} with clock-aligned values came during a transaction`);

      await state.parkingBayUnoccupied();
      await csms.waits(interval);
      await checkAligned(
        tools,
        await csms.gathers("MeterValues", one, "meter values when idle again", { within }),
      );
    },
  ),
];
