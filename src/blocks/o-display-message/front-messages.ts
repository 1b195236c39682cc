import type { DisplayMessage, MessagePriority, MessageState } from "./interface.js";
import { languageRank } from "./languages.js";

/** What decides which messages are to be shown. */
export interface Occasion {
  /** Milliseconds since 1970, the station's clock. */
  readonly now: number;
  readonly state: MessageState;
  /** Languages of the drivers who may read a message, the most wanted first; none: not known. */
  readonly languagesFor: (message: DisplayMessage) => readonly string[];
}

/** The order in which priorities have the display. */
const ORDER: readonly MessagePriority[] = ["AlwaysFront", "InFront", "NormalCycle"];

/** Whether a message is to be shown now, if nothing else has a greater right to the display. */
export function isDue(
  { from, until, state }: DisplayMessage,
  { now, state: current }: Pick<Occasion, "now" | "state">,
): boolean {
  return (
    (from === undefined || from <= now) && // O01.FR.06, O02.FR.06
    (until === undefined || now < until) && // O01.FR.07, O02.FR.07
    (state === undefined || state === current)
  );
}

/**
 * The messages that take turns on the display now: the one that is always in front, else those in front, else
 * those of the normal cycle (O01.FR.12, O01.FR.13, O01.FR.15; O02.FR.14, O02.FR.15, O02.FR.17).
 */
export function frontMessages(
  messages: readonly DisplayMessage[],
  occasion: Occasion,
): readonly DisplayMessage[] {
  const due = messages.filter((message) => isDue(message, occasion));
  const priority = ORDER.find((one) => due.some((message) => message.priority === one));
  const candidates = due.filter((message) => message.priority === priority);
  return inTheirLanguage(candidates, occasion);
}

/**
 * O01.FR.08, O01.FR.09, O02.FR.08, O02.FR.09: of messages that differ in language, those in the one that the
 * drivers like best. Messages that name no language stay.
 */
function inTheirLanguage(
  messages: readonly DisplayMessage[],
  { languagesFor }: Occasion,
): readonly DisplayMessage[] {
  const ranked = messages.map((message) => ({ message, rank: rankOf(message, languagesFor(message)) }));
  const ranks = ranked.flatMap(({ rank }) => rank ?? []);
  const best = Math.min(...ranks);
  return ranked.filter(({ rank }) => rank === null || rank === best).map(({ message }) => message);
}

/** The rank of its best text; `null` where a text is for everybody. */
function rankOf({ contents }: DisplayMessage, preferred: readonly string[]): number | null {
  if (contents.some(({ language }) => language === undefined)) return null;
  return Math.min(...contents.map(({ language }) => languageRank(language, preferred)));
}

/** The first moment after now at which a message begins or ends; `null`: none does. */
export function nextBoundary(messages: readonly DisplayMessage[], now: number): number | null {
  const later = messages.flatMap(({ from, until }) => [from, until]).filter((at) => (at ?? now) > now);
  return later.reduce<number | null>(
    (first, at) => (at === undefined ? first : Math.min(first ?? at, at)),
    null,
  );
}
