import type { CaseResult } from "../result.js";
import { inOrder, versionInWords, type RunReport } from "./summary.js";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for XML and HTML; what neither may hold is left out. */
export const escaped = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

/** The run as JUnit XML: a suite for each variant. */
export function junitReport({ ocppVersion, variants, results }: RunReport): string {
  const suites = variants.map(({ name }) =>
    suite(name, inOrder(results.filter(({ variant }) => variant === name))),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${versionInWords(ocppVersion)}">\n${suites.join("\n")}\n</testsuites>\n`;
}

function suite(name: string, results: readonly CaseResult[]): string {
  const of = (verdict: CaseResult["verdict"]): number =>
    results.filter((one) => one.verdict === verdict).length;
  const seconds = results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const head = `  <testsuite name="${escaped(name)}" tests="${results.length}" failures="${of("FAIL")}" errors="${of("INCONC")}" skipped="${of("NOT APPLICABLE")}" time="${seconds.toFixed(3)}">`;
  return [head, ...results.map(testcase), "  </testsuite>"].join("\n");
}

function testcase({ id, title, variant, verdict, reason, durationMs }: CaseResult): string {
  const head = `    <testcase classname="${escaped(variant)}" name="${escaped(`${id} ${title}`)}" time="${(durationMs / 1000).toFixed(3)}"`;
  if (verdict === "PASS") return `${head}/>`;
  const tag = { FAIL: "failure", INCONC: "error", "NOT APPLICABLE": "skipped" }[verdict];
  return `${head}><${tag} message="${escaped(reason ?? "")}"/></testcase>`;
}
