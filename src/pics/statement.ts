import type { StationSurvey } from "../station/index.js";
import type { Answer, Feature } from "./feature.js";
import { FEATURES_OF, type PicsVersion } from "./features/index.js";
import { StationFacts } from "./station-facts.js";

/** A feature with the answer of one station. */
export interface AnsweredFeature extends Omit<Feature, "answer"> {
  readonly answer: Answer;
}

/** Protocol Implementation Conformance Statement of one station, derived and not typed in. */
export interface Statement {
  readonly groups: readonly { readonly title: string; readonly features: readonly AnsweredFeature[] }[];
}

/** Derives what a surveyed station has to declare for a certificate of that version. */
export function deriveStatement(survey: StationSurvey, version: PicsVersion): Statement {
  const facts = new StationFacts(survey);
  return {
    groups: FEATURES_OF[version].map(({ title, features }) => ({
      title,
      features: features.map(({ answer, ...feature }) => ({ ...feature, answer: answer(facts) })),
    })),
  };
}

/** What conditions of cases ask: the answers that are yes or a number, by their ids; whatever is no is left out. */
export function declaredBy({ groups }: Statement): Readonly<Record<string, boolean | number>> {
  const answers = groups.flatMap(({ features }) => features.map(({ id, answer }) => [id, answer] as const));
  return Object.fromEntries(
    answers.filter(
      (entry): entry is [string, boolean | number] =>
        entry[1] !== false && (typeof entry[1] === "boolean" || typeof entry[1] === "number"),
    ),
  );
}
