import { loadPics } from "../conformance/index.js";
import {
  deriveStatement,
  picsFile,
  picsHtml,
  picsMarkdown,
  picsTables,
  untrueDeclarations,
  wordsOf,
} from "../pics/index.js";
import type { PicsVersion } from "../pics/index.js";
import { loadSharedDefinitions, surveyStation, type StationConfiguration } from "../station/index.js";

/** A PICS in each of its formats. */
export interface PicsDocuments {
  readonly yaml: string;
  readonly markdown: string;
  readonly html: string;
}

/** Asks a station of this configuration what it has to declare. @throws ConfigurationError */
export function derivePics(configuration: StationConfiguration): Promise<PicsDocuments> {
  return surveyStation(configuration, loadSharedDefinitions(), (survey) => {
    const statement = deriveStatement(survey, picsVersion(configuration));
    const tables = picsTables(survey, statement);
    return { yaml: picsFile(survey, statement), markdown: picsMarkdown(tables), html: picsHtml(tables) };
  });
}

/**
 * Holds a PICS file against a station of this configuration.
 * @returns a line for each declaration that is untrue
 * @throws ConfigurationError where file or configuration is wrong
 */
export async function checkPics(
  file: string,
  configuration: StationConfiguration,
): Promise<readonly string[]> {
  // The security profile is chosen for a run, not declared.
  const declared = Object.fromEntries(
    Object.entries(loadPics(file).declared).filter(([id]) => !/^SP-[123]$/.test(id)),
  );
  return surveyStation(configuration, loadSharedDefinitions(), (survey) =>
    untrueDeclarations(declared, deriveStatement(survey, picsVersion(configuration))).map(wordsOf),
  );
}

/** The version of OCPP that a station is certified for: the one that it offers first. */
export const picsVersion = ({ ocppVersions: [first] }: StationConfiguration): PicsVersion =>
  first === "ocpp1.6" ? first : "ocpp2.0.1";
