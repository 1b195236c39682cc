/** The longest text that an errorDescription may hold (Part 4, 4.2.3). */
export const MAX_DESCRIPTION_LENGTH = 255;

/** Shortens a text to a number of UTF-16 units, ending in an ellipsis and never inside a character. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
