import type { OcppVersion } from "../../protocol/index.js";
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
  /** Name and description of each variant. */
  readonly variants: readonly { readonly name: string; readonly description: string }[];
  readonly results: readonly CaseResult[];
}

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
