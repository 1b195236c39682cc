import type { StationFacts } from "./station-facts.js";

/** What is answered to a feature or a question: yes or no, a number, words, or a list of values. */
export type Answer = boolean | number | string | readonly string[];

/** Something that a station declares in its PICS, and how the answer is found out. */
export interface Feature {
  /** As Part 5 and the test cases name it, e.g. `C-09.2`, `HFS-8`, `AQ-2`. */
  readonly id: string;
  /** In our words. */
  readonly meaning: string;
  /** Path of the variable that stands behind it; absent where behaviour or hardware does. */
  readonly variable?: string;
  readonly answer: (facts: StationFacts) => Answer;
}

/** Features that belong together, in the order in which a PICS shows them. */
export interface FeatureGroup {
  readonly title: string;
  readonly features: readonly Feature[];
}
