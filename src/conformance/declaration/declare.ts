import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigurationError } from "../../kernel/index.js";
import { loadOwnVariants, loadPics } from "../pics/load-pics.js";
import { summaryText } from "../report/console-report.js";
import { hasPassed, versionInWords } from "../report/summary.js";
import { writeReports } from "../report/write-reports.js";
import { performRun, type RunAbilities, type RunOrder } from "../run/perform-run.js";
import { sourceOf, type StationChoice } from "../sources/choose-source.js";
import type { SuiteVersion } from "../suites.js";
import { DECLARATION_FILE, NO_CERTIFICATE, signDeclaration } from "./declaration.js";
import { planDeclaration } from "./declaration-plan.js";
import { chainProblem, loadVendorCredential } from "./vendor-credential.js";

/** What is to be declared, and by whom. */
export interface DeclareSettings extends StationChoice {
  readonly ocppVersion: SuiteVersion;
  /** Files that describe the stations, instead of the suite's own variants. */
  readonly pics?: readonly string[];
  /** Files (PEM) of the vendor's key, and of its certificate with those that signed it. */
  readonly key: string;
  readonly cert: string;
  /** How many cases at a time; 1 for a foreign station. */
  readonly workers: number;
  readonly seed: number;
  /** A folder for the report and the declaration. */
  readonly report: string;
}

/**
 * Runs every case that applies, in random order and without interruption (certification procedure, 7.4); if all
 * have passed, writes a declaration that the vendor's key has signed.
 * @returns whether there is a declaration
 * @throws ConfigurationError for a PICS, key or certificate that cannot be
 */
export async function declareConformance(
  settings: DeclareSettings,
  abilities: RunAbilities,
): Promise<boolean> {
  const { ocppVersion, seed, foreign, pics } = settings;
  const { clock, out } = abilities;
  const vendor = await loadVendorCredential(settings, clock.now());
  const variants = pics ? pics.map(loadPics) : loadOwnVariants(ocppVersion);
  if (foreign && variants.length !== 1)
    throw new ConfigurationError("--pics", "must name the one file that describes the station");
  const { plan, stations, profiles } = planDeclaration(ocppVersion, variants, seed);
  if (plan.runs.length === 0)
    throw new ConfigurationError("--pics", "must declare something: no case applies");
  out(`${plan.runs.length} cases of ${versionInWords(ocppVersion)} to run, seed ${seed}\n`);
  const order: RunOrder = {
    ocppVersion,
    profile: profiles.join(", "),
    seed,
    plan,
    stations,
    workers: foreign ? 1 : settings.workers,
    readsConfiguration: true,
    fresh: foreign === undefined,
    sourceFor: sourceOf(settings, clock),
  };
  return declareRun(order, profiles, settings.report, vendor, abilities);
}

/** Carries the run out, writes its report, and the declaration if all is well. */
export async function declareRun(
  order: RunOrder,
  profiles: readonly string[],
  folder: string,
  vendor: Awaited<ReturnType<typeof loadVendorCredential>>,
  abilities: RunAbilities,
): Promise<boolean> {
  const { clock, out } = abilities;
  const file = join(folder, DECLARATION_FILE);
  // One of an earlier run would stand beside a report that it is not about.
  await rm(file, { force: true });
  const report = await performRun(order, abilities);
  const files = await writeReports(folder, report);
  out(summaryText(report, false));
  if (!hasPassed(report)) {
    out("There is no declaration: not every case was run and has passed.\n");
    return false;
  }
  const now = clock.now();
  const problem = chainProblem(vendor.chain, now);
  if (problem !== null) {
    out(`There is no declaration: ${problem}.\n`);
    return false;
  }
  await writeFile(file, `${signDeclaration(report, profiles, files, vendor, now)}\n`);
  out(`${file} is signed. ${NO_CERTIFICATE}\n`);
  return true;
}
