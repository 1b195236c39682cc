/** What the station says of costs by itself, in the languages of `DisplayMessageCtrlr.Language`. */
export interface Words {
  readonly costSoFar: (cost: string) => string;
  readonly totalCost: (cost: string) => string;
}

const ENGLISH: Words = {
  costSoFar: (cost) => `Cost so far: ${cost}`,
  totalCost: (cost) => `Total cost: ${cost}`,
};
const WORDS: Readonly<Record<string, Words>> = {
  de: { costSoFar: (cost) => `Kosten bisher: ${cost}`, totalCost: (cost) => `Gesamtkosten: ${cost}` },
  en: ENGLISH,
  fr: { costSoFar: (cost) => `Coût actuel : ${cost}`, totalCost: (cost) => `Coût total : ${cost}` },
  nl: { costSoFar: (cost) => `Kosten tot nu: ${cost}`, totalCost: (cost) => `Totale kosten: ${cost}` },
};

const primary = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";

/**
 * The first of what somebody can read that there is: `find` is asked for each language in its order, in full and
 * without its region (C01.FR.08, C01.FR.09).
 */
export function inFirstLanguage<T>(
  languages: readonly string[],
  find: (language: string) => T | undefined,
): T | undefined {
  for (const language of languages) {
    const found = find(language) ?? find(primary(language));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The words in the first of the languages that the station knows, else in English (C01.FR.13). */
export const wordsIn = (languages: readonly string[]): Words =>
  inFirstLanguage(languages, (language) => WORDS[language]) ?? ENGLISH;

/**
 * An amount of money, e.g. `12.30 EUR`, with as many decimals as the currency has.
 * @param currency code of ISO 4217
 */
export function money(amount: number, currency: string): string {
  return `${amount.toFixed(decimalsOf(currency))} ${currency}`.trim();
}

function decimalsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
