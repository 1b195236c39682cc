import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { CaseResult } from "../result.js";
import { htmlReport } from "./html-report.js";
import { jsonReport, type TraceReference } from "./json-report.js";
import { junitReport } from "./junit-report.js";
import { inOrder, type RunReport } from "./summary.js";

/** SHA-256 of each file that belongs to a report but the traces, whose own are in report.json. */
export type ReportFiles = Readonly<Record<string, string>>;

export const REPORT_JSON = "report.json";

const compressed = promisify(gzip);

export const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** Writes report.json, report.xml (JUnit), report.html, and the trace of each case as traces/…/ID.json.gz. */
export async function writeReports(folder: string, report: RunReport): Promise<ReportFiles> {
  await mkdir(folder, { recursive: true });
  const traces = await writeTraces(folder, report.results);
  const documents = {
    [REPORT_JSON]: jsonReport(report, (result) => traces.get(result)),
    "report.xml": junitReport(report),
    "report.html": htmlReport(report),
  };
  const files: Record<string, string> = {};
  for (const [name, content] of Object.entries(documents)) {
    await writeFile(join(folder, name), content);
    files[name] = sha256(content);
  }
  return files;
}

/** One file for each case that was run; a case that was run more often has numbers behind its id. */
async function writeTraces(
  folder: string,
  results: readonly CaseResult[],
): Promise<ReadonlyMap<CaseResult, TraceReference>> {
  const written = new Map<CaseResult, TraceReference>();
  const used = new Map<string, number>();
  for (const result of inOrder(results)) {
    if (result.verdict === "NOT APPLICABLE") continue;
    const { id, variant, verdict, reason, dialogue } = result;
    const name = `traces/${variant}/${id}`;
    const time = (used.get(name) ?? 0) + 1;
    used.set(name, time);
    const file = `${name}${time === 1 ? "" : `-${time}`}.json.gz`;
    const content = await compressed(JSON.stringify({ id, variant, verdict, reason, dialogue }));
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
    written.set(result, { file, sha256: sha256(content) });
  }
  return written;
}
