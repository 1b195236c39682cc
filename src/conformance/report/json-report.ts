import { countVerdicts, inOrder, type RunReport } from "./summary.js";

/** The run as JSON: every result with its duration; the dialogue only where a case did not pass. */
export function jsonReport(report: RunReport): string {
  const results = inOrder(report.results).map(({ dialogue, ...result }) => ({
    ...result,
    ...((result.verdict === "FAIL" || result.verdict === "INCONC") && { dialogue }),
  }));
  return JSON.stringify({ ...report, counts: countVerdicts(report.results), results }, null, 2) + "\n";
}
