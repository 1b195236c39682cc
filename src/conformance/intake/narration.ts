/** Told what has been reached, step by step. */
export interface Narration {
  /** The step has been carried out and was as it must be. */
  done(step: string): void;
  /** A step begins; if nothing follows, it is the one that failed. */
  begin(step: string): void;
}

/** Carries a step out and tells of it. */
export type Step = <T>(words: string, action: () => Promise<T>) => Promise<T>;

/** @returns what carries steps out one after the other */
export const narrated =
  (narration: Narration): Step =>
  async (words, action) => {
    narration.begin(words);
    const result = await action();
    narration.done(words);
    return result;
  };
