import { ConfigurationError } from "../kernel/index.js";
import { loadOwnVariants, loadPics } from "./pics/load-pics.js";
import type { Profile } from "./profiles.js";
import { nowhereApplicable, summaryText } from "./report/console-report.js";
import { hasPassed, versionInWords } from "./report/summary.js";
import { writeReports } from "./report/write-reports.js";
import { performRun, type RunAbilities } from "./run/perform-run.js";
import { planRun } from "./run/plan.js";
import { sourceOf, type StationChoice } from "./sources/choose-source.js";
import { CASES_OF, type SuiteVersion } from "./suites.js";

/** What is to be tested, and what is to be written about it. */
export interface ConformanceSettings extends StationChoice {
  /** The version of OCPP whose cases are run. */
  readonly ocppVersion: SuiteVersion;
  readonly profile: Profile;
  readonly blocks?: readonly string[];
  readonly cases?: readonly string[];
  /** Names of variants of the suite. */
  readonly variants?: readonly string[];
  /** Files that describe stations, instead of the suite's own variants. */
  readonly pics?: readonly string[];
  /** How many cases at a time; 1 for a foreign station. */
  readonly workers: number;
  readonly repeat: number;
  readonly seed: number;
  /** A folder for report.json, report.xml (JUnit), report.html and the traces. */
  readonly report?: string;
}

/** What a run needs of the world. */
export type ConformanceAbilities = RunAbilities;

/**
 * Runs the selected cases and reports.
 * @returns whether the run is complete, every selected case passed and nothing else was wrong
 * @throws ConfigurationError for a selection or PICS that cannot be
 */
export async function runConformance(
  settings: ConformanceSettings,
  abilities: ConformanceAbilities,
): Promise<boolean> {
  const { ocppVersion, profile, seed, foreign } = settings;
  const { out } = abilities;
  const available = settings.pics ? settings.pics.map(loadPics) : loadOwnVariants(ocppVersion);
  if (foreign && available.length !== 1)
    throw new ConfigurationError("--pics", "must name the one file that describes the station");
  const plan = planRun(CASES_OF[ocppVersion], available, settings);
  const total = plan.runs.length;
  if (total === 0)
    throw new ConfigurationError("selection", "no case applies; see the conditions of the cases");
  out(`${total} cases of ${versionInWords(ocppVersion)} to run, profile ${profile}, seed ${seed}\n`);

  const report = await performRun(
    {
      ocppVersion,
      profile,
      seed,
      plan,
      stations: available.map((variant) => ({ variant, ways: [] })),
      workers: foreign ? 1 : settings.workers,
      readsConfiguration: settings.report !== undefined,
      fresh: foreign === undefined,
      sourceFor: sourceOf(settings, abilities.clock),
    },
    abilities,
  );
  out(summaryText(report));
  const nowhere = nowhereApplicable(report.results);
  if (nowhere.length > 0) out(`Cases that apply in none of these variants:\n  ${nowhere.join("\n  ")}\n`);
  if (settings.report !== undefined) await writeReports(settings.report, report);
  return hasPassed(report);
}
