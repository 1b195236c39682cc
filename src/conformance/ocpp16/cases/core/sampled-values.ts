import type { Payload } from "../../../../protocol/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import { ValidationFailed } from "../../../verdict.js";

/** Why values were taken (ReadingContext). */
export type ReadingContext = "Sample.Periodic" | "Sample.Clock" | "Trigger";

/** Seconds that a sample may be early or late. */
const DEVIATION = 1;

const elements = (payload: Payload, field: string): readonly Payload[] =>
  (payload[field] ?? []) as readonly Payload[];

/** The samples in requests, each with its time in milliseconds since 1970, in the order of their coming; none twice. */
export function samplesIn(
  calls: readonly StationCall[],
): readonly { readonly at: number; readonly values: readonly Payload[] }[] {
  const seen = new Set<number>();
  return calls
    .flatMap(({ payload }) => elements(payload, "meterValue"))
    .map((meterValue) => ({
      at: Date.parse(String(meterValue["timestamp"])),
      values: elements(meterValue, "sampledValue"),
    }))
    .filter(({ at }) => !seen.has(at) && seen.add(at));
}

/** Every measurand that is configured is there, and nothing says that the EV has measured it, but its battery's charge. */
export function checkValues(values: readonly Payload[], configured: string, context: ReadingContext): void {
  for (const value of values) {
    const { context: given = "Sample.Periodic", measurand, location = "Outlet", format = "Raw" } = value;
    if (given !== context) throw new ValidationFailed(`context must be ${context}, but is ${String(given)}`);
    if (location === "EV" && measurand !== "SoC")
      throw new ValidationFailed(`${String(measurand)} is not measured in the EV`);
    if (format === "Raw" && Number.isNaN(Number(value["value"])))
      throw new ValidationFailed(`the value of ${String(measurand)} is no number: ${String(value["value"])}`);
  }
  for (const name of measurandsOf(configured))
    if (!values.some((value) => matches(value, name)))
      throw new ValidationFailed(`there is no value of ${name}, which is configured`);
}

const DEFAULT_MEASURAND = "Energy.Active.Import.Register";

/** Where none is configured, the register is expected. */
const measurandsOf = (configured: string): readonly string[] => {
  const named = configured.split(",").filter((name) => name !== "");
  return named.length > 0 ? named : [DEFAULT_MEASURAND];
};

/** `Current.Import.L1` asks for one phase (9.1.17). */
function matches({ measurand = DEFAULT_MEASURAND, phase }: Payload, name: string): boolean {
  return name === measurand || (phase !== undefined && name === `${String(measurand)}.${String(phase)}`);
}

/** Samples are that many seconds apart, in their order, and none is missing. */
export function checkSpacing(times: readonly number[], interval: number): void {
  times.forEach((time, index) => {
    const before = times[index - 1];
    if (before === undefined) return;
    const seconds = (time - before) / 1000;
    if (Math.abs(seconds - interval) > DEVIATION)
      throw new ValidationFailed(`a sample was taken ${seconds} s after the one before, not ${interval} s`);
  });
}
