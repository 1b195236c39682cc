import type { MeasuredValue } from "../measure/performance.js";
import { bootsIn } from "../record/boots.js";
import type { StationRecord } from "../record/station-record.js";
import type { CaseResult } from "../result.js";
import { escaped } from "./junit-report.js";

/** A station of a report as HTML: performance, firmware, what it declares, how it is configured. */
export function stationSection(station: StationRecord, results: readonly CaseResult[]): string {
  const { name, description, ways, declared, test, station: settings, configuration } = station;
  const names = [name, ...ways];
  const own = results.filter(({ variant }) => names.includes(variant));
  return `<h2>Station ${escaped(name)}</h2>
<p>${escaped(description)}</p>
${performanceTable(station.performance)}
${firmware(station, own)}
${folded("What its PICS declares", pre(declared))}
${folded("What the tester entered", pre(test))}
${folded("Settings with which the suite started it", pre(settings))}
${configuration ? folded(`Configuration that it told before the cases: ${configuration.items.length} values`, variables(configuration)) : ""}`;
}

const folded = (title: string, content: string): string =>
  `<details><summary>${escaped(title)}</summary>${content}</details>`;

const pre = (value: unknown): string =>
  `<pre class="payload">${escaped(JSON.stringify(value, null, 1) ?? "")}</pre>`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((cell) => `<th>${escaped(cell)}`).join("")}${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}`).join("")}`)
    .join("\n")}</table>`;

/** Values in milliseconds, as measured; that one is above what is declared is no verdict. */
function performanceTable(values: readonly MeasuredValue[]): string {
  const rows = values.map(({ title, definition, declared, measured, withinDeclared }) => [
    title,
    definition,
    ...(measured
      ? [measured.samples, measured.minimum, measured.median, measured.percentile95, measured.maximum].map(
          String,
        )
      : ["0", "", "", "", ""]),
    declared === null ? "not declared" : `${declared} s`,
    withinDeclared === null ? "" : withinDeclared ? "within" : "above",
  ]);
  const head = ["Value", "From … to", "Samples", "Minimum", "Median", "95 %", "Maximum", "Declared", ""];
  return `<h3>Performance, in milliseconds</h3>\n${table(head, rows)}
<p class="note">Measured at the CSMS, to a millisecond. A measurement has no verdict.</p>`;
}

function firmware({ configuration }: StationRecord, results: readonly CaseResult[]): string {
  const counts = new Map<string, number>();
  for (const dialogue of [configuration?.dialogue ?? [], ...results.map((result) => result.dialogue)])
    for (const { firmwareVersion, afterUpdate } of bootsIn(dialogue)) {
      const seen = `${firmwareVersion ?? "(none)"}${afterUpdate ? ", after an update that the case ordered" : ""}`;
      counts.set(seen, (counts.get(seen) ?? 0) + 1);
    }
  const images = results.flatMap(({ id, variant, verdict, firmware: offered = [] }) =>
    offered.map(({ firmwareVersion, sha256 }) => [id, variant, verdict, firmwareVersion, sha256]),
  );
  return `<h3>Firmware</h3>
${table(
  ["firmwareVersion", "Boots"],
  [...counts].map(([seen, count]) => [seen, String(count)]),
)}
${images.length > 0 ? folded(`Images that cases offered: ${images.length}`, table(["Case", "Variant", "Verdict", "Version", "SHA-256"], images)) : ""}`;
}

function variables({ items, problem }: NonNullable<StationRecord["configuration"]>): string {
  if (problem !== null) return `<p class="reason FAIL">${escaped(problem)}</p>`;
  return table(
    ["Variable", "Attribute", "Value", "Mutability"],
    items.map(({ name, type, value, mutability }) => [name, type, value ?? "(not told)", mutability]),
  );
}
