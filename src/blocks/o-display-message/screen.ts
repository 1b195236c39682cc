import { Milliseconds, Seconds, type Duration } from "../../kernel/index.js";
import { frontMessages, nextBoundary, type Occasion } from "./front-messages.js";
import type { DisplayMessage, MessagePriority, MessageState } from "./interface.js";
import { bestText } from "./languages.js";

/** How long each of several messages is shown before the next one. */
export const TURN = Seconds(5);

/** Lines for the driver of an EVSE, or of one who has not chosen an EVSE yet. */
export interface DriverNotice {
  readonly evseId: number | null;
  readonly transactionId: string | null;
  /** Of the driver, the most wanted first. */
  readonly languages: readonly string[];
  readonly lines: readonly string[];
}

/** All that decides what the display shows. */
export interface ScreenFacts {
  /** Milliseconds since 1970, the station's clock. */
  readonly now: number;
  /** Milliseconds that only go forward. */
  readonly elapsed: number;
  readonly state: MessageState;
  /** Those that are set. */
  readonly messages: readonly DisplayMessage[];
  /** What the driver is asked now; none: nothing. */
  readonly question: readonly string[];
  readonly notices: readonly DriverNotice[];
  /** The station's, for drivers of whom none is known. */
  readonly language: string;
  /** There is more than one EVSE, so that notices must say whose they are. */
  readonly severalEvses: boolean;
}

/** Something that can be read on the display. */
export interface ScreenEntry {
  /** Of the message; absent for what the station itself says. */
  readonly id?: number;
  readonly content: string;
  readonly format: string;
  readonly priority?: MessagePriority;
}

/**
 * What drivers read now: the message whose turn it is, then what the station asks and tells by itself. Its own
 * lines stand below a message and never take its place (O01.FR.15, O02.FR.17).
 */
export function composeScreen(facts: ScreenFacts): readonly ScreenEntry[] {
  const { question, notices } = facts;
  const turns = turnsOf(facts);
  const message = turns[turnAt(facts.elapsed, turns.length)];
  const own = [...question, ...notices.flatMap((notice) => linesOf(notice, facts))];
  return [
    ...(message ? [entryOf(message, facts)] : []),
    ...own.map((content) => ({ content, format: "UTF8" })),
  ];
}

/** How long the screen stays so by itself; `null`: until a fact changes. */
export function screenLasts(facts: ScreenFacts): Duration | null {
  const { now, elapsed, messages } = facts;
  const boundary = nextBoundary(messages, now);
  const takesTurns = turnsOf(facts).length > 1; // O01.FR.14, O02.FR.16
  const spans = [
    ...(boundary === null ? [] : [boundary - now]),
    ...(takesTurns ? [TURN - (elapsed % TURN)] : []),
  ];
  return spans.length === 0 ? null : Milliseconds(Math.ceil(Math.min(...spans)));
}

/** Whose turn it is of so many: one after the other, each as long as the others. */
export const turnAt = (elapsed: number, count: number): number =>
  count === 0 ? 0 : Math.floor(elapsed / TURN) % count;

const turnsOf = (facts: ScreenFacts): readonly DisplayMessage[] =>
  frontMessages(facts.messages, occasionOf(facts));

const occasionOf = (facts: ScreenFacts): Occasion => ({
  now: facts.now,
  state: facts.state,
  languagesFor: (message) => languagesFor(message, facts),
});

/** Of the driver whose transaction the message is for, else of all drivers who are there. */
function languagesFor({ transactionId }: DisplayMessage, { notices }: ScreenFacts): readonly string[] {
  const readers = notices.filter(
    (notice) => transactionId === undefined || notice.transactionId === transactionId,
  );
  return [...new Set(readers.flatMap(({ languages }) => languages))];
}

function entryOf(message: DisplayMessage, facts: ScreenFacts): ScreenEntry {
  const languages = languagesFor(message, facts);
  const { content, format } = bestText(message.contents, languages.length > 0 ? languages : [facts.language]);
  return { id: message.id, content, format, priority: message.priority };
}

const linesOf = ({ evseId, lines }: DriverNotice, { severalEvses }: ScreenFacts): readonly string[] =>
  evseId !== null && severalEvses ? lines.map((line) => `EVSE ${evseId}: ${line}`) : lines;
