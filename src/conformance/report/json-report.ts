import { bootsIn } from "../record/boots.js";
import type { CaseResult } from "../result.js";
import { countVerdicts, inOrder, type RunReport } from "./summary.js";

/** Where the trace of a result lies, below the report's folder. */
export interface TraceReference {
  readonly file: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

/** What a result of report.json holds of its trace; whoever checks a declaration reads it. */
export interface ReportedResult extends Pick<CaseResult, "id" | "variant" | "verdict"> {
  readonly trace?: TraceReference;
}

/**
 * The run as JSON: what was tested, how it was configured, what was measured, every result with its boots; the
 * dialogue only where a case did not pass, for each case has a file with its trace.
 * @param traceOf where the trace of a result was written
 */
export function jsonReport(
  report: RunReport,
  traceOf: (result: CaseResult) => TraceReference | undefined = () => undefined,
): string {
  const results = inOrder(report.results).map((result) => {
    const { dialogue, ...facts } = result;
    const boots = bootsIn(dialogue);
    const trace = traceOf(result);
    return {
      ...facts,
      ...(boots.length > 0 && { boots }),
      ...(trace && { trace }),
      ...((result.verdict === "FAIL" || result.verdict === "INCONC") && { dialogue }),
    };
  });
  return JSON.stringify({ ...report, counts: countVerdicts(report.results), results }, null, 2) + "\n";
}
