import { parsePics } from "../conformance/index.js";
import { manualHtml, manualMarkdown, manualOf, type ManualToken } from "../manual/index.js";
import { loadSharedDefinitions, surveyStation, type StationConfiguration } from "../station/index.js";
import { derivePics } from "./derive-pics.js";
import { firmwarePlan, nextVersion } from "./firmware-plan.js";
import { hasPki } from "./pki-folder.js";

/** A manual in each of its formats. */
export interface ManualDocuments {
  readonly markdown: string;
  readonly html: string;
}

/**
 * What a tester of a station of this configuration is told.
 * @param configurationFile as the tester will name it
 * @throws ConfigurationError
 */
export async function writeManual(
  configuration: StationConfiguration,
  configurationFile: string,
): Promise<ManualDocuments> {
  const tokens = await tokensFor(configuration);
  return surveyStation(configuration, loadSharedDefinitions(), (survey) => {
    const manual = manualOf({
      survey,
      configurationFile,
      tokens,
      images: firmwarePlan(configuration),
      nextVersion: nextVersion(configuration.firmwareVersion),
      hasPki: hasPki(configuration.certs),
    });
    return { markdown: manualMarkdown(manual), html: manualHtml(manual) };
  });
}

/** The same tokens as in the PICS and in the cases. */
async function tokensFor(configuration: StationConfiguration): Promise<readonly ManualToken[]> {
  const { yaml } = await derivePics(configuration);
  const { test } = parsePics(() => yaml, "PICS");
  return [
    { ...test.validIdToken, meaning: `valid, in the group ${test.groupId}` },
    { ...test.secondIdToken, meaning: `valid, in the group ${test.groupId} too` },
    { ...test.invalidIdToken, meaning: "invalid: not known" },
    { ...test.blockedIdToken, meaning: "blocked" },
    { ...test.expiredIdToken, meaning: "expired" },
    { ...test.masterPassIdToken, meaning: `valid, in the group ${test.masterPassGroupId} (master pass)` },
  ];
}
