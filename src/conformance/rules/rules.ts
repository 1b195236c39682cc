import type { Payload } from "../../protocol/index.js";
import type { GeneralRule, Heard } from "./general-rule.js";

interface Event {
  readonly seqNo: number;
  readonly eventType: string;
  readonly text: string;
}

/** The events of each transaction in the order of seqNo, repeated messages left out. */
function transactionsOf({ calls }: Heard): ReadonlyMap<string, readonly Event[]> {
  const found = new Map<string, Event[]>();
  for (const { action, payload } of calls) {
    if (action !== "TransactionEvent") continue;
    const { transactionId } = payload["transactionInfo"] as { readonly transactionId: string };
    const events = found.get(transactionId) ?? [];
    found.set(transactionId, events);
    const event = eventOf(payload);
    if (!events.some(({ text }) => text === event.text)) events.push(event);
  }
  for (const events of found.values()) events.sort((a, b) => a.seqNo - b.seqNo);
  return found;
}

const eventOf = (payload: Payload): Event => ({
  seqNo: Number(payload["seqNo"]),
  eventType: String(payload["eventType"]),
  text: JSON.stringify(payload),
});

/** "The provided seqNo are sequentially numbered." */
const seqNosAreContiguous: GeneralRule = (heard) => {
  for (const [id, events] of transactionsOf(heard)) {
    const numbers = events.map(({ seqNo }) => seqNo);
    const wrong = numbers.find((seqNo, index) => index > 0 && seqNo !== (numbers[index - 1] ?? 0) + 1);
    if (wrong !== undefined)
      return `the seqNo of transaction ${id} are not numbered one after the other: ${numbers.join(", ")}`;
  }
  return null;
};

/** "The first TransactionEventRequest of a transaction MUST contain eventType Started", and none but the first. */
const firstEventIsStarted: GeneralRule = (heard) => {
  for (const [id, events] of transactionsOf(heard)) {
    if (events[0]?.eventType !== "Started") return `the first event of transaction ${id} is not Started`;
    if (events.slice(1).some(({ eventType }) => eventType === "Started"))
      return `transaction ${id} was started more than once`;
  }
  return null;
};

/** Nothing comes after the end (E06.FR.14). */
const nothingAfterEnded: GeneralRule = (heard) => {
  for (const [id, events] of transactionsOf(heard)) {
    const end = events.findIndex(({ eventType }) => eventType === "Ended");
    if (end >= 0 && end < events.length - 1) return `transaction ${id} has events after its end`;
  }
  return null;
};

/** "The OCTT will accept a configurable deviation" of times; no time lies in the future, and none but of what was kept back in the past. */
const timesAreTrue: GeneralRule = ({ calls, disturbed, deviation }) => {
  for (const { action, payload, at } of calls) {
    const timestamp = payload["timestamp"];
    if (typeof timestamp !== "string") continue;
    const late = (at - Date.parse(timestamp)) / 1000;
    if (late < -deviation) return `${action} has a timestamp ${-late} s in the future`;
    if (disturbed || payload["offline"] === true || !PROMPT.includes(action)) continue;
    if (late > deviation) return `${action} has a timestamp ${late} s before it came`;
  }
  return null;
};

/** Messages that are about what has just happened. */
const PROMPT = ["TransactionEvent", "StatusNotification"];

/** The rules that hold in every case. */
export const GENERAL_RULES: readonly GeneralRule[] = [
  seqNosAreContiguous,
  firstEventIsStarted,
  nothingAfterEnded,
  timesAreTrue,
];
