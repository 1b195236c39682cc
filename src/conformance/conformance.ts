import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ConfigurationError,
  createSystemRandom,
  packageVersion,
  toTimestamp,
  type Clock,
} from "../kernel/index.js";
import { loadValidators } from "../protocol/index.js";
import { loadOwnVariants, loadPics, type Variant } from "./pics/load-pics.js";
import { nowhereApplicable, progressLine, summaryText } from "./report/console-report.js";
import { createTestPki, CSMS_HOST, type TestPki } from "./pki/test-pki.js";
import { htmlReport } from "./report/html-report.js";
import { jsonReport } from "./report/json-report.js";
import { junitReport } from "./report/junit-report.js";
import { versionInWords, type RunReport } from "./report/summary.js";
import type { Profile } from "./profiles.js";
import { planRun } from "./run/plan.js";
import { runAll } from "./run/run-all.js";
import { foreignStation } from "./sources/foreign-station.js";
import { ownStations } from "./sources/own-station.js";
import type { StationSource } from "./sources/station-source.js";
import { createHttpCalls } from "./tester/http-calls.js";
import { octtTester } from "./tester/octt-tester.js";
import { CASES_OF, type SuiteVersion } from "./suites.js";
import { stationApiTester } from "./tester/station-api-tester.js";

/** A station that runs already, and how to reach it. */
export interface ForeignStationSettings {
  readonly identity: string;
  readonly password: string | null;
  /** Where the station expects its CSMS. */
  readonly csmsPort: number;
  /** How it is driven: by the station API, or by the OCTT's own calls. */
  readonly api:
    | { readonly kind: "stationApi"; readonly url: string; readonly token: string | null }
    | { readonly kind: "octt"; readonly sut: string; readonly ev: string | null };
}

/** What is to be tested, and what is to be written about it. */
export interface ConformanceSettings {
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
  /** Whether stations that the suite starts are driven by the OCTT's own calls. */
  readonly drivenByOctt: boolean;
  readonly foreign?: ForeignStationSettings;
  /** A folder for report.json, report.xml (JUnit) and report.html. */
  readonly report?: string;
}

/** What a run needs of the world. */
export interface ConformanceAbilities {
  readonly clock: Clock;
  readonly out: (text: string) => void;
  /** Whether the user wants the run to end. */
  readonly stopped: () => boolean;
}

/**
 * Runs the selected cases and reports.
 * @returns whether every selected case passed
 * @throws ConfigurationError for a selection or PICS that cannot be
 */
export async function runConformance(
  settings: ConformanceSettings,
  { clock, out, stopped }: ConformanceAbilities,
): Promise<boolean> {
  const { ocppVersion, profile, seed, foreign } = settings;
  const available = settings.pics ? settings.pics.map(loadPics) : loadOwnVariants(ocppVersion);
  if (foreign && available.length !== 1)
    throw new ConfigurationError("--pics", "must name the one file that describes the station");
  const plan = planRun(CASES_OF[ocppVersion], available, settings);
  const total = plan.runs.length;
  if (total === 0)
    throw new ConfigurationError("selection", "no case applies; see the conditions of the cases");
  out(`${total} cases of ${versionInWords(ocppVersion)} to run, profile ${profile}, seed ${seed}\n`);

  const startedAt = toTimestamp(clock.now());
  const began = clock.elapsed();
  let done = 0;
  const results = await runAll(plan, {
    workers: foreign ? 1 : settings.workers,
    clock,
    random: createSystemRandom(),
    validators: await loadValidators(ocppVersion),
    pkiFor: pkiOf(),
    sourceFor: sourceOf(settings, clock),
    onResult: (result) => out(`${progressLine(result, ++done, total)}\n`),
    stopped,
  });
  const report: RunReport = {
    ocppVersion,
    profile,
    seed,
    startedAt,
    durationMs: Math.round(clock.elapsed() - began),
    version: packageVersion(),
    variants: available
      .filter(({ name }) => results.some(({ variant }) => variant === name))
      .map(({ name, description }) => ({ name, description })),
    results,
  };
  out(summaryText(report));
  const nowhere = nowhereApplicable(results);
  if (nowhere.length > 0) out(`Cases that apply in none of these variants:\n  ${nowhere.join("\n  ")}\n`);
  if (settings.report !== undefined) await writeReports(settings.report, report);
  return done === total && results.every(({ verdict }) => verdict === "PASS" || verdict === "NOT APPLICABLE");
}

/** One set of certificates for each kind of key, made once for the whole run. */
function pkiOf(): (variant: Variant) => TestPki {
  const made = new Map<string, TestPki>();
  return ({ test: { csmsKeys } }) => {
    const pki = made.get(csmsKeys) ?? createTestPki(CSMS_HOST, csmsKeys);
    made.set(csmsKeys, pki);
    return pki;
  };
}

function sourceOf(
  { foreign, drivenByOctt }: ConformanceSettings,
  clock: Clock,
): (variant: Variant) => StationSource {
  if (!foreign) return (variant) => ownStations(clock, variant, drivenByOctt ? "octt" : "stationApi");
  const call = createHttpCalls(clock);
  const { api } = foreign;
  const tester = api.kind === "octt" ? octtTester(call, api) : stationApiTester(call, api.url, api.token);
  return () => foreignStation({ ...foreign, tester });
}

async function writeReports(folder: string, report: RunReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, "report.json"), jsonReport(report)),
    writeFile(join(folder, "report.xml"), junitReport(report)),
    writeFile(join(folder, "report.html"), htmlReport(report)),
  ]);
}
