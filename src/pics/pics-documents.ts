import { escapeHtml } from "../kernel/index.js";
import type { PicsTable } from "./pics-table.js";

const TITLE = "Protocol Implementation Conformance Statement";
const NOTE =
  "Derived by the software from its device model and hardware, not typed in. It is no certificate of the OCA.";

const STYLE = `
body{font:11pt/1.4 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}
table{border-collapse:collapse;width:100%;margin:0 0 1.5em}
th,td{text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid #bbb;overflow-wrap:anywhere}
tr{break-inside:avoid}h2{break-after:avoid;font-size:1.1em;margin:1.5em 0 .3em}
@page{margin:18mm}`;

/** The statement as Markdown. */
export function picsMarkdown(tables: readonly PicsTable[]): string {
  const sections = tables.map(({ title, headings, rows }) =>
    [`## ${title}`, "", row(headings), row(headings.map(() => "---")), ...rows.map(row), ""].join("\n"),
  );
  return [`# ${TITLE}`, "", NOTE, "", ...sections].join("\n");
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\\/g, "\\\\").replace(/\|/g, "\\|")).join(" | ")} |`;

/** The statement as one page of HTML that prints well and needs nothing else. */
export function picsHtml(tables: readonly PicsTable[]): string {
  const cells = (tag: "td" | "th", row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const sections = tables.map(
    ({ title, headings, rows }) =>
      `<h2>${escapeHtml(title)}</h2>\n<table>${headings.some(Boolean) ? cells("th", headings) : ""}${rows.map((row) => cells("td", row)).join("\n")}</table>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${TITLE}</title><style>${STYLE}</style>
<h1>${TITLE}</h1>
<p>${NOTE}</p>
${sections.join("\n")}
</html>
`;
}
