import { stringify } from "yaml";
import type { StationSurvey } from "../station/index.js";
import { declaredBy, type Statement } from "./statement.js";
import { stationKeys } from "./subject.js";
import { testConfigurationOf } from "./test-configuration.js";

/** The statement as the file that `kerbside conformance --pics` reads (YAML). */
export function picsFile(survey: StationSurvey, statement: Statement): string {
  const { vendorName, model } = survey.configuration;
  return stringify({
    name:
      model
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "") || "station",
    description: `${vendorName} ${model}`,
    station: stationKeys(survey),
    declared: declaredBy(statement),
    test: testConfigurationOf(survey),
  });
}
