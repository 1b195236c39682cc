import type { CaseResult } from "../result.js";
import { countVerdicts, interruption, versionInWords, type RunReport } from "./summary.js";

/** One line for a case that has just ended: `[12/160] PASS TC_E_03_CS ac-duo 1.4 s Local start …`. */
export function progressLine(result: CaseResult, done: number, total: number): string {
  const { verdict, id, variant, durationMs, title, reason } = result;
  const count = `[${String(done).padStart(String(total).length)}/${total}]`;
  const line = `${count} ${verdict.padEnd(6)} ${id} ${variant} ${(durationMs / 1000).toFixed(1)} s ${title}`;
  return reason === null ? line : `${line}\n      ${reason}`;
}

/**
 * A table by variant, the cases that did not pass, and how to run them again.
 * @param repeatable whether they can be: what is run for a declaration alone cannot
 */
export function summaryText(report: RunReport, repeatable = true): string {
  const { ocppVersion, profile, seed, durationMs, variants, results } = report;
  const ocpp = ocppVersion === "ocpp2.0.1" ? "" : ` --ocpp ${ocppVersion.replace("ocpp", "")}`;
  const rows = variants.map(({ name }) => {
    const counts = countVerdicts(results.filter(({ variant }) => variant === name));
    return [name, counts.PASS, counts.FAIL, counts.INCONC, counts["NOT APPLICABLE"]].map(String);
  });
  const table = [["variant", "PASS", "FAIL", "INCONC", "n/a"], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const drawn = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  const bad = results.filter(({ verdict }) => verdict === "FAIL" || verdict === "INCONC");
  const again = bad.map(({ id, variant, verdict, reason }) => {
    const told = `${verdict} ${id} ${variant}: ${reason ?? ""}`;
    if (!repeatable) return told;
    return `${told}\n  again: kerbside conformance${ocpp} --profile ${profile} --cases ${id} --variants ${variant} --seed ${seed}`;
  });
  const seconds = (durationMs / 1000).toFixed(0);
  const interrupted = interruption(report);
  const problems = [...(interrupted === null ? [] : [interrupted]), ...report.problems];
  return [
    "",
    `${versionInWords(ocppVersion)}, profile ${profile}, seed ${seed}, ${seconds} s`,
    ...drawn,
    ...(again.length > 0 ? ["", ...again] : []),
    ...(problems.length > 0 ? ["", ...problems] : []),
    "",
  ].join("\n");
}

/** Cases that applied in no variant of a run, each with the reasons of all variants. */
export function nowhereApplicable(results: readonly CaseResult[]): readonly string[] {
  const byCase = new Map<string, CaseResult[]>();
  for (const result of results) byCase.set(result.id, [...(byCase.get(result.id) ?? []), result]);
  return [...byCase]
    .filter(([, all]) => all.every(({ verdict }) => verdict === "NOT APPLICABLE"))
    .map(([id, all]) => `${id}: ${[...new Set(all.map(({ reason }) => reason ?? ""))].join("; ")}`)
    .sort();
}
