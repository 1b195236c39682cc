/** Languages are tags of RFC 5646, e.g. `en` or `en-US` (O01.FR.17, O02.FR.12). */

const primary = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";

/** Whether somebody who asked for one language is served by the other. */
export const sameLanguage = (one: string, other: string): boolean => primary(one) === primary(other);

const FALLBACK = "en";

/**
 * How well a text serves drivers, 0 best: their languages in their order, then English (O01.FR.09, C01.FR.13),
 * then others. A text without a language is for everybody.
 * @param preferred empty: nothing is known of the drivers, and all texts are alike
 */
export function languageRank(language: string | undefined, preferred: readonly string[]): number {
  if (language === undefined || preferred.length === 0) return 0;
  const exactly = preferred.findIndex((one) => one.toLowerCase() === language.toLowerCase());
  const found = exactly >= 0 ? exactly : preferred.findIndex((one) => sameLanguage(one, language));
  if (found >= 0) return found;
  return sameLanguage(language, FALLBACK) ? preferred.length : preferred.length + 1;
}

/** The text that serves the drivers best; the first of equals. */
export function bestText<T extends { readonly language?: string }>(
  texts: readonly [T, ...T[]],
  preferred: readonly string[],
): T {
  return texts.reduce((best, text) =>
    languageRank(text.language, preferred) < languageRank(best.language, preferred) ? text : best,
  );
}
