import { Milliseconds, Seconds, type Duration } from "../../kernel/index.js";
import type { CaseTools } from "../case-tools.js";
import { ValidationFailed } from "../verdict.js";

const GLANCE = Milliseconds(200);

/** What can be read, without regard to how it is broken into lines. */
const textOf = (lines: readonly string[]): string => lines.join(" ").replace(/\s+/g, " ");

async function looksUntil(
  { csms, tester }: CaseTools,
  seen: (text: string) => boolean,
  within: Duration,
  otherwise: string,
): Promise<void> {
  const end = csms.now() + within;
  for (;;) {
    const text = textOf(await tester.readDisplay());
    if (seen(text)) return;
    if (csms.now() >= end) throw new ValidationFailed(`${otherwise}; it shows "${text}"`);
    await csms.waits(GLANCE);
  }
}

/** "The message is displayed": it can be read, at once or when its turn comes. */
export function displayShows(tools: CaseTools, what: string | RegExp): Promise<void> {
  const seen = (text: string): boolean => (typeof what === "string" ? text.includes(what) : what.test(text));
  const within = Seconds(tools.configured.longOperationTimeout);
  return looksUntil(tools, seen, within, `the display does not show ${String(what)}`);
}

/** "The message is not displayed": none of these can be read, nor do they take turns. */
export function displayShowsNone(tools: CaseTools, ...texts: readonly string[]): Promise<void> {
  const seen = (text: string): boolean => !texts.some((one) => text.includes(one));
  const within = Seconds(tools.configured.patience);
  return looksUntil(tools, seen, within, `the display still shows ${texts.join(" or ")}`);
}
