import type { StationSurvey } from "../station/index.js";
import type { Answer } from "./feature.js";
import { limitsOf } from "./limits.js";
import type { Statement } from "./statement.js";
import { subjectOf } from "./subject.js";

/** A table of a document: every row has as many cells as there are headings. */
export interface PicsTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Everything that is in a PICS for people, as tables. */
export function picsTables(survey: StationSurvey, statement: Statement): readonly PicsTable[] {
  return [
    { title: "Station", headings: ["", ""], rows: subjectOf(survey.configuration) },
    ...statement.groups.map(({ title, features }) => ({
      title,
      headings: ["Id", "Feature", "Answer", "By"],
      rows: features.map(({ id, meaning, answer, variable = "" }) => [id, meaning, words(answer), variable]),
    })),
    {
      title: "Limits",
      headings: ["Limit", "Value", "By"],
      rows: limitsOf(survey).map(({ meaning, value, unit, variable }) => [
        meaning,
        unit === "" ? value : `${value} ${unit}`,
        variable,
      ]),
    },
    {
      title: "What can be transferred and shown",
      headings: ["What", "Values"],
      rows: [
        ["file transfer protocols", "OCPPCommCtrlr.FileTransferProtocols"],
        ["types of idToken", "AuthCtrlr.SupportedIdTokenTypes"],
        ["states for display messages", "DisplayMessageCtrlr.SupportedStates"],
      ].map(([what = "", variable = ""]) => [what, valueOf(survey, variable)]),
    },
  ];
}

function words(answer: Answer): string {
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  if (typeof answer === "object") return answer.length === 0 ? "none" : answer.join(", ");
  return String(answer);
}

function valueOf({ describe }: StationSurvey, variable: string): string {
  const value = describe(variable)?.attributes.find(({ type }) => type === "Actual")?.value;
  return value === undefined || value === "" ? "none" : value.split(",").join(", ");
}
