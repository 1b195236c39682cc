import type { GeneralRule } from "../rules/general-rule.js";

/** Every transaction that is spoken of is one that the central system has numbered. */
const transactionsAreKnown: GeneralRule = ({ calls }) => {
  const known = new Set<unknown>();
  for (const { action, payload, answer } of calls) {
    if (action === "StartTransaction" && answer?.kind === "response")
      known.add(answer.payload["transactionId"]);
    const { transactionId } = payload;
    if (transactionId !== undefined && !known.has(transactionId))
      return `${action} is about a transaction ${JSON.stringify(transactionId)}, which was never started`;
  }
  return null;
};

/** A transaction stops once, and its meter does not run backwards. */
const transactionsStopOnce: GeneralRule = ({ calls, disturbed }) => {
  const meterStarts = new Map<unknown, number>();
  const stopped = new Set<unknown>();
  for (const { action, payload, answer } of calls) {
    if (action === "StartTransaction" && answer?.kind === "response")
      meterStarts.set(answer.payload["transactionId"], Number(payload["meterStart"]));
    if (action !== "StopTransaction") continue;
    const { transactionId, meterStop } = payload;
    // An answer that did not arrive makes it come again.
    if (stopped.has(transactionId) && !disturbed)
      return `transaction ${JSON.stringify(transactionId)} was stopped more than once`;
    stopped.add(transactionId);
    if (Number(meterStop) < (meterStarts.get(transactionId) ?? 0))
      return `meterStop of transaction ${JSON.stringify(transactionId)} is less than its meterStart`;
  }
  return null;
};

/** No time lies in the future, and none of a transaction in the past but where it was kept back. */
const timesAreTrue: GeneralRule = ({ calls, disturbed, deviation }) => {
  for (const { action, payload, at } of calls) {
    const { timestamp } = payload;
    if (typeof timestamp !== "string") continue;
    const late = (at - Date.parse(timestamp)) / 1000;
    if (late < -deviation) return `${action} has a timestamp ${-late} s in the future`;
    if (disturbed || !PROMPT.includes(action)) continue;
    if (late > deviation) return `${action} has a timestamp ${late} s before it came`;
  }
  return null;
};

/** A status may have lasted for a while before it is told (MinimumStatusDuration). */
const PROMPT = ["StartTransaction", "StopTransaction"];

/** The rules that hold in every case of OCPP 1.6. */
export const GENERAL_RULES_16: readonly GeneralRule[] = [
  transactionsAreKnown,
  transactionsStopOnce,
  timesAreTrue,
];
