import type { OcppVersion } from "../../protocol/index.js";
import type { StationRecord } from "../record/station-record.js";
import type { CaseResult } from "../result.js";
import type { Verdict } from "../verdict.js";

/** How many cases ended so. */
export type Counts = Readonly<Record<Verdict, number>>;

/** A run as a whole, for reports. */
export interface RunReport {
  /** Whose cases were run. */
  readonly ocppVersion: OcppVersion;
  readonly profile: string;
  readonly seed: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Version of the suite. */
  readonly version: string;
  /** Whether all that was planned was run; a run that was interrupted says nothing as a whole. */
  readonly complete: boolean;
  /** How many runs of cases were planned. */
  readonly planned: number;
  /** What is wrong beside the verdicts, each in a sentence. */
  readonly problems: readonly string[];
  /** Name and description of each variant. */
  readonly variants: readonly { readonly name: string; readonly description: string }[];
  readonly stations: readonly StationRecord[];
  readonly results: readonly CaseResult[];
}

/** Whether all was run, nothing is wrong, and every case that applies has passed. */
export const hasPassed = ({ complete, problems, results }: RunReport): boolean =>
  complete &&
  problems.length === 0 &&
  results.every(({ verdict }) => verdict === "PASS" || verdict === "NOT APPLICABLE");

/** How many of the planned runs were carried out. */
export const runsDone = ({ results }: RunReport): number =>
  results.filter(({ verdict }) => verdict !== "NOT APPLICABLE").length;

/** That a run was interrupted, in a sentence; `null` for one that is complete. */
export const interruption = (report: RunReport): string | null =>
  report.complete
    ? null
    : `The run was interrupted: ${runsDone(report)} of ${report.planned} cases were run, so it says nothing of the station as a whole.`;

/** `OCPP 2.0.1` */
export const versionInWords = (version: OcppVersion): string => version.replace("ocpp", "OCPP ");

/** Counts results by verdict. */
export function countVerdicts(results: readonly CaseResult[]): Counts {
  const counts = { PASS: 0, FAIL: 0, INCONC: 0, "NOT APPLICABLE": 0 };
  for (const { verdict } of results) counts[verdict]++;
  return counts;
}

/** Results in the order of their cases and variants, so that reports can be compared. */
export const inOrder = (results: readonly CaseResult[]): readonly CaseResult[] =>
  [...results].sort((a, b) => a.variant.localeCompare(b.variant) || a.id.localeCompare(b.id));
