import { Seconds } from "../../../../kernel/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { checkSpacing, checkValues, samplesIn, type ReadingContext } from "./sampled-values.js";

/** How many intervals are looked at. */
const INTERVALS = 3;
const DAY = 86_400;
/** Seconds that a clock-aligned sample may be off its mark. */
const OFF_MARK = 1;

export const METER_VALUE_CASES_16 = [
  testCase16("TC_070", "Sampled Meter Values", { Core: "M" }, async (tools) => {
    const { keys, state, configured } = tools;
    await keys.set("MeterValueSampleInterval", configured.sampledInterval);
    await keys.set("ClockAlignedDataInterval", 0);
    const measurands = await state.getConfiguration("MeterValuesSampledData");
    await state.charging();
    const times = await expectsSamples(tools, configured.sampledInterval, measurands, "Sample.Periodic");
    checkSpacing(times, configured.sampledInterval);
  }),

  testCase16("TC_071", "Clock-aligned Meter Values", { Core: "M" }, async (tools) => {
    const { keys, state, configured } = tools;
    const { alignedInterval } = configured;
    await keys.set("MeterValueSampleInterval", 0);
    await keys.set("ClockAlignedDataInterval", alignedInterval);
    const measurands = await state.getConfiguration("MeterValuesAlignedData");
    await state.charging();
    const times = await expectsSamples(tools, alignedInterval, measurands, "Sample.Clock");
    checkSpacing(times, alignedInterval);
    for (const time of times) {
      const past = ((time / 1000) % DAY) % alignedInterval;
      if (Math.min(past, alignedInterval - past) > OFF_MARK)
        throw new ValidationFailed(
          `${new Date(time).toISOString()} is no mark of every ${alignedInterval} s`,
        );
    }
  }),
];

/** Samples of the transaction for some intervals, with the measurands and the context; gives their times. */
async function expectsSamples(
  { csms, state, connectorId, configured }: CaseTools16,
  interval: number,
  measurands: string,
  context: ReadingContext,
): Promise<readonly number[]> {
  const { transactionId } = state;
  const ofTransaction = (): readonly StationCall[] =>
    csms.heard.filter(
      ({ action, payload }) => action === "MeterValues" && payload["transactionId"] === transactionId,
    );
  await csms.until(
    () => samplesIn(ofTransaction()).length > INTERVALS,
    `there are not ${INTERVALS + 1} samples of the transaction every ${interval} s`,
    Seconds((INTERVALS + 1) * interval + configured.patience),
  );
  for (const { payload } of ofTransaction()) csms.check("MeterValues", payload, { connectorId });
  const samples = samplesIn(ofTransaction());
  for (const { values } of samples) checkValues(values, measurands, context);
  return samples.map(({ at }) => at);
}
