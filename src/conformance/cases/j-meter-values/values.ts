import type { Payload } from "../../../protocol/index.js";
import type { TestCsms } from "../../csms/test-csms.js";
import { ValidationFailed } from "../../verdict.js";
import type { Variables } from "../../variables.js";

/** One sampledValue. */
export interface SampledValue {
  readonly context?: string;
  readonly measurand?: string;
  readonly signedMeterValue?: Payload;
}

/** One meterValue of a message. */
export interface MeterValue {
  readonly timestamp: string;
  readonly sampledValue: readonly SampledValue[];
}

/** Left out, a measurand is this one; left out, a context is Sample.Periodic. */
const DEFAULT_MEASURAND = "Energy.Active.Import.Register";
const DEFAULT_CONTEXT = "Sample.Periodic";

export const meterValuesOf = (payload: Payload): readonly MeterValue[] =>
  (payload["meterValue"] ?? []) as readonly MeterValue[];

export const contextOf = ({ sampledValue: [first] }: MeterValue): string => first?.context ?? DEFAULT_CONTEXT;

/** The measurands that a variable of the station asks for. */
export async function configuredMeasurands(variables: Variables, path: string): Promise<readonly string[]> {
  const value = (await variables.get(path)) ?? "";
  return value.split(",").filter((measurand) => measurand !== "");
}

/** @throws ValidationFailed where a meter value lacks one of the measurands */
export function checkMeasurands(value: MeterValue, measurands: readonly string[]): void {
  const told = new Set(value.sampledValue.map(({ measurand = DEFAULT_MEASURAND }) => measurand));
  const missing = measurands.filter((measurand) => !told.has(measurand));
  if (missing.length > 0) throw new ValidationFailed(`a meter value lacks ${missing.join(", ")}`);
}

/** @throws ValidationFailed where the first value has another context */
export function checkContext(value: MeterValue, ...contexts: readonly string[]): void {
  const context = contextOf(value);
  if (!contexts.includes(context))
    throw new ValidationFailed(
      `the context of a meter value must be ${contexts.join(" or ")}, but is ${context}`,
    );
}

/** The values follow one another at the interval, by their timestamps; several of one moment count once. */
export function checkIntervals(values: readonly MeterValue[], seconds: number): void {
  const times = [...new Set(values.map(({ timestamp }) => Date.parse(timestamp)))].sort((a, b) => a - b);
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    if (before === undefined) continue;
    const apart = (time - before) / 1000;
    // Half a second for a busy machine; an interval is two seconds or more.
    if (Math.abs(apart - seconds) > 0.5)
      throw new ValidationFailed(`meter values are ${apart} s apart, not ${seconds} s`);
  }
}

/** The meter values of the event that ended a transaction. */
export function endedMeterValues(csms: TestCsms, transactionId: string): readonly MeterValue[] {
  const ended = csms.heard.find(
    ({ action, payload }) =>
      action === "TransactionEvent" &&
      payload["eventType"] === "Ended" &&
      (payload["transactionInfo"] as { transactionId?: string }).transactionId === transactionId,
  );
  if (!ended) throw new ValidationFailed("the transaction has not ended");
  const values = meterValuesOf(ended.payload);
  if (values.length === 0) throw new ValidationFailed("the event Ended holds no meter values");
  return values;
}

/** Every value is signed and comes with its key, which may be empty by PublicKeyWithSignedMeterValue. */
export function checkSigned(values: readonly MeterValue[]): void {
  for (const { sampledValue } of values) {
    for (const { signedMeterValue } of sampledValue) {
      if (!signedMeterValue) throw new ValidationFailed("a sampled value is not signed");
      if (typeof signedMeterValue["publicKey"] !== "string")
        throw new ValidationFailed("a signed value comes without publicKey");
    }
  }
}
