import type { DialogueItem } from "../dialogue.js";
import type { CaseResult } from "../result.js";
import { stationSection } from "./html-station.js";
import { escaped } from "./junit-report.js";
import {
  countVerdicts,
  hasPassed,
  inOrder,
  interruption,
  versionInWords,
  type RunReport,
} from "./summary.js";

const STYLE = `
:root{color-scheme:light dark;--line:#8888;--pass:#1a7f37;--fail:#c4232b;--inconc:#9a6700}
body{font:14px/1.5 system-ui,sans-serif;max-width:1200px;margin:2em auto;padding:0 1em}
table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
details{border-bottom:1px solid var(--line);padding:.2em 0}summary{cursor:pointer}
.PASS{color:var(--pass)}.FAIL{color:var(--fail)}.INCONC{color:var(--inconc)}b{display:inline-block;min-width:5em}
.reason{margin:.2em 0 .2em 1em;font-weight:600}
.seq{font:12px/1.4 ui-monospace,monospace;width:100%;table-layout:fixed}
.seq td{border:0;padding:.1em .4em;overflow-wrap:anywhere}.seq .t{width:6em;color:gray;text-align:right}
.seq .s{border-left:2px solid var(--line)}.arrow{border-bottom:1px solid currentColor;display:flex;justify-content:space-between;gap:1em}
.note{color:gray;font-style:italic}.action{background:#8882;border-radius:.3em;padding:0 .4em}
.payload{color:gray;white-space:pre-wrap;margin:0}`;

/** The run as one HTML file that needs nothing else: every case with its verdict and its dialogue as a sequence diagram. */
export function htmlReport(report: RunReport): string {
  const { ocppVersion, profile, seed, startedAt, durationMs, version, variants, results } = report;
  const rows = variants.map(({ name, description }) => {
    const counts = countVerdicts(results.filter(({ variant }) => variant === name));
    return `<tr><td>${escaped(name)}<td>${escaped(description)}<td>${counts.PASS}<td>${counts.FAIL}<td>${counts.INCONC}<td>${counts["NOT APPLICABLE"]}`;
  });
  const interrupted = interruption(report);
  const problems = [...(interrupted === null ? [] : [interrupted]), ...report.problems];
  const sections = variants.map(({ name }) => {
    const own = inOrder(results.filter(({ variant }) => variant === name));
    return `<h2>${escaped(name)}</h2>\n${own.map(caseSection).join("\n")}`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Conformance report</title><style>${STYLE}</style>
<h1>Conformance report</h1>
<p>Kerbside ${escaped(version)}, ${versionInWords(ocppVersion)}, profile ${escaped(profile)}, seed ${seed}, started ${escaped(startedAt)}, ${(durationMs / 1000).toFixed(0)} s.
This is no OCA certificate.</p>
<p class="reason ${hasPassed(report) ? "PASS" : "FAIL"}">${hasPassed(report) ? "Every case that applies has passed." : "Not passed."}</p>
${problems.map((problem) => `<p class="reason FAIL">${escaped(problem)}</p>`).join("\n")}
<table><tr><th>Variant<th>Station<th>PASS<th>FAIL<th>INCONC<th>Not applicable${rows.join("")}</table>
${report.stations.map((station) => stationSection(station, results)).join("\n")}
${sections.join("\n")}
</html>
`;
}

function caseSection({ id, title, verdict, reason, durationMs, dialogue }: CaseResult): string {
  const open = verdict === "FAIL" || verdict === "INCONC" ? " open" : "";
  const why = reason === null ? "" : `<p class="reason ${verdict}">${escaped(reason)}</p>`;
  const time = durationMs > 0 ? ` (${(durationMs / 1000).toFixed(1)} s)` : "";
  return `<details${open}><summary><b class="${verdict.replace(" ", "-")}">${verdict}</b> ${escaped(id)} ${escaped(title)}${time}</summary>${why}${sequence(dialogue)}</details>`;
}

/** Characters of a payload that are shown: the page has to open, and the trace has them all. */
const MOST_SHOWN = 2000;

const shortened = (payload: string): string =>
  payload.length <= MOST_SHOWN
    ? payload
    : `${payload.slice(0, MOST_SHOWN)} … ${payload.length} characters, all of them in the trace`;

function sequence(dialogue: readonly DialogueItem[]): string {
  if (dialogue.length === 0) return "";
  const rows = dialogue.map(
    (item) =>
      `<tr><td class="t" title="${escaped(item.time)}">${(item.at / 1000).toFixed(3)}<td class="s">${arrow(item)}`,
  );
  return `<table class="seq"><tr><td class="t">s<td class="s"><div class="arrow"><span>Charging station</span><span>CSMS</span></div>${rows.join("")}</table>`;
}

function arrow({ from, kind, text, payload }: DialogueItem): string {
  const content =
    payload === undefined ? "" : `<pre class="payload">${escaped(shortened(JSON.stringify(payload)))}</pre>`;
  if (kind === "note") return `<span class="note">${escaped(text)}</span>`;
  if (from === "tester") return `<span class="action">${escaped(text)}</span>`;
  const words = kind === "response" ? `${text}Response` : kind === "error" ? `CALLERROR ${text}` : text;
  const [left, right] = from === "station" ? ["", "&#x25B6;"] : ["&#x25C0;", ""];
  return `<div class="arrow"><span>${left}</span><span>${escaped(words)}</span><span>${right}</span></div>${content}`;
}
