import { CASES_OF, coverageOf, type ConfigurationForRun, type Coverage } from "../conformance/index.js";
import { picsVersion } from "./derive-pics.js";
import { declaredBy, deriveStatement } from "../pics/index.js";
import {
  loadSharedDefinitions,
  surveyStation,
  type SharedDefinitions,
  type StationConfiguration,
} from "../station/index.js";

const ROOT_CHECK = "SecurityCtrlr.AdditionalRootCertificateCheck";

/**
 * Which cases a laboratory would run with a station of this configuration, and how few
 * settings it takes. What a laboratory may set between runs is the security profile and whether a new root of the
 * CSMS must be signed by the old one; all else is the station.
 * @throws ConfigurationError
 */
export async function whatApplies(configuration: StationConfiguration): Promise<Coverage> {
  const definitions = loadSharedDefinitions();
  const candidates: ConfigurationForRun[] = [];
  for (const setting of settingsOf(configuration)) candidates.push(await declaredAs(setting, definitions));
  return coverageOf(CASES_OF[picsVersion(configuration)], candidates);
}

interface Setting {
  readonly name: string;
  readonly configuration: StationConfiguration;
}

/** The configuration as it is first, then all others that a laboratory may set. */
function settingsOf(configuration: StationConfiguration): readonly Setting[] {
  const { securityProfile } = configuration.csms;
  const own = securityProfile === 0 ? 1 : securityProfile;
  const profiles = [own, ...([1, 2, 3] as const).filter((profile) => profile !== own)];
  const check = configuration.variables[ROOT_CHECK];
  const checks = check === undefined ? [false, true] : [undefined];
  return profiles.flatMap((profile) =>
    checks.map((checked) => ({
      name: [`security profile ${profile}`, ...(checked ? [`${ROOT_CHECK} true`] : [])].join(", "),
      configuration: {
        ...configuration,
        csms: { ...configuration.csms, securityProfile: profile },
        variables: { ...configuration.variables, ...(checked !== undefined && { [ROOT_CHECK]: checked }) },
      },
    })),
  );
}

function declaredAs(
  { name, configuration }: Setting,
  definitions: SharedDefinitions,
): Promise<ConfigurationForRun> {
  return surveyStation(configuration, definitions, (survey) => ({
    name,
    declared: {
      ...declaredBy(deriveStatement(survey, picsVersion(configuration))),
      [`SP-${configuration.csms.securityProfile}`]: true,
    },
  }));
}

/** The coverage for people, as Markdown. */
export function coverageMarkdown({ configurations, cases }: Coverage): string {
  const applying = cases.filter(({ appliesIn }) => appliesIn.length > 0);
  const others = cases.filter(({ appliesIn }) => appliesIn.length === 0);
  const letter = new Map(configurations.map(({ name }, index) => [name, String.fromCharCode(65 + index)]));
  return [
    "# Test cases that apply",
    "",
    `${applying.length} of ${cases.length} cases apply, in ${configurations.length} configuration${configurations.length === 1 ? "" : "s"}:`,
    "",
    ...configurations.map(({ name }) => `- ${letter.get(name) ?? ""}: ${name}`),
    "",
    "| Profile | Case | Title | Status or condition | Configurations |",
    "| --- | --- | --- | --- | --- |",
    ...applying.map(
      ({ profile, id, title, status, appliesIn }) =>
        `| ${profile} | ${id} | ${title} | ${status} | ${appliesIn.map((name) => letter.get(name) ?? "").join(", ")} |`,
    ),
    "",
    "## Cases that do not apply",
    "",
    "| Profile | Case | Title | Because |",
    "| --- | --- | --- | --- |",
    ...others.map(
      ({ profile, id, title, because }) => `| ${profile} | ${id} | ${title} | ${because ?? ""} |`,
    ),
    "",
  ].join("\n");
}
